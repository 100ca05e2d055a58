"""The translation ledger: what each text is worth in each language."""
