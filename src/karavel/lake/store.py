"""Store: the place where a lake lies."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from karavel.lake.manifest import newest
from karavel.lake.view import View
from karavel.lake.writer import Writer


class Lake(NamedTuple):
    """A folder that holds a lake, or will.

    Attributes:
        root: the folder.
    """

    root: Path

    def writer(self) -> Writer:
        """The writer, who makes the lake when it is not there.

        Raises:
            LakeBusy: another process writes to it.
            LakeError: the folder cannot be used.
        """
        return Writer(self.root)

    def sequence(self) -> int:
        """The number of the last commit: whoever has seen it has seen all there is.

        Raises:
            LakeMissing: there is no lake there yet.
        """
        return newest(self.root).sequence

    def view(self) -> View:
        """What it holds now.

        Raises:
            LakeMissing: there is no lake there yet.
        """
        return View(self.root)
