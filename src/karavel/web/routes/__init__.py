"""Gateways side by side: what a company somewhere would open, what it costs, how long it takes."""
