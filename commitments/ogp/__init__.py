"""Reads OGP's own exports of commitments and IRM ratings, of every generation, and writes them here.

`export.read_export` gives typed rows without touching a database; `writing` brings them into it.
"""
