"""The public site: pages composed from all apps, shown to everybody."""
