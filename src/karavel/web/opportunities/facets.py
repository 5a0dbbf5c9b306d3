"""The filters to choose from, each value with how many lots it would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import accumulate
from typing import Final, NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from karavel import texts
from karavel.verbs.board import Facets, same_buyer
from karavel.web.opportunities import subjects
from karavel.web.opportunities.asked import CLASSES, ORDERS, VERDICTS, WITHIN, Asked
from karavel.web.words import country_name, verdict_words


class Option(NamedTuple):
    """One value of a facet."""

    value: str
    label: str
    lots: int
    chosen: bool


class Facet(NamedTuple):
    """A filter with its values.

    Attributes:
        kind: ``checkbox`` where several may be chosen, else ``radio``.
        within: words that its values were narrowed by; None where they cannot be.
    """

    name: str
    label: str
    kind: str
    options: list[Option]
    within: str | None = None

    @property
    def fields(self) -> SafeString:
        """The fields of its values, made here: a page has a hundred, and a template takes five times as long."""
        about = "≈ " if self.about else ""
        return format_html_join(
            "\n",
            '<label{}><input id="{}-{}" type="{}" name="{}" value="{}"{}> '
            '<span class="facet-label" title="{}">{}</span><span class="count">{}{}</span></label>',
            (
                (
                    SafeString("" if one.lots or one.chosen else ' class="soft"'),
                    *(self.name, one.value, self.kind, self.name, one.value),
                    SafeString(" checked" if one.chosen else ""),
                    *(one.label, one.label, about, texts.number(one.lots)),
                )
                for one in self.options
            ),
        )

    @property
    def about(self) -> bool:
        """Whether counts are about right only: a best way in is known for sure once its lot is looked at."""
        return self.name == "best"

    @property
    def chosen(self) -> bool:
        """Whether it is in use."""
        return any(option.chosen for option in self.options)


def facets(found: Facets, asked: Asked, under: str = "", who: Facet | None = None) -> list[Facet | subjects.Tree]:
    """The filters to choose from; what is chosen stays, also when nothing is left of it.

    Args:
        found: the counts.
        asked: the filters in use.
        under: a branch of the CPV tree that is to be open.
        who: buyers that somebody looks for; those with most lots else.
    """
    first = (
        ("best", _in_order(found.best, (*VERDICTS, "none"))),
        ("verdict", _in_order(found.direct, VERDICTS)),
        ("market", _most_first(found.markets, asked.all("market"))),
    )
    last = (
        ("value", {name: found.values.get(name, 0) for name in CLASSES}),
        ("within", dict(zip(WITHIN, accumulate(found.days.get(name, 0) for name in ("0", *WITHIN[:-1])), strict=True))),
        ("language", _most_first(found.languages, asked.all("language"))),
    )
    return [
        *(_facet(name, counts, asked) for name, counts in first),
        subjects.tree(found.cpv, asked.all("cpv"), under, asked.address),
        who or buyers(found.buyers, asked),
        *(_facet(name, counts, asked) for name, counts in last),
    ]


def buyers(counts: dict[str, int], asked: Asked, within: str = "") -> Facet:
    """Buyers to choose from: those in use, then those with most lots; ``within`` are words they were looked for by."""
    left = {same_buyer(name): name for name in asked.all("buyer")}
    found = [
        Option(name, value_label("buyer", name), lots, left.pop(same_buyer(name), None) is not None)
        for name, lots in counts.items()
    ]
    lost = [Option(name, value_label("buyer", name), 0, chosen=True) for name in left.values()]
    options = sorted([*lost, *found], key=lambda option: not option.chosen)
    return Facet("buyer", filter_label("buyer"), "checkbox", options, within)


def _most_first(counts: dict[str, int], chosen: tuple[str, ...]) -> dict[str, int]:
    """What is chosen stands where it can be seen, then what leaves most lots."""
    found = dict.fromkeys(chosen, 0) | counts
    return dict(sorted(found.items(), key=lambda item: (item[0] not in chosen, -item[1], item[0])))


def _in_order(counts: dict[str, int], order: Iterable[str]) -> dict[str, int]:
    return {name: counts[name] for name in order if name in counts}


def _facet(name: str, counts: dict[str, int], asked: Asked) -> Facet:
    chosen = asked.all(name)
    shown: Iterable[str] = (*counts, *(value for value in chosen if value not in counts))
    options = [Option(value, value_label(name, value), counts.get(value, 0), value in chosen) for value in shown]
    return Facet(name, filter_label(name), "radio" if name in {"value", "within"} else "checkbox", options)


def filter_label(name: str) -> str:
    """A filter in users' words."""
    return {
        "q": _("Words"),
        "fit": _("Fit"),
        "best": _("Best way in"),
        "verdict": _("Bid from home"),
        "market": _("Market"),
        "cpv": _("Subject (CPV)"),
        "buyer": _("Buyer"),
        "value": _("Value"),
        "value_min": _("Value from"),
        "value_max": _("Value up to"),
        "within": _("Deadline"),
        "from": _("Closes from"),
        "until": _("Closes until"),
        "since": _("Published since"),
        "language": _("Language"),
        "hidden": _("Hidden"),
    }[name]


def orders() -> list[tuple[str, str]]:
    """How the list may be ordered, in users' words."""
    said = {
        "rank": _("best fit first"),
        "deadline": _("first to close first"),
        "published": _("newest first"),
        "value": _("largest first"),
    }
    return [(name, said[name]) for name in ORDERS]


def value_label(name: str, value: str) -> str:
    """A value of a filter in users' words."""
    return _LABELS.get(name, str)(value)


def _best(value: str) -> str:
    return _("none in time") if value == "none" else verdict_words(value)


def _buyer(value: str) -> str:
    country, _colon, name = value.partition(":")
    return f"{name} · {country_name(country)}" if country else name


def _class(value: str) -> str:
    least = texts.compact_money(float(value), "EUR")
    above = CLASSES[CLASSES.index(value) + 1 :]
    if not above:
        return _("%(least)s and more") % {"least": least}
    most = texts.compact_money(float(above[0]), "EUR")
    return f"{least} – {most}" if float(value) else _("under %(most)s") % {"most": most}


def _within(value: str) -> str:
    days = int(value)
    return ngettext("under %(days)s day", "under %(days)s days", days) % {"days": days}


def _money(value: str) -> str:
    return texts.money(float(value), "EUR")


def _day(value: str) -> str:
    return texts.day(date.fromisoformat(value))


#: Filter to how its values are told; the others are told as they are.
_LABELS: Final[dict[str, Callable[[str], str]]] = {
    "fit": lambda _value: _("only what fits us"),
    "best": _best,
    "verdict": verdict_words,
    "market": country_name,
    "cpv": subjects.label,
    "buyer": _buyer,
    "value": _class,
    "value_min": _money,
    "value_max": _money,
    "within": _within,
    "from": _day,
    "until": _day,
    "since": _day,
    "language": texts.language_name,
    "hidden": lambda _value: _("only what we have hidden"),
}
