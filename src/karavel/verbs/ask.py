"""Writes to the buyer of a notice where the answer is the buyer's, or where nothing settles it."""

from __future__ import annotations

from datetime import date

from karavel.access import RANK, Law
from karavel.companies import Company
from karavel.errors import KaravelError, NotFound
from karavel.lake import Lake
from karavel.notices import Lot, Notice
from karavel.routes import Letter, Planner, direct, letter, ranked
from karavel.texts import gettext as _
from karavel.texts.marking import N_

_NOTHING_TO_ASK = N_(
    "There is nothing to ask: what the law says to a direct bid of {company} for {notice} is settled ({verdict})."
)
_VERDICTS = {
    "guaranteed": N_("right to bid"),
    "open": N_("admitted"),
    "excluded": N_("excluded"),
    "unknown": N_("not settled"),
}
_WHY = N_("karavel access shows the reason, and the routes.")
_NO_LOT = N_("Notice {notice} has no lot {lot}.")
_LOTS = N_("Its lots are {lots}.")
_ASKED = frozenset({"discretionary", "unknown"})


def ask(
    lake: Lake, company: Company, notice_id: str, as_of: date, *, lot_id: str | None = None, law: Law | None = None
) -> Letter:
    """A letter in the notice's language: may we bid, on what terms.

    Args:
        lake: where the notice lies.
        company: who asks.
        notice_id: publication number, BT-701 or OCID.
        as_of: the day of the question.
        lot_id: which lot; by default the first one whose answer is open.
        law: the law, the package's by default.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice, or the notice no such lot; KaravelError: the
            law settles every lot, so that there is nothing to ask.
    """
    with lake.view() as view:
        notice = view.notice(notice_id)
    return of_notice(Planner(law or Law.load(), company, as_of), notice, lot_id)


def of_notice(planner: Planner, notice: Notice, lot_id: str | None = None) -> Letter:
    """The letter for one lot of a notice; raises as :func:`ask`."""
    lots = _chosen(notice, lot_id)
    verdicts = {lot.id: planner.direct(notice, lot).verdict for lot in lots}
    open_lots = [lot for lot in lots if verdicts[lot.id] in _ASKED]
    if not open_lots:
        verdict = next(iter(verdicts.values()), "unknown")
        message = _(_NOTHING_TO_ASK).format(
            company=planner.company.name, notice=notice.id, verdict=_(_VERDICTS[verdict])
        )
        raise KaravelError(message, remedy=_(_WHY))
    return letter(planner.company, notice, open_lots[0], _gateway(planner, notice, open_lots[0]))


def _gateway(planner: Planner, notice: Notice, lot: Lot) -> str | None:
    """Where a subsidiary would better the answer, for the letter to ask about; None for the firm's choice."""
    routes = planner.routes(notice, lot)
    before = RANK.get(direct(routes).decision.verdict, 0)
    founded = (route for route in ranked(routes) if route.kind == "subsidiary")
    return next((route.via for route in founded if RANK.get(route.decision.verdict, 0) > before), None)


def _chosen(notice: Notice, lot_id: str | None) -> tuple[Lot, ...]:
    if lot_id is None:
        return notice.lots
    found = tuple(lot for lot in notice.lots if lot.id == lot_id)
    if not found:
        lots = ", ".join(lot.id for lot in notice.lots)
        raise NotFound(_(_NO_LOT).format(notice=notice.id, lot=lot_id), remedy=_(_LOTS).format(lots=lots))
    return found
