"""Reads OCDS 1.0 and 1.1: releases and records, with the extensions of the eForms profile.

``shapes`` says what is read of a release and ``table`` what becomes of it, ``mending`` brings publishers' data into
that shape, ``merging`` compiles a record's releases, ``assemble`` makes the notice, ``codes`` says what codes mean.
"""

from karavel.readers.ocds.reading import read
from karavel.readers.ocds.table import TABLE

__all__ = ["TABLE", "read"]
