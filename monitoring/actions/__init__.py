"""Every change of evidence, ratings and the IRM's codings that has consequences, by noun."""
