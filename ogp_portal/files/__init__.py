"""Uploaded files: the original, private under its country, and a public copy without metadata."""
