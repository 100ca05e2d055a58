"""Demonstration data and its cast; exists only with PORTAL_DEMO on a loopback address."""
