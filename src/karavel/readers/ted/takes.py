"""How a value stands in TED XML where one element is not enough: sums, dates in parts, criteria, published titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from karavel.codes import languages
from karavel.readers.tree import name, prose, text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


_PLACE_AND_SUBJECT = 3


class Sum(NamedTuple):
    """An amount or a range as published, with its currency; ``gross`` when the form says that it includes VAT."""

    amount: str | None
    low: str | None
    high: str | None
    currency: str | None
    gross: bool = False


class Weighted(NamedTuple):
    """An award criterion as published: the element that names its kind, its words, its weight."""

    kind: str
    words: str | None
    weight: str | None


def amount(element: Element) -> Sum | None:
    """``VAL_TOTAL`` and its like; None where the buyer asked not to publish it."""
    value = text(element)
    if value is None or element.get("PUBLICATION") == "NO":
        return None
    return Sum(value, None, None, element.get("CURRENCY"))


def amount_range(element: Element) -> Sum | None:
    """``VAL_RANGE_TOTAL``: the lowest and the highest offer taken into consideration."""
    if element.get("PUBLICATION") == "NO":
        return None
    parts = {name(child): text(child) for child in element}
    return Sum(None, parts.get("LOW"), parts.get("HIGH"), element.get("CURRENCY"))


def cost(element: Element) -> Sum | None:
    """``COSTS_RANGE_AND_CURRENCY`` and its like of the 2011 forms, whose ``FMTVAL`` is the normalised amount."""
    parts = {name(child): child.get("FMTVAL") or text(child) for child in element.iterdescendants()}
    if not parts.keys() & {"VALUE_COST", "LOW_VALUE", "HIGH_VALUE"}:
        return None
    low, high = parts.get("LOW_VALUE"), parts.get("HIGH_VALUE")
    return Sum(parts.get("VALUE_COST"), low, high, element.get("CURRENCY"), "INCLUDING_VAT" in parts)


def hidden(element: Element) -> bool | None:
    """True when the buyer asked not to publish what stands below the element."""
    return element.get("PUBLICATION") == "NO" or None


def day_in_parts(element: Element) -> tuple[str, str | None] | None:
    """``DAY``, ``MONTH``, ``YEAR`` and perhaps ``TIME`` as an ISO day and a time of day."""
    parts = {name(child): text(child) or "" for child in element}
    year, month, day = parts.get("YEAR", ""), parts.get("MONTH", ""), parts.get("DAY", "")
    if not year:
        return None
    return f"{year}-{month:0>2}-{day:0>2}", parts.get("TIME")


def criterion(element: Element) -> Weighted:
    """``AC_QUALITY`` and its like, ``CRITERIA_DEFINITION`` of the 2011 forms, or the bare ``AC_CRITERION``."""
    parts = {name(child): prose(child) for child in element}
    words = parts.get("AC_CRITERION") or parts.get("CRITERIA") or (None if parts else text(element))
    return Weighted(name(element), words, parts.get("AC_WEIGHTING") or parts.get("WEIGHTING"))


def published_titles(element: Element) -> dict[str | None, str]:
    """``ML_TITLES``: language (None when unknown) to the title that TED made, ``country-town: subject``."""
    return {languages.from_any(entry.get("LG")): _published_title(entry) for entry in element}


def _published_title(entry: Element) -> str:
    """A notice has 24 of them, a quarter of its elements; nearly all have country, town and one paragraph, in order."""
    if len(entry) == _PLACE_AND_SUBJECT:
        country, town, subject = entry
        words = subject.text or (subject[0].text if len(subject) == 1 else prose(subject))
        if words and country.text and town.text:
            return f"{country.text}-{town.text}: {words}"
    parts = [prose(part) for part in entry]
    place = "-".join(filter(None, parts[:-1]))
    return ": ".join(filter(None, (place, *parts[-1:])))
