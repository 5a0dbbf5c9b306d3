"""A service to be put online, what the market says of it, and who asks."""
