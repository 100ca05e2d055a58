"""Template tags of the portal, available in every template."""
