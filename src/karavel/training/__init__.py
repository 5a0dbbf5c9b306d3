"""Learns and evaluates weights and the CPV classifier; never loaded at run time."""
