"""How the portal looks: marks, charts, rows, template tags, style sheets. Knows no model."""
