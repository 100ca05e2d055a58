"""People, organisations and their roles."""
