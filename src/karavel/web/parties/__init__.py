"""Buyers and suppliers: what they buy or win, from whom, and when their contracts end."""
