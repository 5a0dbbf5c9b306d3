"""Records to award criteria with their weights, and to requirements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from karavel.notices import AwardCriterion, Requirement
from karavel.readers.ted.records import every, lines

if TYPE_CHECKING:
    from karavel.notices.model import CriterionKind, RequirementKind
    from karavel.readers.ted.takes import Weighted
    from karavel.readers.tree import Record

_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:(%)|(?:/\s*(100)))?\s*([^\W\d_]+)?\.?")
_POINTS = re.compile(r"(?i)p(?:oin|un|kt|on)|точ|т$|bod")
_ALL = 100.0
_REQUIREMENTS: tuple[tuple[str, RequirementKind], ...] = (
    ("suitability", "eligibility"),
    ("economic", "economic"),
    ("technical", "technical"),
    ("other", "other"),
)
#: Keys of a record that hold requirements.
REQUIREMENTS = frozenset(key for name, _ in _REQUIREMENTS for key in (name, f"{name}_minimum"))
_KINDS: dict[str, CriterionKind] = {
    "AC_PRICE": "price",
    "LOWEST_PRICE": "price",
    "AC_COST": "cost",
    "AC_QUALITY": "quality",
}


def criteria(record: Record) -> tuple[AwardCriterion, ...]:
    """The award criteria of a lot, in the form's order."""
    found: list[Weighted] = every(record, "criteria")
    if not found:
        return ()
    weights = [_weight(each.weight) for each in found]
    of_hundred = all(weight for weight, _ in weights) and sum(weight or 0.0 for weight, _ in weights) == _ALL
    return tuple(_criterion(each, *weight, of_hundred) for each, weight in zip(found, weights, strict=True))


def _criterion(found: Weighted, weight: float | None, kind: str | None, of_hundred: bool) -> AwardCriterion:
    if weight is not None and kind is None:
        kind = "per-exa" if of_hundred else "dec-exa"
    return AwardCriterion(kind=_KINDS.get(found.kind), description=found.words, weight=weight, weight_kind=kind)


def _weight(text: str | None) -> tuple[float | None, str | None]:
    """``45 %``, ``45/100``, ``30,5`` or ``20 points`` as a number and its meaning in the list ``number-weight``."""
    parts = _WEIGHT.fullmatch(text.strip()) if text else None
    if parts is None:
        return None, None
    number, percent, hundred, unit = parts.groups()
    kind = "per-exa" if percent or hundred else None
    if unit:
        if not _POINTS.match(unit):
            return None, None
        kind = "poi-exa"
    return float(number.replace(",", ".")), kind


def evaluation(record: Record) -> tuple[AwardCriterion, ...]:
    """How the projects of a design contest are judged, in the form's words."""
    return tuple(AwardCriterion(description=text) for text in every(record, "evaluation"))


def requirements(record: Record) -> tuple[Requirement, ...]:
    """What section III.1 asks of tenderers, as the form groups it."""
    found = (_requirement(record, key, kind) for key, kind in _REQUIREMENTS)
    return tuple(requirement for requirement in found if requirement)


def _requirement(record: Record, key: str, kind: RequirementKind) -> Requirement | None:
    words, minimum = lines(every(record, key)), lines(every(record, f"{key}_minimum"))
    if not (words or minimum):
        return None
    return Requirement(kind=kind, text=words or "", minimum=minimum)
