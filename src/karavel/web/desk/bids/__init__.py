"""Sealed bids: uploaded by chunks, received, replaced, withdrawn; opened by two members together."""
