"""``karavel demo``: a lake of fictitious notices, and both directions of the corridor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from karavel.answers.routes import OpeningAnswer, Routes
from karavel.cli import output
from karavel.cli.fetch import fetching, ted_places
from karavel.cli.match_view import shown
from karavel.cli.options import AsOfOption, day
from karavel.cli.progress import bar
from karavel.cli.words import range_of
from karavel.codes import country_names
from karavel.companies import Company, load
from karavel.demo.build import LIVE_DAYS, Demo, build, build_live
from karavel.demo.invention import invent
from karavel.lake import Lake
from karavel.texts import compact_money, current, ngettext
from karavel.texts import day as written_day
from karavel.texts import gettext as _
from karavel.texts.marking import N_
from karavel.verbs.ingest import Summary
from karavel.verbs.match import match
from karavel.verbs.routes import routes

app = typer.Typer()

_INVENTED: Final = N_("The notices, buyers and companies above are invented. Next, with your own:")
_INVENTED_COMPANIES: Final = N_("The two companies above are invented. Next, with your own:")
_LOTS = 6  # shown for each company: both fit a screen
_WEEKDAYS: Final = timedelta(days=4)  # of notices, to begin with
#: The country through which each company of the demo looks at the world.
_GATEWAYS: Final = {"AZ": "PT", "PT": "AZ"}


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where to build it.")] = Path("karavel-demo"),
    as_of: AsOfOption = None,
) -> None:
    """Build a demo lake of fictitious notices and show both corridors."""
    on = day(as_of)
    live = os.environ.get("KARAVEL_DEMO") == "live"
    built, headline = _live(folder, on) if live else _invented(folder, on)
    output.show(Text(headline, style="bold"))
    for file in built.companies:
        output.show("", Rule(characters="─"), *_corridor(built, file, on))
    output.show("", *_next(built, on, live=live))


def _invented(folder: Path, on: date) -> tuple[Demo, str]:
    """The fictitious demo and its headline."""
    tenders = invent(on)
    with bar(len(tenders)) as filling:

        def progress(so_far: Summary) -> None:
            filling.move(so_far.files, so_far.files, so_far.seconds)

        built = build(folder, on, progress)
    places = {tender.country.code for tender in tenders}
    languages = {tender.country.language for tender in tenders}
    headline = _(
        "Karavel demo · {notices} fictitious notices, {countries} countries, {languages} languages · as of {day}"
    )
    return built, headline.format(
        notices=len(tenders), countries=len(places), languages=len(languages), day=written_day(on)
    )


def _live(folder: Path, on: date) -> tuple[Demo, str]:
    """What TED published in the last days, and the headline."""
    with fetching() as asked:
        built = build_live(folder, on, ted_places(), asked)
    headline = _("Karavel demo · software and IT services on TED in the last {count} days · as of {day}")
    return built, headline.format(count=LIVE_DAYS, day=written_day(on))


def _corridor(built: Demo, file: Path, on: date) -> Iterator[RenderableType]:
    """One company: its lots, and what the gateway would change."""
    company, lake = load(file), Lake(built.lake)
    yield from shown(match(lake, company, on, top=_LOTS), file, built.lake, every=False)
    gateway = _GATEWAYS.get(company.country)
    if gateway:
        yield ""
        yield from _gateway(company, gateway, routes(lake, company, on, via=(gateway,)))


def _gateway(company: Company, gateway: str, found: Routes) -> Iterator[RenderableType]:
    """What a company of one's own in the gateway opens among the open lots."""
    own = next((row for row in found.routes if row.kind == "subsidiary" and row.via == gateway), None)
    name = country_names.name_in(gateway, current()) or gateway
    if own is None or not own.opens.lots:
        yield Text(_("A company in {gateway} changes nothing among today's open lots.").format(gateway=name))
        return
    headline = _("What a company in {gateway} would change for {company}, among today's open lots")
    yield Text(headline.format(gateway=name, company=company.name), style="bold")
    yield Text("  " + " · ".join(_opened(own)))
    yield Text("  " + _costs(own))


def _opened(row: OpeningAnswer) -> Iterator[str]:
    opens = row.opens
    yield ngettext("better on {count} lot", "better on {count} lots", opens.lots).format(count=opens.lots)
    if opens.right_gained:
        yield _("right gained on {count}").format(count=opens.right_gained)
    if opens.newly_possible:
        yield _("newly possible {count}").format(count=opens.newly_possible)
    yield compact_money(opens.value_eur, "EUR")
    yield _("ready in time for {count}").format(count=opens.lots_in_time)
    yield _("you qualify for {count}, {unread} depend on the documents").format(
        count=opens.lots_qualified, unread=opens.lots_unread
    )


def _costs(row: OpeningAnswer) -> str:
    sentence = _("first year about {cost}, {days} days (estimates); it brings no references and no turnover of its own")
    return sentence.format(cost=range_of(row.cost_eur, "EUR"), days=range_of(row.days))


def _next(built: Demo, on: date, *, live: bool) -> Iterator[RenderableType]:
    file = built.companies[0]
    lines = (
        _(_INVENTED_COMPANIES) if live else _(_INVENTED),
        f"  $EDITOR {file}",
        f"  karavel match {file} --lake {built.lake}",
        f"  karavel serve --lake {built.lake}",
        f"  karavel fetch ted --since {on - _WEEKDAYS}",
    )
    return (Text(line) for line in lines)
