"""Ranked lots as people read them: a table of one line a lot, and for the first one why, the law, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Final

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from karavel.answers.match import BestRoute, Match, MatchedLot
from karavel.cli import output
from karavel.cli.fitting import cut
from karavel.cli.options import DEFAULT_LAKE
from karavel.cli.words import route_name
from karavel.matching.words import subject_words
from karavel.notices import day_of
from karavel.routes.needs import Answer
from karavel.texts import compact_money, day, ngettext
from karavel.texts import gettext as _
from karavel.texts.marking import N_, ngettext_noop

HEADLINE: Final = N_("{company} · {fitting} of {considered} open lots fit · as of {day}")
HEADLINE_ALL: Final = N_("{company} · {fitting} of {considered} lots fit, open or closed · as of {day}")
NOTHING: Final = N_("Nothing in the lake has anything in common with {company}.")
NOTHING_OPEN: Final = N_("No lot is open on {day}; --all shows closed ones too, karavel fetch ted brings new ones.")
WHY: Final = N_("Why #1")
LAW: Final = N_("Law #1")
CAN: Final = N_("Can we?")
ASK: Final = N_("Ask")
ASK_UNTIL: Final = N_("questions close on {day}: karavel ask {notice} --company {file} writes to the buyer")
ASK_ANY: Final = N_("karavel ask {notice} --company {file} writes to the buyer")
NEEDS_MORE: Final = N_("{count} more to be read in the documents")
NEED_MET: Final = N_("{need}: ok")
NEED_GAP: Final = N_("{need}: {gap}")
NEED_PARTNER: Final = N_("{need}: {gap}, a partner may bring it")
NEED_DAYS: Final = N_("{need}: {gap} ({min}-{max} days)")
NEXT: Final = N_("Next: karavel access {file} {notice} · karavel show {notice} · the same command with --json")
FEEDBACK: Final = ngettext_noop(
    "Your feedback on {count} lot counts: karavel feedback {file} --list",
    "Your feedback on {count} lots counts: karavel feedback {file} --list",
)
CLOSED: Final = N_("closed")
PRIOR: Final = N_("prior notice")
NO_WAY: Final = N_("none")

COLUMNS: Final = ("#", N_("lot"), N_("buyer"), N_("value"), N_("days"), N_("direct"), N_("best way in"))

#: Verdicts in a word or two; docs/law.md has them in full.
SHORT: Final[dict[str, str]] = {
    "guaranteed": N_("right"),
    "open": N_("admitted"),
    "discretionary": N_("buyer decides"),
    "unknown": N_("not settled"),
    "excluded": N_("excluded"),
}
#: Parts of the score in a word or two.
PARTS: Final[dict[str, str]] = {
    "text": N_("words"),
    "cpv": N_("CPV"),
    "wins": N_("past work"),
    "nature": N_("services or goods"),
    "value": N_("value"),
    "deadline": N_("time left"),
    "language": N_("language"),
    "buyer": N_("country"),
    "verdict": N_("verdict"),
    "effort": N_("way in"),
    "feedback": N_("feedback"),
}

_BUYER, _WAY = 12, 24
#: Columns of the screen below which a cell gives way to the title.
_ROOM: Final = {"buyer": 92, "best way in": 76}
_GAP = 1
_TELLING = 2  # words with which a title tells what the lot is
_NEAREST = 5  # lots shown where none fits
_SMALLEST: Final = 0.005  # of the score; smaller parts are left to --json
_REASONS = 2
_NEED = 60


def shown(found: Match, file: Path, lake: Path, *, every: bool) -> Iterator[RenderableType]:
    """The whole screen; the commands that it names work on the same profile and lake."""
    fitting = [lot for lot in found.lots if lot.fits] or [lot for lot in found.lots if lot.score > 0][:_NEAREST]
    if not fitting:
        sentence = NOTHING if found.considered else NOTHING_OPEN
        yield _(sentence).format(company=found.company, day=day(found.as_of))
        return
    headline = _(HEADLINE_ALL if every else HEADLINE)
    yield Text(
        headline.format(
            company=found.company, fitting=found.fitting, considered=found.considered, day=day(found.as_of)
        ),
        style="bold",
    )
    yield _table(fitting)
    yield from _details(fitting[0], found.as_of, quote(str(file)), lake)
    if found.feedback:
        counted = ngettext(*FEEDBACK, found.feedback).format(count=found.feedback, file=quote(str(file)))
        yield Text(counted, style="dim")


def _table(lots: list[MatchedLot]) -> Table:
    names = _columns()
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="dim")
    for name in names:
        right = name in {"#", "value", "days"}
        table.add_column(_(name), justify="right" if right else "left", no_wrap=True)
    rows = [_cells(lot) for lot in lots]
    left = _left(rows, names)
    for lot, row in zip(lots, rows, strict=True):
        table.add_row(*(Text(_lot(lot, left) if name == "lot" else row[name]) for name in names))
    return table


def _columns() -> tuple[str, ...]:
    """All columns, but for those beside which the title would get no room; the buyer's country stays."""
    width = output.width()
    return tuple(name for name in COLUMNS if width >= _ROOM.get(name, 0))


def _left(rows: list[dict[str, str]], names: tuple[str, ...]) -> int:
    """The columns of the screen that the other cells leave to the title."""
    others = [name for name in names if name != "lot"]
    widest = [max(map(cell_len, (_(name), *(row[name] for row in rows)))) for name in others]
    return output.width() - sum(widest) - _GAP * len(names)


def _cells(lot: MatchedLot) -> dict[str, str]:
    """All cells but the title's, by column."""
    return {
        "#": str(lot.rank),
        "buyer": cut(lot.buyer.name or "", _BUYER),
        "value": compact_money(lot.value.amount, lot.value.currency) if lot.value else "",
        "days": _days(lot),
        "direct": _(SHORT[lot.direct.verdict]),
        "best way in": _way(lot),
    }


def _lot(lot: MatchedLot, width: int) -> str:
    """The title with the buyer's country and whether it is a prior notice; the title is cut, never these."""
    marks = " · ".join(filter(None, (lot.buyer.country, _(PRIOR) if lot.kind == "planning" else None)))
    tail = f" ({marks})" if marks else ""
    return cut(_title(lot), width - cell_len(tail)) + tail


def _title(lot: MatchedLot) -> str:
    """The lot's title; where it says next to nothing (``Lot 3``, ``11330``), after the notice's."""
    if lot.title == lot.notice_title or len(subject_words(lot.title)) >= _TELLING:
        return lot.title
    return f"{lot.notice_title}: {lot.title}"


def _days(lot: MatchedLot) -> str:
    if lot.days_left is None:
        return ""
    return str(lot.days_left) if lot.days_left > 0 else _(CLOSED)


def _way(lot: MatchedLot) -> str:
    if lot.best_route is None:
        return _(NO_WAY)
    way = route_name(lot.best_route.kind, lot.best_route.via)
    gain = f": {_(SHORT[lot.best_route.verdict])}" if _gains(lot, lot.best_route) else ""
    return cut(way + gain, _WAY)


def _gains(lot: MatchedLot, route: BestRoute) -> bool:
    return route.kind != "direct" and route.verdict != lot.direct.verdict


def _details(lot: MatchedLot, as_of: date, file: str, lake: Path) -> Iterator[RenderableType]:
    notice = lot.notice_id if lake == DEFAULT_LAKE else f"{lot.notice_id} --lake {quote(str(lake))}"
    lines = [(WHY, _why(lot)), (LAW, _law(lot)), (CAN, _can(lot))]
    if lot.direct.verdict in {"discretionary", "unknown"}:
        lines.append((ASK, _ask(lot, as_of, file, notice)))
    grid = Table.grid(padding=(0, 1, 0, 1))
    for label, text in lines:
        grid.add_row(Text(_(label), style="bold"), Text(text))
    yield ""
    yield grid
    yield ""
    yield Text(_(NEXT).format(file=file, notice=notice), style="dim")


def _why(lot: MatchedLot) -> str:
    """What each part contributes, the largest first."""
    shares = sorted(((part.weight * part.value, part) for part in lot.parts), key=lambda pair: -abs(pair[0]))
    named = [f"{_(PARTS[part.feature])} {share:.2f}" for share, part in shares if abs(share) >= _SMALLEST]
    return " · ".join(named).replace("-", "−") + "\n" + shares[0][1].sentence


def _law(lot: MatchedLot) -> str:
    return "\n".join(
        f"{reason.sentence} ({reason.instrument}, {reason.article})" for reason in lot.direct.reasons[:_REASONS]
    )


def _can(lot: MatchedLot) -> str:
    """What is settled, one by one, and how much must still be read."""
    asked = lot.qualifies.requirements
    settled = [_need(answer) for answer in asked if answer.met is not None or answer.by_partner]
    unread = len(asked) - len(settled)
    if unread:
        more = _(NEEDS_MORE) if settled else _all(unread)
        settled.append(more.format(count=unread))
    return " · ".join(settled)


def _all(unread: int) -> str:
    return ngettext(
        "{count} requirement, to be read in the documents",
        "{count} requirements, to be read in the documents",
        unread,
    )


def _need(answer: Answer) -> str:
    need = cut(answer.need, _NEED)
    if answer.met or not answer.gap:
        return _(NEED_MET).format(need=need)
    if answer.by_partner:
        return _(NEED_PARTNER).format(need=need, gap=answer.gap)
    if answer.days:
        return _(NEED_DAYS).format(need=need, gap=answer.gap, min=answer.days.min, max=answer.days.max)
    return _(NEED_GAP).format(need=need, gap=answer.gap)


def _ask(lot: MatchedLot, as_of: date, file: str, notice: str) -> str:
    until = day_of(lot.questions_until) if lot.questions_until else None
    if until and until >= as_of:
        return _(ASK_UNTIL).format(day=day(until), notice=notice, file=file)
    return _(ASK_ANY).format(notice=notice, file=file)
