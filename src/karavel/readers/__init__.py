"""Turns one official document into a Notice: a folder per format, field paths as tables."""
