"""The lists that can be taken along: their columns, and how a row is made. Texts are as published, never translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.answers.match import MatchedLot
from karavel.answers.parties import PartyRow
from karavel.answers.routes import OpeningAnswer
from karavel.notices import Moment, day_of
from karavel.partners.register import Role
from karavel.verbs.board import Filters, Opportunities, Order
from karavel.web import lookups
from karavel.web.accounts.models import User
from karavel.web.exports.cells import Cell, Row
from karavel.web.opportunities.asked import Asked
from karavel.web.programme.figures import WHATS
from karavel.web.words import route_words, verdict_words
from karavel.web.workspace.models import Pursuit, SavedSearch

#: Lots that one file holds at most, and that are worked out at a time.
MOST: Final = 5_000
_BATCH: Final = 100


class Column(NamedTuple):
    """A column: its name, and its cell for one thing of the list."""

    name: Promise
    cell: Callable[[Any], Cell]


def _deadline(text: Moment | None) -> date | None:
    return day_of(text) if text else None


def _best(lot: MatchedLot) -> str:
    route = lot.best_route
    return route_words(route.kind, route.via) if route else ""


LOTS: Final = (
    Column(_("Rank"), lambda lot: lot.rank),
    Column(_("Score"), lambda lot: round(lot.score, 4)),
    Column(_("Title"), lambda lot: lot.title),
    Column(_("Buyer"), lambda lot: lot.buyer.name),
    Column(_("Country"), lambda lot: lot.buyer.country),
    Column(_("CPV"), lambda lot: ", ".join(lot.cpv)),
    Column(_("Value"), lambda lot: lot.value.amount if lot.value else None),
    Column(_("Currency"), lambda lot: lot.value.currency if lot.value else None),
    Column(_("Value in EUR"), lambda lot: lot.value_eur),
    Column(_("Deadline"), lambda lot: _deadline(lot.deadline)),
    Column(_("Days left"), lambda lot: lot.days_left),
    Column(_("From home"), lambda lot: verdict_words(lot.direct.verdict)),
    Column(_("Best route"), _best),
    Column(_("By that route"), lambda lot: verdict_words(lot.best_route.verdict) if lot.best_route else None),
    Column(_("Language"), lambda lot: lot.language),
    Column(_("Published"), lambda lot: lot.published),
    Column(_("Notice"), lambda lot: lot.notice_id),
    Column(_("Lot"), lambda lot: lot.lot_id),
    Column(_("Address"), lambda lot: lot.url),
)

PURSUITS: Final = (
    Column(_("Title"), lambda one: one.title),
    Column(_("Company"), lambda one: one.profile.name),
    Column(_("Buyer"), lambda one: one.buyer),
    Column(_("Country"), lambda one: one.buyer_country),
    Column(_("Deadline"), lambda one: one.deadline_day),
    Column(_("Value"), lambda one: one.amount),
    Column(_("Currency"), lambda one: one.currency),
    Column(_("Value in EUR"), lambda one: one.amount_eur),
    Column(_("Route"), lambda one: route_words(one.route_kind, one.route_via or None) if one.route_kind else None),
    Column(_("State"), lambda one: one.get_state_display()),
    Column(_("Decision"), lambda one: one.get_decision_display()),
    Column(_("Reason"), lambda one: one.decision_reason),
    Column(_("Owner"), lambda one: str(one.owner) if one.owner else None),
    Column(_("Notice"), lambda one: one.notice_id),
    Column(_("Lot"), lambda one: one.lot_id),
)

SEARCHES: Final = (
    Column(_("Search"), lambda one: one.name),
    Column(_("Company"), lambda one: one.profile.name),
    Column(_("Filters"), lambda one: Asked(one.query).address),
    Column(_("News by mail"), lambda one: one.get_frequency_display()),
)


def _cost(route: OpeningAnswer, end: str) -> float | None:
    return getattr(route.cost_eur, end) if route.cost_eur else None


def _days(route: OpeningAnswer, end: str) -> float | None:
    return getattr(route.days, end) if route.days else None


ROUTES: Final = (
    Column(_("Route"), lambda one: route_words(one.kind, one.via)),
    Column(_("Lots opened"), lambda one: one.opens.lots),
    Column(_("In time"), lambda one: one.opens.lots_in_time),
    Column(_("Qualified"), lambda one: one.opens.lots_qualified),
    Column(_("Right gained"), lambda one: one.opens.right_gained),
    Column(_("Newly possible"), lambda one: one.opens.newly_possible),
    Column(_("Value in EUR"), lambda one: one.opens.value_eur),
    Column(_("Cost from, EUR"), lambda one: _cost(one, "min")),
    Column(_("Cost to, EUR"), lambda one: _cost(one, "max")),
    Column(_("Days from"), lambda one: _days(one, "min")),
    Column(_("Days to"), lambda one: _days(one, "max")),
)

PARTIES: Final = (
    Column(_("Name"), lambda one: one.name),
    Column(_("Country"), lambda one: one.country),
    Column(_("Contracts"), lambda one: one.contracts),
    Column(_("Value in EUR"), lambda one: one.value_eur or None),
)

CONTRACTS: Final = (
    Column(_("Contract"), lambda one: one.title),
    Column(_("CPV"), lambda one: ", ".join(one.cpv)),
    Column(_("Buyer"), lambda one: one.buyer.name if one.buyer else None),
    Column(_("Suppliers"), lambda one: "; ".join(who.name for who in one.suppliers)),
    Column(_("Value in EUR"), lambda one: one.value_eur),
    Column(_("Day"), lambda one: one.date),
    Column(_("Tenders"), lambda one: one.tenders),
    Column(_("Ends"), lambda one: one.ends),
    Column(_("Counted from the award"), lambda one: str(_("yes")) if one.ends_by == "duration" else None),
    Column(_("Notice"), lambda one: one.notice_id),
    Column(_("Lot"), lambda one: one.lot_id),
)

AUDIT: Final = (
    Column(_("When"), lambda one: one.created.isoformat(timespec="seconds")),
    Column(_("Who"), lambda one: str(one.actor) if one.actor else None),
    Column(_("Action"), lambda one: one.action),
    Column(_("What"), lambda one: one.what),
)

#: A company of a programme: what fits it, and what became of that.
COMPANIES: Final = (
    Column(_("Company"), lambda one: one[0].place.company.name),
    Column(_("Programme"), lambda one: one[0].place.programme.name),
    Column(_("Matches since Friday"), lambda one: one[0].new),
    Column(_("Open lots that fit"), lambda one: one[0].fitting),
    Column(_("Taken up"), lambda one: one[1].cells[0].number),
    Column(_("Bids"), lambda one: one[1].cells[1].number),
    Column(_("Won"), lambda one: one[1].cells[2].number),
    Column(_("Value won, EUR"), lambda one: one[1].eur),
)

#: What happened to pursuits of a programme's companies.
HAPPENINGS: Final = (
    Column(_("Day"), lambda one: one.on),
    Column(_("Company"), lambda one: one.company.name),
    Column(_("What"), lambda one: str(WHATS[one.what][0])),
    Column(_("Title"), lambda one: one.pursuit.title),
    Column(_("Buyer"), lambda one: one.pursuit.buyer),
    Column(_("Country"), lambda one: one.pursuit.buyer_country),
    Column(_("Deadline"), lambda one: one.pursuit.deadline_day),
    Column(_("Value in EUR"), lambda one: one.pursuit.amount_eur),
    Column(_("State"), lambda one: one.pursuit.get_state_display()),
    Column(_("Notice"), lambda one: one.pursuit.notice_id),
    Column(_("Lot"), lambda one: one.pursuit.lot_id),
)


def rows(columns: tuple[Column, ...], things: Iterable[Any]) -> Iterator[Row]:
    """The names of the columns, then a row a thing."""
    yield tuple(str(column.name) for column in columns)
    for thing in things:
        yield tuple(column.cell(thing) for column in columns)


def lots(mine: Opportunities, filters: Filters, order: Order) -> Iterator[MatchedLot]:
    """All lots that pass, in their order, as they are worked out; :data:`MOST` at most."""
    for offset in range(0, MOST, _BATCH):
        page = mine.page(filters, offset=offset, limit=_BATCH, order=order)
        yield from page.lots
        if offset + _BATCH >= page.total:
            return


def parties(role: Role, words: str, day: date) -> list[PartyRow]:
    """Buyers or suppliers in whose names all the words begin some word; :data:`MOST` at most.

    Raises:
        LakeMissing: there is no lake.
    """
    return lookups.parties(day).search(role, words, limit=MOST)


def pursuits() -> list[Pursuit]:
    """The organisation's pursuits."""
    return list(Pursuit.objects.select_related("owner", "profile"))


def searches(user: User) -> list[SavedSearch]:
    """The user's saved searches."""
    return list(SavedSearch.objects.filter(user=user).select_related("profile"))
