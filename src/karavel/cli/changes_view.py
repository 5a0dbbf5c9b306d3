"""The days on which an answer flips, as people read them: before, after, and the article whose day it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from karavel.answers.changes import ChangeAnswer, LawChanges, NoticeChanges, PairChanges
from karavel.cli.words import level_name, nature_name, route_name, verdict_name
from karavel.texts import day, money
from karavel.texts import gettext as _
from karavel.texts.marking import N_

_HOW: Final = {
    "begins": N_("begins"),
    "ended": N_("ended the day before"),
    "applies": N_("applies from then on: a threshold or a membership changed"),
}


def of_pair(found: LawChanges) -> Iterator[Table | Text]:
    """What changes for bidders of one country before buyers of another."""
    title = _("{supplier} before buyers of {buyer}: what changes from {since} to {until}")
    yield Text(
        title.format(supplier=found.supplier, buyer=found.buyer, since=day(found.since), until=day(found.until)),
        style="bold",
    )
    assumed = _("Assumed: {nature}, CPV {cpv}, {value} in all; a firm at home in {supplier} and owned there.")
    yield Text(
        assumed.format(
            nature=nature_name(found.nature),
            cpv=found.cpv,
            value=money(found.value_eur, "EUR"),
            supplier=found.supplier,
        )
    )
    documents = _("Documents read: silent on bidders from abroad.") if found.silent else _("Documents not read.")
    yield Text(documents)
    for levels, pair in _told_alike(found.pairs):
        yield from _part(", ".join(map(level_name, levels)), pair.first, pair.changes)


def _told_alike(pairs: tuple[PairChanges, ...]) -> list[tuple[list[str], PairChanges]]:
    """Levels of which a reader sees the same: what stood behind the old answer may differ."""
    found: dict[tuple[object, ...], tuple[list[str], PairChanges]] = {}
    for pair in pairs:
        seen = (pair.first, *((change.on, change.after, change.how, change.cause) for change in pair.changes))
        found.setdefault(seen, ([], pair))[0].extend(pair.levels)
    return list(found.values())


def of_notice(found: NoticeChanges) -> Iterator[Table | Text]:
    """What would change for a company and a notice."""
    yield Text(f"{found.notice_id}  {found.title}", style="bold", no_wrap=True, overflow="ellipsis")
    title = _("{company}: what would change, had the procedure begun on another day from {since} to {until}")
    yield Text(title.format(company=found.company, since=day(found.since), until=day(found.until)))
    for route in found.routes:
        name = f"{', '.join(route.lots)} · {route_name(route.kind, route.via)}"
        yield from _part(name, route.first, route.changes)


def _part(name: str, first: str, changes: tuple[ChangeAnswer, ...]) -> Iterator[Table | Text]:
    if not changes:
        sentence = _("{name}: {verdict} throughout; no day changes it.")
        yield Text("\n" + sentence.format(name=name, verdict=verdict_name(first)))
        return
    yield Text("\n" + _("{name}: {verdict} at first").format(name=name, verdict=verdict_name(first)), style="bold")
    yield _table(changes)


def _table(changes: tuple[ChangeAnswer, ...]) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, collapse_padding=True)
    table.add_column(_("Day"), no_wrap=True)
    table.add_column(_("Verdict"), no_wrap=True)
    table.add_column(_("Because"))
    for change in changes:
        table.add_row(
            Text(day(change.on)),
            Text(f"{verdict_name(change.before)} → {verdict_name(change.after)}"),
            Text(_because(change)),
        )
    return table


def _because(change: ChangeAnswer) -> str:
    """The article whose day it is; where a rule ended, what holds since then as well."""
    cause = change.cause
    said = f"{cause.instrument}, {cause.article} ({_(_HOW[change.how])}): {cause.sentence}"
    if change.how != "ended":
        return said
    now = change.becomes
    return (
        said + "\n" + _("Since then: {sentence}").format(sentence=f"{now.sentence} [{now.instrument}, {now.article}]")
    )
