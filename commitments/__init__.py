"""Commitments, their milestones and the government's progress reports."""
