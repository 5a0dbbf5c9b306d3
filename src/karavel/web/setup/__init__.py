"""The first run: the first account, a company profile, data."""
