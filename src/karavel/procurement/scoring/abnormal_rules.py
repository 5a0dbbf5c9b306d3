"""When a price counts as abnormally low, by country: the data of ``law/scoring``."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import field

import karavel
from karavel.access.compiled_folder import CompiledFolder
from karavel.procurement.periods.model import Confidence, Shape, Source

FOLDER = Path(karavel.__file__).parent / "law" / "scoring"
"""The data of the package."""


class Rule(Shape, frozen=True):
    """A measure of abnormally low prices.

    Attributes:
        id: a country, or ``EU``.
        share: per cent below the measure at which a price is to be explained; None: the buyer's documents say.
        against: what the price is held against: the mean of all prices, the estimate.
        valid_from, valid_until: days in force, for procedures that start then.
    """

    id: str
    article: str
    source: str
    confidence: Confidence
    valid_from: date = field(name="from")
    valid_until: date | None = field(name="until", default=None)
    share: int | None = None
    against: tuple[Literal["mean", "estimate"], ...] = ("mean",)


class RuleBook(Shape, frozen=True):
    """All rules, and where they stand."""

    sources: dict[str, Source]
    rules: tuple[Rule, ...]


@lru_cache(maxsize=4)
def rules(folder: Path | None = None) -> RuleBook:
    """The rules of the package, or of a folder.

    Raises:
        InvalidLaw: the file does not hold; ``mistakes`` has every place.
    """
    return _RULES.load(folder or FOLDER)


def write_compiled(folder: Path) -> Path:
    """Compile the rules into their folder, for packaging; older compiled files go."""
    return _RULES.write(folder)


_RULES: CompiledFolder[RuleBook] = CompiledFolder("low", RuleBook, "karavel.procurement.scoring.abnormal_reading")
