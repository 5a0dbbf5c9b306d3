"""What is wrong with a regime whose file can be read: what it names must exist, what it dates must make sense."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from karavel.errors import Mistake
from karavel.procurement.periods.model import Adjustment, Minimum, Regime, Source
from karavel.procurement.periods.timetable import FACTS
from karavel.texts import LANGUAGES

_LANGUAGES: Final = f"needs {', '.join(LANGUAGES)}, and no other"
_CITED: Final = re.compile(r"\bArts?\. ([^;]+)", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"\([^)]*\)|:\d+|\.º|\.\d+")
_NUMBER: Final = re.compile(r"\b(?:\d+[a-z]?|[IVX]+)\b")


def mistakes(file: Path, regime: Regime) -> Iterator[Mistake]:
    """Every mistake of a regime, each with its file and period."""
    if regime.id != file.stem:
        yield Mistake(f"{file.name}: id", f"is {regime.id!r}; write the file's name")
    if set(regime.title) != set(LANGUAGES):
        yield Mistake(f"{file.name}: title", _LANGUAGES)
    yield from _sources(file, regime)
    twice = Counter(one.id for one in regime.periods)
    for number, one in enumerate(regime.periods):
        told = (
            *_shape(one, twice),
            *_sourced(one, regime),
            *(wrong for change in one.adjust for wrong in _change(change, one)),
            *_hidden(one, regime.periods[:number]),
            *(f"names {fact!r}, which no timetable tells" for fact in sorted(_facts(one) - set(FACTS))),
        )
        yield from (Mistake(f"{file.name}: {one.id}", message) for message in told)


def _sources(file: Path, regime: Regime) -> Iterator[Mistake]:
    cited = {name for one in regime.periods for name in _names(one)}
    for name, source in regime.sources.items():
        place = f"{file.name}: sources.{name}"
        if not source.url.startswith(("https://", "http://")):
            yield Mistake(place, "needs the address where it can be read (url)")
        if name not in cited:
            yield Mistake(place, "is cited by no period; remove it or cite it")


def _names(one: Minimum) -> Iterator[str]:
    yield one.source
    yield from (change.source for change in one.adjust if change.source)


def _shape(one: Minimum, twice: Counter[str]) -> Iterator[str]:
    if twice[one.id] > 1:
        yield "stands twice"
    if one.valid_until and one.valid_until < one.valid_from:
        yield f"ends on {one.valid_until}, before it begins on {one.valid_from}"
    if not one.procedures:
        yield "is of no procedure"
    told = [figure for figure in (one.days, one.part) if figure is not None]
    if len(told) > 1 or not (told or one.note):
        yield "needs days, a part of the time for tenders, or else a note that says what to read"
    if any(figure < 1 for figure in told) or not 0 <= one.least <= (one.days or one.least):
        yield "has days below one, or a least above the days"
    if one.note is not None and set(one.note) != set(LANGUAGES):
        yield f"note: {_LANGUAGES}"


def _sourced(one: Minimum, regime: Regime) -> Iterator[str]:
    for name in dict.fromkeys(_names(one)):
        if name not in regime.sources:
            yield f"cites {name!r}, which is no source of the file"
    source = regime.sources.get(one.source)
    if source is None:
        return
    if one.confidence == "high" and not source.looked_up:
        yield "claims high confidence in a source that nobody looked up"
    yield from _unheard(one.article, source)
    for change in one.adjust:
        yield from _unheard(change.article, regime.sources.get(change.source or one.source))


def _unheard(article: str, source: Source | None) -> Iterator[str]:
    """Articles that the source does not have."""
    for number in _numbers(article):
        if source and not any(_has(each, number) for each in source.articles):
            yield f"cites article {number}, which “{source.title}” does not have; correct it, or add it to its articles"


def _numbers(article: str) -> Iterator[str]:
    """The numbers of the articles that a citation names, without their paragraphs: 27 of ``Art. 27(4)``."""
    for cited in _CITED.findall(article):
        yield from _NUMBER.findall(_PARAGRAPH.sub("", cited))


def _has(each: str, number: str) -> bool:
    first, dash, last = each.partition("-")
    if not dash:
        return each == number
    return number.isdigit() and first.isdigit() and last.isdigit() and int(first) <= int(number) <= int(last)


def _change(change: Adjustment, one: Minimum) -> Iterator[str]:
    if (change.to is None) == (change.by is None):
        yield "adjusts by neither, or both, of to and by"
    if change.to is not None and one.days is not None and not 1 <= change.to <= one.days:
        yield f"is adjusted to {change.to}, which is no shorter time than {one.days}"
    if one.days is None:
        yield "adjusts days that are not known"


def _hidden(one: Minimum, above: tuple[Minimum, ...]) -> Iterator[str]:
    """The first that fits counts: a period below one that always fits before it is never reached."""
    for other in above:
        if _covers(other, one):
            yield f"is never reached: {other.id!r} stands above it and fits wherever it does"


def _covers(wide: Minimum, narrow: Minimum) -> bool:
    return (
        wide.step == narrow.step
        and set(narrow.procedures) <= set(wide.procedures)
        and wide.when <= narrow.when
        and wide.unless <= narrow.unless
        and wide.valid_from <= narrow.valid_from
        and (wide.valid_until or date.max) >= (narrow.valid_until or date.max)
    )


def _facts(one: Minimum) -> set[str]:
    changing = {fact for change in one.adjust for fact in (change.when, change.unless) if fact}
    return {*one.when, *one.unless, *changing}
