"""Reporting progress: one report is what is said on a commitment and its milestones for one period."""
