"""More like this: how alike lots and past awards are to one lot, or to what one firm does.

``wanted`` is what is compared with, ``likeness`` compares columns of lots or awards with it.
"""
