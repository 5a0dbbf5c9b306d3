"""Reads eForms notices: every subtype of the SDK 1.3 to 1.15 and national profiles of it.

``table`` says where each field stands, ``assemble`` makes the notice of what the walk gathered, ``codes`` says what
codes mean, ``checks`` what a notice lacks or contradicts.
"""

from karavel.readers.eforms.reading import read
from karavel.readers.eforms.table import TABLE

__all__ = ["TABLE", "read"]
