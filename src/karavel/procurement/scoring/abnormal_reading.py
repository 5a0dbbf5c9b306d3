"""The rules on abnormally low prices, read from their YAML file and checked."""

from __future__ import annotations

from pathlib import Path

import msgspec

from karavel.access.plain_yaml import read_plain
from karavel.errors import InvalidLaw, Mistake
from karavel.procurement.scoring.abnormal_rules import RuleBook

FILE = "abnormally-low.yaml"


def read(folder: Path) -> RuleBook:
    """The rules of a folder, checked.

    Raises:
        InvalidLaw: the file does not hold.
    """
    content = read_plain(folder / FILE)
    if isinstance(content, Mistake):
        raise _invalid(content)
    try:
        found = msgspec.convert(content, RuleBook, strict=False)
    except msgspec.ValidationError as error:
        raise _invalid(Mistake(FILE, " ".join(str(error).split()))) from error
    wrong = [
        Mistake(f"{FILE}: {one.id}", "cites no source of the file")
        for one in found.rules
        if one.source not in found.sources
    ]
    if wrong:
        raise _invalid(*wrong)
    return found


def _invalid(*mistakes: Mistake) -> InvalidLaw:
    return InvalidLaw(f"{FILE} does not hold.", mistakes, remedy="Mend the places that are named and run it again.")
