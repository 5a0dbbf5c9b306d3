"""What all parts of one release share while it is read."""

from __future__ import annotations

from typing import NamedTuple

from karavel.codes.cpv import is_supplementary
from karavel.notices import Money
from karavel.readers import values
from karavel.readers.ocds.codes import CPV_SCHEMES
from karavel.readers.ocds.shapes import Classification, Id, Item, Party, Value
from karavel.readers.values import Problems


class Setting(NamedTuple):
    """The problems of the reading, the parties by id, and the country of the publisher where it is known."""

    problems: Problems
    parties: dict[str, Party]
    publisher_country: str | None


def text_of(value: Id) -> str | None:
    """An id as text without white space around it, None when empty."""
    if value is None:
        return None
    return value.strip() or None if type(value) is str else str(value)


def words(text: str | None) -> str:
    """Published text without white space around it."""
    return text.strip() if text else ""


def money(value: Value | None, setting: Setting, place: str) -> Money | None:
    """An amount with its currency."""
    if value is None or value.amount is None:
        return None
    return values.money(value.amount, value.currency, setting.problems, place)


def cpvs(items: list[Item], first: tuple[Classification | None, ...], setting: Setting, place: str) -> tuple[str, ...]:
    """CPV codes: those given first, then the main codes of the items, then their additional ones; each once."""
    published = [*first, *[item.classification for item in items]]
    for item in items:
        published += item.additional_classifications or ()
    codes = {str(one.id): None for one in published if one and one.id and is_cpv(one)}
    return values.cpvs(codes, setting.problems, place) if codes else ()


def is_cpv(published: Classification) -> bool:
    """Whether a code is CPV, under any of the names of its scheme; codes of the supplementary vocabulary are none."""
    scheme = published.scheme
    if scheme == "CPV":
        return True
    named = scheme is not None and scheme.strip().upper() in CPV_SCHEMES
    return named and not is_supplementary(str(published.id))
