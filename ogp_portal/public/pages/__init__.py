"""What each page shows, as typed data built from the database."""
