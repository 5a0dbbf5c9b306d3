"""Contracts: signed by both sides, followed by milestones, and what they put online."""
