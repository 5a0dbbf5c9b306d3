"""The page of the morning: what is new, what closes, what has changed, what is to be done."""
