"""The desk's first page and the buyer's profile: on top of all stages, which do not know it."""
