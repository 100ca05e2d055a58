"""What the pages of translators show: where texts stand, what each is worth, a text beside its source."""
