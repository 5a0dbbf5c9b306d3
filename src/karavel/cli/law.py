"""``karavel law``: looks into the law data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from karavel.access import Law
from karavel.access.situation import UNION
from karavel.answers.law import CoverageAnswer, InstrumentAnswer, InstrumentName, LawCoverage
from karavel.cli import output
from karavel.cli.blocks import hanging
from karavel.cli.changes_view import of_pair
from karavel.cli.options import FromOption, JsonOption, UntilOption, day, iso_day
from karavel.cli.words import confidence_name, level_name, nature_name
from karavel.codes import countries
from karavel.codes import cpv as cpv_codes
from karavel.errors import InvalidCode, InvalidLaw, KaravelError, Mistake, UsageError
from karavel.texts import day as shown_day
from karavel.texts import gettext as _
from karavel.texts import ngettext, number
from karavel.verbs import changes as changing
from karavel.verbs import law as verbs

app = typer.Typer(no_args_is_help=True)

OnOption = Annotated[
    date | None,
    typer.Option("--on", parser=iso_day, metavar="DATE", help="The law as of this day (ISO; default: today)."),
]


@app.command()
def check(json: JsonOption = False) -> None:
    """Check the data of law, entry, minimum periods and signatures; every mistake is told with its place."""
    found = verbs.check()
    if json:
        output.json_object(found)
    if found.mistakes:
        raise InvalidLaw(
            _mistaken(len(found.mistakes)),
            tuple(Mistake(mistake.place, mistake.message) for mistake in found.mistakes),
        )
    if not json:
        sentence = _(
            "The law data holds: {instruments} instruments, {questions} open questions, {countries} countries."
        )
        counts = sentence.format(
            instruments=found.instruments, questions=found.open_questions, countries=found.entry_countries
        )
        desk = _("Minimum periods of {regimes} regimes, {rules} rules on electronic signatures.").format(
            regimes=found.period_regimes, rules=found.signature_rules
        )
        output.show(Text(counts), Text(desk), Text(_("karavel law questions lists what is open.")))


@app.command()
def questions(json: JsonOption = False) -> None:
    """List what the law data leaves open: the question, and what to look up or whom to ask."""
    every = verbs.questions(Law.load())
    if json:
        output.json_object(every)
        return
    for instrument, asked in groupby(every, key=lambda each: each.instrument):
        output.show(Text(instrument, style="bold"), hanging(("?", f"{each.question} {each.ask}") for each in asked))


def _mistaken(count: int) -> str:
    return ngettext("The law data has {count} mistake.", "The law data has {count} mistakes.", count).format(
        count=count
    )


@app.command()
def show(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="32014L0024, GPA-2012, …; none lists all.")] = None,
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Show an instrument with what is in force on a day, or the list of all."""
    if name is None:
        _list(verbs.instruments(Law.load()), json=json)
        return
    found = verbs.show(Law.load(), name, day(on))
    if json:
        output.json_object(found)
    else:
        output.show(*_instrument(found))


def _list(every: tuple[InstrumentName, ...], *, json: bool) -> None:
    if json:
        output.json_object(every)
        return
    for each in every:
        output.show(Text(f"{each.id:<24} {each.title}", no_wrap=True, overflow="ellipsis"))


def _instrument(found: InstrumentAnswer) -> Iterator[Table | Text]:
    yield Text(f"{found.id}  {found.title}", style="bold")
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, collapse_padding=True)
    for column, ratio in ((_("Article"), 3), (_("What it says"), 7), (_("In force"), 2), (_("Sure"), 1)):
        table.add_column(column, ratio=ratio)
    for part in found.parts:
        since = shown_day(part.valid_from) if part.valid_from else "…"
        until = shown_day(part.valid_until) if part.valid_until else "…"
        table.add_row(
            escape(part.article), escape(part.sentence), f"{since} – {until}", confidence_name(part.confidence)
        )
    yield table
    for question in found.open_questions:
        yield Text(_("Open: {question}").format(question=question))


@app.command()
def coverage(
    supplier: Annotated[str, typer.Argument(help="The bidder's country.")],
    buyer: Annotated[str, typer.Argument(help="The buyer's country; EU for the Union's institutions.")],
    on: OnOption = None,
    json: JsonOption = False,
) -> None:
    """Say which treaties cover bidders of one country before buyers of another, for what, from what value."""
    found = verbs.coverage(Law.load(), _country("SUPPLIER", supplier), _buyer(buyer), day(on))
    if json:
        output.json_object(found)
    else:
        output.show(*_coverage(found))


@app.command()
def changes(
    supplier: Annotated[str, typer.Argument(help="The bidder's country.")],
    buyer: Annotated[str, typer.Argument(help="The buyer's country; EU for the Union's institutions.")],
    since: FromOption = None,
    until: UntilOption = None,
    value: Annotated[
        float,
        typer.Option(
            "--value", metavar="EUR", min=0, help="The value of the procedure, in euro.", show_default="1 million"
        ),
    ] = changing.VALUE_EUR,
    cpv: Annotated[
        str,
        typer.Option("--cpv", metavar="CODE", help="Its main CPV code, which also says services, supplies or works."),
    ] = changing.IT_SERVICES,
    silent: Annotated[
        bool, typer.Option("--silent", help="The documents were read and say nothing on bidders from abroad.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """List the days on which the answer flips for bidders of one country before buyers of another."""
    found = changing.of_pair(
        Law.load(),
        _country("SUPPLIER", supplier),
        _buyer(buyer),
        since=since,
        until=until,
        value_eur=value,
        cpv=_cpv(cpv),
        silent=silent,
    )
    if json:
        output.json_object(found)
    else:
        output.show(*of_pair(found))


def _cpv(text: str) -> str:
    try:
        return cpv_codes.require(text)
    except InvalidCode as error:
        raise UsageError(f"--cpv: {error}") from error


def _country(argument: str, text: str) -> str:
    try:
        return countries.require(text)
    except InvalidCode as error:
        raise KaravelError(f"{argument}: {error}") from error


def _buyer(text: str) -> str:
    return text.upper() if text.upper() == UNION else _country("BUYER", text)


def _coverage(found: LawCoverage) -> Iterator[Table | Text]:
    title = _("{supplier} before buyers of {buyer}, {on}")
    yield Text(title.format(supplier=found.supplier, buyer=found.buyer, on=shown_day(found.on)), style="bold")
    if not found.coverage:
        yield Text(
            _("No treaty in the law data covers these bidders; what the buyer's own law says is another question.")
        )
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, collapse_padding=True)
    columns = ((_("Instrument"), 5), (_("Buyers"), 3), (_("Subject"), 4), (_("From"), 5), (_("Extent"), 3))
    for column, ratio in columns:
        table.add_column(column, ratio=ratio)
    for each in found.coverage:
        table.add_row(*_row(each))
    if found.coverage:
        yield table
    for question in found.open_questions:
        yield Text(_("Open: {question}").format(question=question))


def _row(each: CoverageAnswer) -> tuple[str, ...]:
    return (
        escape(f"{each.instrument}, {each.article}"),
        ", ".join(map(level_name, each.level)),
        ", ".join(map(nature_name, each.nature)) + (f" ({len(each.cpv)} CPV)" if each.cpv else ""),
        "\n".join(_thresholds(each)) or _("any value"),
        _("covered") if each.extent == "covered" else _("annex not in the data"),
    )


def _thresholds(each: CoverageAnswer) -> Iterator[str]:
    """A line an amount; what is bought stands beside it where amounts differ by it."""
    for row in each.thresholds:
        natures = {"services": row.services, "supplies": row.supplies, "works": row.works}
        amounts: dict[float, list[str]] = {}
        for nature, value in natures.items():
            if value is not None and nature in each.nature:
                amounts.setdefault(value, []).append(nature_name(nature))
        for value, names in amounts.items():
            yield f"{row.currency} {number(value)}" + (f" {', '.join(names)}" if len(amounts) > 1 else "")
