"""``karavel feedback``: thumbs, and what became of lots; the company's own ranking follows at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from karavel.answers.feedback import Feedback
from karavel.cli import output
from karavel.cli.fitting import cut
from karavel.cli.match_view import PARTS
from karavel.cli.options import DEFAULT_LAKE, AsOfOption, JsonOption, LakeOption, day
from karavel.codes.cpv_labels import compact
from karavel.companies import load
from karavel.companies.folder import ProfileFolder
from karavel.companies.opinions import Opinion, Rated
from karavel.errors import UsageError
from karavel.lake import Lake
from karavel.matching.feedback import sentences
from karavel.matching.feedback.sentences import OPINIONS
from karavel.texts import current, ngettext, number
from karavel.texts import gettext as _
from karavel.texts.marking import N_, ngettext_noop
from karavel.verbs.feedback import judge, learnt, withdraw

app = typer.Typer()

_Asked: TypeAlias = Opinion | Literal["undo", "list"]

_ONE: Final = N_("Say one of --up, --down, --hide, --pursued, --won, --lost or --undo; --list shows what was said.")
_NOTICE: Final = N_("Which lot? Name its notice: karavel feedback {file} NOTICE_ID {option}")
_TAKEN: Final = N_("{notice}, lot {lot}: {opinion}. The next karavel match takes it into account; --undo withdraws it.")
_UNDONE: Final = N_("{notice}, lot {lot}: the last opinion is withdrawn.")
_NONE: Final = N_("{company} has judged no lot yet: karavel feedback {file} NOTICE_ID --up")
_HEADLINE: Final = ngettext_noop("{company} · feedback on {count} lot", "{company} · feedback on {count} lots")
_FOR: Final = N_("Speaks for a lot")
_AGAINST: Final = N_("Speaks against")
_WEIGHTS: Final = N_("Weights")
_UNCHANGED: Final = N_("as in the table")
_SHOWN: Final = 6  # words or codes on a line
_MOVED: Final = 0.001  # of a weight; less is not shown
_TITLE, _BUYER = 46, 18


@app.command()
def feedback(
    company: Annotated[Path, typer.Argument(metavar="COMPANY.toml", help="The company's profile.")],
    notice_id: Annotated[str | None, typer.Argument(metavar="[NOTICE_ID]", help="Publication number or OCID.")] = None,
    lot_id: Annotated[str | None, typer.Argument(metavar="[LOT_ID]", help="Which lot (default: the first).")] = None,
    *,
    up: Annotated[bool, typer.Option("--up", help="More lots like this.")] = False,
    down: Annotated[bool, typer.Option("--down", help="Fewer lots like this.")] = False,
    hide: Annotated[bool, typer.Option("--hide", help="Do not show it again; the ranking stays as it is.")] = False,
    pursued: Annotated[bool, typer.Option("--pursued", help="You are writing a tender for it.")] = False,
    won: Annotated[bool, typer.Option("--won", help="You won it.")] = False,
    lost: Annotated[bool, typer.Option("--lost", help="You bid and lost.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Withdraw your last opinion on it.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="What you said so far, and what follows from it.")] = False,
    lake: LakeOption = DEFAULT_LAKE,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what you think of a lot; karavel match ranks by it from then on."""
    options: dict[_Asked, bool] = {"up": up, "down": down, "hide": hide, "pursued": pursued, "won": won}
    options |= {"lost": lost, "undo": undo, "list": listed}
    asked = _asked([name for name, wanted in options.items() if wanted], notice_id, company)
    profile, folder = load(company), ProfileFolder(company)
    if notice_id is None or asked == "list":
        told = None
    elif asked == "undo":
        told = withdraw(folder, notice_id, lot_id, day(as_of))
    else:
        told = judge(Lake(lake), profile, folder, (notice_id, lot_id), asked, day(as_of))
    found = learnt(profile, folder)
    if as_json:
        output.json_object(found)
    elif told:
        output.line(_said(told))
    else:
        output.show(*_page(found, company))


def _asked(given: list[_Asked], notice_id: str | None, company: Path) -> _Asked:
    """The one thing that was asked for; ``list`` without a notice and without an option."""
    if len(given) > 1 or (notice_id and given in ([], ["list"])):
        raise UsageError(_(_ONE))
    if not notice_id and given not in ([], ["list"]):
        raise UsageError(_(_NOTICE).format(file=company, option=f"--{given[0]}"))
    return given[0] if given else "list"


def _said(told: Rated) -> str:
    sentence = _UNDONE if told.opinion == "undo" else _TAKEN
    return _(sentence).format(notice=told.notice_id, lot=told.lot_id, opinion=_(OPINIONS[told.opinion]))


def _page(found: Feedback, file: Path) -> Iterator[RenderableType]:
    if not found.opinions:
        yield Text(_(_NONE).format(company=found.company, file=file))
        return
    count = len(found.opinions)
    yield Text(ngettext(*_HEADLINE, count).format(company=found.company, count=count), style="bold")
    yield _opinions(found)
    yield ""
    yield _learnt(found)


def _opinions(found: Feedback) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    for one in found.opinions:
        buyer = " ".join(filter(None, (one.country, cut(one.buyer or "", _BUYER))))
        row = (_(OPINIONS[one.opinion]), one.notice_id, one.lot_id, cut(one.title, _TITLE), buyer)
        table.add_row(*map(Text, row))
    return table


def _learnt(found: Feedback) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 1))
    for label, sign in ((_(_FOR), 1), (_(_AGAINST), -1)):
        lines = _evidence(found, sign)
        if lines:
            grid.add_row(Text(label, style="bold"), Text("\n".join(lines)))
    grid.add_row(Text(_(_WEIGHTS), style="bold"), Text(_weights(found)))
    return grid


def _evidence(found: Feedback, sign: int) -> list[str]:
    """Words, codes and buyers on one side, the loudest first."""
    kinds = (
        (_(sentences.WORDS), "words", {f"“{word}”": value for word, value in found.words.items()}),
        (_(sentences.CODES), "codes", {_code(code): value for code, value in found.cpv.items()}),
        (_(sentences.BUYERS), "buyers", found.buyers),
    )
    lines = []
    for sentence, place, evidence in kinds:
        named = sorted((name for name in evidence if evidence[name] * sign > 0), key=lambda name: -abs(evidence[name]))
        if named:
            lines.append(sentence.format(**{place: ", ".join(named[:_SHOWN])}))
    return lines


def _code(code: str) -> str:
    return f"{code} {compact().describe(code, current())}"


def _weights(found: Feedback) -> str:
    """The weights that have moved, as ``words 0.27 → 0.25``."""
    moved = [one for one in found.weights if abs(one.own - one.table) >= _MOVED]
    moved.sort(key=lambda one: -abs(one.own - one.table))
    shown = [f"{_(PARTS[one.feature])} {number(one.table)} → {number(round(one.own, 3))}" for one in moved]
    return " · ".join(shown) or _(_UNCHANGED)
