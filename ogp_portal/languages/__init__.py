"""What the portal knows about its seven languages: names, columns, formats, order. No models."""
