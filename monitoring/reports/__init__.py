"""Progress reports: a frozen snapshot, an HTML document per language, a tagged PDF from a killable child."""
