"""Reads arguments, calls one verb, prints, exits. One file a command."""
