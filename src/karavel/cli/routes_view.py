"""What routes open, as people read it: a table with a chart, and buyer countries beside gateways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from karavel.answers.routes import MarketAnswer, OpeningAnswer, Routes
from karavel.cli import output
from karavel.cli.words import range_of, route_name
from karavel.codes.country_names import name_in
from karavel.texts import compact_money, current, day
from karavel.texts import gettext as _

_BAR: Final = 14  # columns of the chart
_ROOM: Final = 96  # columns from which there is room for the chart
_GATEWAYS: Final = 6  # gateways side by side; --csv and --json have all
_MARKETS: Final = 20  # buyer countries that a person reads
_NONE: Final = MarketAnswer(0, 0.0)


def page(answer: Routes) -> Iterator[Table | Text]:
    """What each route opens, the direct one first, then those that open most."""
    title = _("What each route opens for {company}: {count} lots as of {day}")
    yield Text(title.format(company=answer.company, count=answer.considered, day=day(answer.as_of)), style="bold")
    if not answer.considered:
        yield Text(
            _("No lot is open then; --all takes closed calls too, karavel fetch ted and karavel ingest bring new ones.")
        )
        return
    opening = [row for row in answer.routes if row.opens.lots or row.kind == "direct"]
    yield _table(opening)
    idle = [row for row in answer.routes if row not in opening]
    if idle:
        yield Text(_("These change no verdict: {routes}.").format(routes=", ".join(_idle(idle, opening))))
    yield Text(
        _(
            "Opens: lots whose verdict improves. Right: the buyer could refuse, now there is a right. New: it was "
            "forbidden. There: in each buyer's own country. Value: the lots' own. Costs and days are estimates."
        )
    )
    if any(row.kind == "subsidiary" and row.opens.lots for row in opening):
        yield Text(_("A subsidiary has a right to bid; turnover and references it has none of its own."))


def _idle(idle: list[OpeningAnswer], opening: list[OpeningAnswer]) -> list[str]:
    """Kinds that open nothing anywhere by their name, the others with their gateway."""
    somewhere = {row.kind for row in opening}
    names = (_name(row) if row.kind in somewhere else route_name(row.kind, None) for row in idle)
    return list(dict.fromkeys(names))


def _table(opening: list[OpeningAnswer]) -> Table:
    table = Table(box=SIMPLE_HEAD, collapse_padding=True, pad_edge=False)
    table.add_column(_("Route"), no_wrap=True)
    for name in (_("Opens"), _("Right"), _("New"), _("In time"), _("Value"), _("First year"), _("Days")):
        table.add_column(name, justify="right", no_wrap=True)
    room = output.width() >= _ROOM
    if room:
        table.add_column("", min_width=_BAR, no_wrap=True)
    most = max((row.opens.lots for row in opening), default=0)
    for row in opening:
        table.add_row(*_row(row), *((_bar(row.opens.lots, most),) if room else ()))
    return table


def _row(row: OpeningAnswer) -> tuple[str, ...]:
    opens = row.opens
    return (
        _name(row),
        str(opens.lots),
        str(opens.right_gained),
        str(opens.newly_possible),
        str(opens.lots_in_time),
        _value(opens.value_eur),
        range_of(row.cost_eur, "EUR", short=True),
        range_of(row.days),
    )


def _value(amount: float) -> str:
    return compact_money(amount, "EUR") if amount else "–"


def _bar(lots: int, most: int) -> str:
    """A bar as long as its share of the longest; what opens anything at all is seen."""
    return "█" * max(round(_BAR * lots / most), int(lots > 0)) if most else ""


def _name(row: OpeningAnswer) -> str:
    """The route; one without a gateway leads through each buyer's own country."""
    if row.via or row.kind in {"direct", "bank-financed", "framework-entry"}:
        return route_name(row.kind, row.via)
    return _("{route} there").format(route=route_name(row.kind, None))


def market_page(answer: Routes) -> Iterator[Table | Text]:
    """Lots that a subsidiary in each gateway opens, by buyer country, gateways side by side."""
    gateways = [row for row in answer.routes if row.kind == "subsidiary" and row.via and row.opens.lots][:_GATEWAYS]
    if not gateways:
        yield Text(_("No subsidiary in a gateway opens a lot."))
        return
    yield Text("\n" + _("Lots that a subsidiary opens, by buyer country and gateway"), style="bold")
    markets = _markets(gateways)
    table = Table(box=SIMPLE_HEAD, collapse_padding=True, pad_edge=False)
    table.add_column(_("Buyers"), no_wrap=True)
    for row in gateways:
        table.add_column(row.via or "", justify="right", no_wrap=True)
    table.add_column(_("Value"), justify="right", no_wrap=True)
    table.add_column("", min_width=_BAR, no_wrap=True)
    most = max(_most(gateways, code).lots for code in markets)
    for code in markets[:_MARKETS]:
        table.add_row(*_market(gateways, code, most))
    yield table
    yield Text(_("Value: through the gateway that opens most there."))
    if len(markets) > _MARKETS:
        yield Text(_("{count} more countries: --csv has them.").format(count=len(markets) - _MARKETS))


def _markets(gateways: list[OpeningAnswer]) -> list[str]:
    """Buyer countries, those with most lots to open first."""
    codes = {code for row in gateways for code in row.opens.by_market}
    return sorted(codes, key=lambda code: (-_most(gateways, code).lots, code))


def _most(gateways: list[OpeningAnswer], code: str) -> MarketAnswer:
    found = (row.opens.by_market.get(code, _NONE) for row in gateways)
    return max(found, key=lambda market: (market.lots, market.value_eur))


def _market(gateways: list[OpeningAnswer], code: str, most: int) -> tuple[str, ...]:
    best = _most(gateways, code)
    counts = (str(row.opens.by_market.get(code, _NONE).lots or "–") for row in gateways)
    return (name_in(code, current()) if code else "–", *counts, _value(best.value_eur), _bar(best.lots, most))
