"""What must hold between the parts of a profile, each part being right in itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from karavel.companies import sentences
from karavel.companies.forms import Mistakes
from karavel.texts.marking import say

_ALL = 100  # per cent
_ROUNDING = 0.01  # 33.34 + 33.33 + 33.34 is no mistake


def check(parts: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Tells what does not fit together; parts that are missing or wrong have been told of already."""
    _one_head_office(parts, mistakes)
    _shares(parts, mistakes)
    _something_offered(parts, mistakes)
    _accounts(parts, mistakes)
    _value_range(parts, mistakes)


def _one_head_office(parts: Mapping[str, Any], mistakes: Mistakes) -> None:
    places = parts.get("establishments")
    if places is None:
        return
    offices = sum(place.kind == "head-office" for place in places)
    if offices == 0 and not _told(mistakes, "establishments"):
        mistakes.add("establishments", say(sentences.NO_HEAD_OFFICE))
    if offices > 1:
        mistakes.add("establishments", say(sentences.HEAD_OFFICES, count=offices))


def _told(mistakes: Mistakes, place: str) -> bool:
    """Whether a mistake within a part may be the cause of another."""
    return any(mistake.place.startswith(place) for mistake in mistakes.all())


def _shares(parts: Mapping[str, Any], mistakes: Mistakes) -> None:
    total = sum(owner.share for owner in parts.get("owners") or ())
    if total > _ALL + _ROUNDING:
        mistakes.add("owners", say(sentences.SHARES_ABOVE, total=f"{total:g}"))


def _something_offered(parts: Mapping[str, Any], mistakes: Mistakes) -> None:
    offered = parts.get("capabilities")
    if offered is not None and not offered.summary and not offered.cpv and not _told(mistakes, "capabilities"):
        mistakes.add("capabilities", say(sentences.NOTHING_OFFERED))


def _accounts(parts: Mapping[str, Any], mistakes: Mistakes) -> None:
    accounts = parts.get("accounts") or ()
    years = [account.year for account in accounts]
    for year in sorted({year for year in years if years.count(year) > 1}):
        mistakes.add("accounts", say(sentences.YEAR_TWICE, year=year))
    for n, account in enumerate(accounts):
        part, whole = account.it_turnover, account.turnover
        if part and whole and part.currency == whole.currency and part.amount > whole.amount:
            sentence = say(sentences.IT_ABOVE_ALL, it=f"{part.amount:,.0f}", turnover=f"{whole.amount:,.0f}")
            mistakes.add(f"accounts[{n}].it_turnover", sentence)


def _value_range(parts: Mapping[str, Any], mistakes: Mistakes) -> None:
    wanted = parts.get("preferences")
    if wanted is None or wanted.value_eur.min is None or wanted.value_eur.max is None:
        return
    low, high = wanted.value_eur.min, wanted.value_eur.max
    if low > high:
        mistakes.add("preferences.value_eur", say(sentences.RANGE_TURNED, min=f"{low:,.0f}", max=f"{high:,.0f}"))
