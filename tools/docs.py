"""Writes docs/law/ from the law data (a page per instrument, a page per buyer country, an index), and
docs/desk-states.md from the tables of states.

``--check`` writes nothing and fails where a page is not what the data say.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from karavel.access.compiled import read_instruments
from karavel.access.model import FIRST, Instrument, OpenQuestion, ThresholdTable, Valued
from karavel.codes import country_names
from karavel.procurement.tables import TABLES
from karavel.states import StateTable

FOLDER: Final = Path(__file__).parents[1] / "docs" / "law"
STATES: Final = FOLDER.parent / "desk-states.md"
STATES_NOTE: Final = (
    "Generated from `karavel.procurement.tables` by `make docs`; correct the tables, not this page. Nothing else"
    " decides what may follow what. *Who* is an action of the web's table of permissions; `clock` is time alone.\n"
)
NOTE: Final = "Generated from the law data by `make docs`; correct the data, not this page ([how](../law.md)).\n"
KINDS: Final = {
    "treaty": "Treaties",
    "union-act": "Acts of the Union",
    "statute": "National law",
    "judgment": "Judgments",
    "funder": "Funders",
    "principle": "Principles",
    "list": "Lists",
}


def pages(instruments: Iterable[Instrument]) -> dict[str, str]:
    """File name to text of every page."""
    shown = [one for one in instruments if one.kind in KINDS]
    by_country = _by_country(shown)
    found = {f"{one.id}.md": _instrument(one) for one in shown}
    found |= {f"country-{code}.md": _country(code, named) for code, named in by_country.items()}
    found["index.md"] = _index(shown, by_country)
    return found


def _by_country(instruments: Iterable[Instrument]) -> dict[str, list[Instrument]]:
    """Buyer countries that an instrument names one by one, with those instruments."""
    found: defaultdict[str, list[Instrument]] = defaultdict(list)
    for instrument in instruments:
        whens = [part.when for part in instrument.rules]
        whens += [part.when for part in instrument.conditions]
        whens += [part.when for part in instrument.joins]
        buyers = {code for when in whens for code in when.buyer}
        buyers |= {code for part in instrument.coverage for code in part.buyer}
        for code in sorted(code for code in buyers if country_names.name_in(code, "en")):
            found[code].append(instrument)
    return dict(sorted(found.items()))


def _instrument(one: Instrument) -> str:
    lines = [f"# {_text(one.title)}\n", f"`{one.id}` · reviewed {one.reviewed}\n", NOTE]
    for heading, parts in (
        ("Rules", one.rules),
        ("Who is covered", one.coverage),
        ("Conditions", one.conditions),
        ("When others join the bid", one.joins),
    ):
        lines += _table(heading, one, parts)
    for table in one.thresholds:
        lines += _thresholds(table)
    lines += _questions(one.open_questions)
    lines += ["## Sources\n", *(_source(source.title, source.url) for source in one.sources.values()), ""]
    return "\n".join(lines)


def _table(heading: str, one: Instrument, parts: Iterable[Valued]) -> Iterator[str]:
    rows = [_row(one, part) for part in parts]
    if rows:
        yield f"## {heading}\n"
        yield "| Article | What it says | In force | Sure |\n|---|---|---|---|"
        yield "\n".join(rows) + "\n"


def _row(one: Instrument, part: Valued) -> str:
    message = getattr(part, "message", "")
    sentence = _text(one.messages[message]) if message in one.messages else message
    return f"| {_cell(part.article)} | {_cell(sentence)} | {_validity(part)} | {part.confidence} |"


def _validity(part: Valued) -> str:
    begin = "…" if part.valid_from == FIRST else part.valid_from
    return f"{begin} – {part.valid_until or '…'}"


def _thresholds(table: ThresholdTable) -> Iterator[str]:
    vat = {"in": "VAT included", "out": "net of VAT", "not stated": "VAT not stated"}[table.vat]
    yield f"## Thresholds `{table.id}` ({vat})\n"
    yield "| In force | Currency | Services | Supplies | Works | Article |\n|---|---|---|---|---|---|"
    for row in table.rows:
        amounts = " | ".join(
            "–" if amount is None else f"{amount:,.0f}" for amount in (row.services, row.supplies, row.works)
        )
        yield f"| {_validity(row)} | {row.currency} | {amounts} | {_cell(row.article)} |"
    yield ""


def _questions(questions: Iterable[OpenQuestion]) -> Iterator[str]:
    found = [f"- {question.question}" for question in questions]
    if found:
        yield "## Not settled\n"
        yield "\n".join(found) + "\n"


def _source(title: str, url: str | None) -> str:
    return f"- [{title}](<{url}>)" if url else f"- {title}"


def _country(code: str, named: Iterable[Instrument]) -> str:
    name = country_names.name_in(code, "en")
    lines = [
        f"# Buyers in {name}\n",
        NOTE,
        "What names this country; what holds for a group of countries stands there.\n",
    ]
    for one in named:
        lines.append(f"- [{_text(one.title)}]({one.id}.md)")
        lines += [f"    - {question.question}" for question in one.open_questions if code in question.countries]
    return "\n".join([*lines, ""])


def _index(instruments: Iterable[Instrument], by_country: Iterable[str]) -> str:
    grouped: defaultdict[str, list[Instrument]] = defaultdict(list)
    for one in instruments:
        grouped[one.kind].append(one)
    lines = ["# The law data\n", NOTE]
    for kind, heading in KINDS.items():
        if grouped[kind]:
            lines += [f"## {heading}\n", *(f"- [{_text(one.title)}]({one.id}.md)" for one in grouped[kind]), ""]
    lines += ["## By buyer country\n"]
    lines += [f"- [{country_names.name_in(code, 'en')}](country-{code}.md)" for code in by_country]
    return "\n".join([*lines, ""])


def _text(text: object) -> str:
    """The English of a text in several languages."""
    return str(getattr(text, "en", None) or (text["en"] if isinstance(text, dict) else text))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def states(tables: Iterable[StateTable]) -> str:
    """The page of the desk's states: a table of moves for each object."""
    lines = [
        "# States of the desk's objects\n",
        STATES_NOTE,
    ]
    for table in tables:
        lines += [
            f"## {table.name.capitalize()}\n",
            f"Begins as `{table.initial}`; ends as {', '.join(f'`{state}`' for state in table.final) or 'nothing'}.\n",
            "| Move | From | To | Who | When |\n|---|---|---|---|---|",
            *(_move(row) for row in table.rows()),
            "",
        ]
    return "\n".join(lines)


def _move(row: tuple[str, str, str, str, str]) -> str:
    name, sources, target, who, when = row
    return f"| {name} | {sources} | {target} | `{who}` | {_cell(when)} |"


def main() -> None:
    """Writes the pages, or checks them."""
    wanted = {FOLDER / name: text for name, text in pages(read_instruments()).items()} | {STATES: states(TABLES)}
    present = {path: path.read_text(encoding="utf-8") for path in (*FOLDER.glob("*.md"), STATES) if path.exists()}
    if "--check" in sys.argv:
        stale = sorted(path.name for path in wanted.keys() | present.keys() if wanted.get(path) != present.get(path))
        sys.exit(f"not what the data say, run make docs: {', '.join(stale)}" if stale else 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in present.keys() - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    print(f"{len(wanted)} pages in {FOLDER.relative_to(FOLDER.parents[1])} and {STATES.name}")


if __name__ == "__main__":
    main()
