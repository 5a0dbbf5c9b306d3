"""Pursuits: what the company works on, from watching to won or lost."""
