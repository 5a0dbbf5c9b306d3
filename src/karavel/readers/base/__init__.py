"""Reads rows of the contracts table of Portal BASE, the Portuguese register of public contracts (IMPIC).

``table`` says what each column holds, ``assemble`` makes the notice of a row, ``codes`` says what its words mean.
"""

from karavel.readers.base.reading import read
from karavel.readers.base.table import TABLE

__all__ = ["TABLE", "read"]
