"""Who changed what: history that the database's own triggers write."""
