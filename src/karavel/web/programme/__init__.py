"""The agency's programme: its companies, what fits them, where two could join forces, what became of it."""
