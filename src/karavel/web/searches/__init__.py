"""Saved searches: filters with a name, what they find, and how their news are told."""
