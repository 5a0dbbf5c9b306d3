"""Lots that a search found, as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from karavel.answers.searches import FoundLot, Search
from karavel.cli import output
from karavel.cli.fitting import cut
from karavel.cli.words import verdict_name
from karavel.companies.searches import Criteria
from karavel.texts import compact_money, day, language_name, ngettext, number
from karavel.texts import gettext as _
from karavel.texts.marking import N_, ngettext_noop

_OPEN: Final = ngettext_noop("{count} open lot on {day}", "{count} open lots on {day}")
_EVERY: Final = ngettext_noop("{count} lot, open or closed", "{count} lots, open or closed")
_NEW: Final = ngettext_noop("{count} new", "{count} new")
_NEW_MARK: Final = N_("new")
_NOTHING: Final = N_("Nothing was found; fewer words or filters find more.")
_BUYER, _ID = 16, 20


def page(found: Search) -> Iterator[RenderableType]:
    """The whole screen: what was asked for, how much was found, a line a lot."""
    forms = _EVERY if found.criteria.every else _OPEN
    counted = ngettext(*forms, found.matching).format(count=number(found.matching), day=day(found.as_of))
    new = ngettext(*_NEW, found.new).format(count=number(found.new)) if found.new is not None else ""
    yield Text(" · ".join(filter(None, (found.name, said(found.criteria), counted, new))), style="bold")
    yield _table(found) if found.lots else Text(_(_NOTHING))


def said(criteria: Criteria) -> str:
    """A search in words: ``portal · PT, ES · CPV 72000000 · from €20K``."""
    least, most = criteria.least_eur, criteria.most_eur
    parts = (
        criteria.words,
        ", ".join(criteria.markets),
        f"CPV {', '.join(criteria.cpv)}" if criteria.cpv else "",
        ", ".join(map(language_name, criteria.languages)),
        criteria.buyer,
        f"≥ {compact_money(least, 'EUR')}" if least is not None else "",
        f"≤ {compact_money(most, 'EUR')}" if most is not None else "",
        f"≥ {day(criteria.closes_from)}" if criteria.closes_from else "",
        f"≤ {day(criteria.closes_until)}" if criteria.closes_until else "",
        ", ".join(map(verdict_name, criteria.verdicts)),
    )
    return " · ".join(filter(None, parts))


def _table(found: Search) -> Table:
    """A line a lot; titles take what the other cells leave of the screen."""
    rows = [_cells(lot) for lot in found.lots]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    left = output.WIDTH - sum(widths) - len(widths) - 1
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    for place in range(len(widths) + 1):
        table.add_column(justify="right" if place == 0 else "left", no_wrap=True)
    for lot, (rank, *others) in zip(found.lots, rows, strict=True):
        table.add_row(*map(Text, (rank, _title(lot, left), *others)))
    return table


def _title(lot: FoundLot, width: int) -> str:
    country = f" ({lot.buyer.country})" if lot.buyer.country else ""
    return cut(lot.title, width - len(country)) + country


def _cells(lot: FoundLot) -> tuple[str, ...]:
    """All cells but the title's."""
    marks = (_(_NEW_MARK) if lot.new else "", verdict_name(lot.verdict) if lot.verdict else "")
    return (
        str(lot.rank),
        cut(lot.buyer.name or "", _BUYER),
        compact_money(lot.value_eur, "EUR") if lot.value_eur is not None else "",
        (lot.deadline or "")[:10],
        " ".join(filter(None, (*marks, cut(lot.notice_id, _ID)))),
    )
