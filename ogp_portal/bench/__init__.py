"""`script/bench`: how fast the portal is and how little it sends, as figures with bounds.

docs/performance.md has the method. Only `inside` and what it calls import Django; the rest watches from
outside.
"""
