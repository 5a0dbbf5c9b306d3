"""What CPV codes mean, in words: a compact table of our own, or the full list in 24 languages from a file.

The compact table has short labels of all divisions and of the branches near ICT in English, Portuguese and
Azerbaijani. The full list is one CSV file with the columns ``code`` and one per language (``bg``, ``cs``, …).
"""

from __future__ import annotations

import csv
import lzma
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from karavel.codes import cpv
from karavel.codes.sentences import CPV_UNKNOWN, invalid, with_suggestion
from karavel.codes.tables import rows
from karavel.errors import InvalidCode, InvalidInput
from karavel.texts import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Labels:
    """CPV codes with their labels by language (ISO 639-1); ``complete`` when every code of CPV 2008 is in it."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]], *, complete: bool) -> None:
        self._labels = labels
        self.complete = complete

    def __contains__(self, code: object) -> bool:
        return code in self._labels

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def label(self, code: str, language: str = "en") -> str | None:
        """The label of exactly this code in a language, else in English, else None."""
        labels = self._labels.get(code, {})
        return labels.get(language) or labels.get("en")

    def in_all_languages(self, code: str) -> dict[str, str]:
        """The labels of exactly this code by language."""
        return dict(self._labels.get(code, {}))

    def describe(self, code: str, language: str = "en") -> str:
        """The label of the code or of the nearest code above it that has one, else the code itself."""
        known = (self.label(near, language) for near in (code, *cpv.ancestors(code)))
        return next((label for label in known if label), code)

    def is_unknown(self, code: str) -> bool:
        """Whether the code is certainly none of CPV 2008: of no division, or absent from the complete list."""
        return code[:2] not in cpv.DIVISIONS or (self.complete and code not in self)

    def suggest(self, text: str) -> str | None:
        """The known code that a text of digits was most likely meant to be: ``"7220000"`` → ``"72200000"``."""
        digits = "".join(letter for letter in text.partition("-")[0] if letter.isdigit())
        near = [code for code in self if digits[:2] and code.startswith(digits[:2])]
        return max(near, key=lambda code: _likeness(digits, code), default=None)


def _likeness(digits: str, code: str) -> tuple[float, int]:
    """Counts a missing or doubled zero as nothing: codes are mostly mistyped in their row of zeros."""
    meaning = cpv.significant(code)
    return (SequenceMatcher(None, digits.rstrip("0"), meaning).ratio(), -len(meaning))


@lru_cache(maxsize=1)
def compact() -> Labels:
    """The table in the package: all divisions, and what lies near ICT, in English, Portuguese and Azerbaijani."""
    return Labels({row.pop("code"): row for row in rows("karavel.codes", "cpv.csv")}, complete=False)


def load_labels(path: Path) -> Labels:
    """The full list from a CSV file, ``.xz`` or plain; raises InvalidInput naming the file where it is none."""
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8", newline="") as lines:
            table = {row.pop("code"): row for row in csv.DictReader(lines)}
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError, csv.Error, KeyError) as error:
        raise _not_a_list(path, str(error)) from error
    if not table:
        raise _not_a_list(path, "it is empty")
    return Labels(table, complete=True)


def _not_a_list(path: Path, why: str) -> InvalidInput:
    return InvalidInput(f"{path}: the CPV labels cannot be read ({why}); the first line must be code,bg,cs,…")


def require(text: str, labels: Labels | None = None) -> str:
    """The eight digits of a known CPV code; raises InvalidCode that ends with the closest known code and its label."""
    labels = labels or compact()
    try:
        code = cpv.require(text)
    except InvalidCode as error:
        raise _suggesting(error, text, labels) from None
    if labels.is_unknown(code):
        raise _suggesting(invalid(CPV_UNKNOWN, text), text, labels)
    return code


def _suggesting(error: InvalidCode, text: str, labels: Labels) -> InvalidCode:
    meant = labels.suggest(text)
    return with_suggestion(error, meant, labels.describe(meant, current())) if meant else error
