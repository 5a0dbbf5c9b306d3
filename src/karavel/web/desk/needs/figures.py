"""The figures of comparable contracts as a page shows them; each leads to the contracts that it is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karavel import texts
from karavel.answers.market import Count, Market, Share, Spread
from karavel.answers.similar import Comparable
from karavel.verbs.market import is_abroad, is_single, is_small, market
from karavel.web.charts import Bar, Columns, Figure, bars
from karavel.web.tellings import procedure_words
from karavel.web.words import country_name

_PERCENT: Final = 100
_DAYS_OF_MONTH: Final = 30.4375


class Fact(NamedTuple):
    """A figure: its name, itself in words, how many contracts tell it, and where these stand."""

    name: str
    said: str
    beside: str
    href: str


class Analysis(NamedTuple):
    """All that the page shows: ``facts``, and drawings of procedures, countries of winners and months of award."""

    market: Market
    facts: list[Fact]
    procedures: list[Bar]
    countries: list[Bar]
    months: Columns | None


def analysis(compared: Sequence[Comparable]) -> Analysis:
    """The figures of comparable contracts."""
    found = market(compared)
    months = [_counted(one, "month", str(MONTHS_3[int(one.name)])) for one in found.months]
    return Analysis(
        market=found,
        facts=_facts(found),
        procedures=bars([_counted(one, "procedure", procedure_words(one.name)) for one in found.procedures]),
        countries=bars([_counted(one, "country", country_name(one.name)) for one in found.countries]),
        months=Columns.of(_("Awards by month"), months) if months else None,
    )


def _facts(found: Market) -> list[Fact]:
    return [
        _of_spread(_("Price, the middle half"), found.prices, _euros, "priced"),
        _of_spread(_("Tenders received"), found.tenders, texts.number, "tendered"),
        _of_share(_("With one tender only"), found.single, "single"),
        _of_spread(_("Length of the contract, months"), found.days, _months, "timed"),
        _of_share(_("Won by small and medium firms"), found.small, "small"),
        _of_share(_("Won from another country"), found.abroad, "abroad"),
    ]


def _of_spread(name: str, found: Spread | None, say: Callable[[float], str], only: str) -> Fact:
    if found is None:
        return Fact(name, "–", _("too few contracts tell"), "")
    half = _("%(low)s to %(high)s") % {"low": say(found.low), "high": say(found.high)}
    said = half if found.low != found.high else say(found.middle)
    median = _("median %(middle)s") % {"middle": say(found.middle)}
    return Fact(name, said, f"{median} · {_told(found.of)}", _href(only))


def _of_share(name: str, found: Share, only: str) -> Fact:
    if not found.of:
        return Fact(name, "–", _("no contract tells"), "")
    return Fact(name, f"{round(_PERCENT * found.part / found.of)} %", _told(found.of), _href(only))


def _told(contracts: int) -> str:
    told = ngettext("of %(count)d contract that tells", "of %(count)d contracts that tell", contracts)
    return told % {"count": contracts}


def _counted(one: Count, kind: str, label: str) -> Figure:
    return Figure(label, one.contracts, texts.number(one.contracts), _href(f"{kind}:{one.name}"))


def _href(only: str) -> str:
    return f"?{urlencode({'only': only})}#contracts"


def _euros(value: float) -> str:
    return texts.compact_money(value, "EUR")


def _months(days: float) -> str:
    months = days / _DAYS_OF_MONTH
    return texts.number(round(months) if months >= 1 else round(months, 1))


#: What a figure is of, by the name in its address; those of a kind and a value have a colon between them.
_PICKED: Final[dict[str, Callable[[Comparable, str], bool]]] = {
    "priced": lambda one, _value: bool(one.award.value_eur and one.award.value_eur > 0),
    "tendered": lambda one, _value: bool(one.award.tenders),
    "timed": lambda one, _value: bool(one.days and one.days > 0),
    "single": lambda one, _value: is_single(one),
    "small": lambda one, _value: is_small(one),
    "abroad": lambda one, _value: is_abroad(one),
    "procedure": lambda one, value: one.procedure == value,
    "country": lambda one, value: value in {who.country for who in one.award.suppliers},
    "month": lambda one, value: bool(one.award.date) and str(one.award.date and one.award.date.month) == value,
}


def picked(compared: Sequence[Comparable], only: str) -> Sequence[Comparable]:
    """The contracts behind a figure; all where the address names none."""
    kind, _colon, value = only.partition(":")
    test = _PICKED.get(kind)
    return [one for one in compared if test(one, value)] if test else compared
