"""What to bid for: the ranked list of lots."""
