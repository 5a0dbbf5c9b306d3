"""Says everything that is wrong in the entry data, each mistake with its place and what would be right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import urlsplit

from karavel.codes import countries, currencies
from karavel.errors import Mistake
from karavel.routes.entry import (
    CountryEntry,
    Entry,
    EntryData,
    Fee,
    Running,
    Source,
    StepEntry,
    Templates,
    Text,
    Words,
)

UNKNOWN_WORD = '"{key}" is not among the {kind} of words.yaml; add it there in English first'
UNKNOWN_SOURCE = 'source "{key}" is not listed under sources; add its title and url there'
UNUSED_SOURCE = 'source "{key}" is cited nowhere; cite it or take it out'
UNKNOWN_STEP = '"{key}" comes after nothing: after may only name steps above it in the same list'
TWICE = 'step "{key}" stands twice; name each step once in a list'
BACKWARDS = "min {min:g} is above max {max:g}; write the smaller figure first"
NEGATIVE = "{min:g} is below zero; fees and days start at 0"
NO_CURRENCY = '"{key}" is not a currency of ISO 4217, such as EUR or AZN'
UNSOURCED = "has no source; name one, or mark it estimate: true with confidence low or medium"
FRONT_PAGE = "cites only a site's front page; find the page, or mark it estimate: true with confidence low or medium"
NO_ENGLISH = "has no English text; en is what every other language falls back on"
OTHER_NAME = 'the file says country "{country}"; name it {country}.yaml'
NO_COUNTRY = '"{country}" is not a country code of ISO 3166-1, such as PT or AZ'


def mistakes(data: EntryData) -> Iterator[Mistake]:
    """Every mistake in the entry data that its shape alone does not show."""
    yield from _words(data.words)
    yield from _templates(data.templates, data.words)
    for name, country in data.countries.items():
        yield from _country(name, country, data.words)


def _words(words: Words) -> Iterator[Mistake]:
    for kind in ("steps", "papers", "people", "running", "fees", "keeps"):
        table: Mapping[str, Text] = getattr(words, kind)
        for key, text in table.items():
            yield from _text(f"words.yaml: {kind}.{key}", text)
    for key, risk in words.risks.items():
        yield from _text(f"words.yaml: risks.{key}.text", risk.text)


def _text(place: str, text: Text) -> Iterator[Mistake]:
    if not text.get("en"):
        yield Mistake(place, NO_ENGLISH)


def _templates(templates: Templates, words: Words) -> Iterator[Mistake]:
    parts = ("bid", "reliance", "consortium", "subcontract", "bank_financed", "framework_entry")
    entries = {part.replace("_", "-"): getattr(templates, part) for part in parts}
    yield from _entries("templates.yaml", entries, templates.sources, words)
    yield from _unused("templates.yaml", templates.sources, chain.from_iterable(map(_cited, entries.values())))


def _country(name: str, country: CountryEntry, words: Words) -> Iterator[Mistake]:
    file = f"{name}.yaml"
    if country.country != name:
        yield Mistake(file, OTHER_NAME.format(country=country.country))
    if country.country not in countries.NAMES:
        yield Mistake(f"{file}: country", NO_COUNTRY.format(country=country.country))
    parts = {"subsidiary": country.subsidiary, "branch": country.branch, "bidding": country.bidding}
    entries = {part: entry for part, entry in parts.items() if entry}
    yield from _entries(file, entries, country.sources, words)
    cited = chain(chain.from_iterable(map(_cited, entries.values())), country.tax.sources if country.tax else ())
    yield from _unused(file, country.sources, cited)
    if country.tax:
        yield from _text(f"{file}: tax.note", country.tax.note)
        yield from _sources(f"{file}: tax", country.tax.sources, country.sources)


def _unused(file: str, sources: Mapping[str, Source], cited: Iterable[str]) -> Iterator[Mistake]:
    for key in sorted(set(sources) - set(cited)):
        yield Mistake(f"{file}: sources.{key}", UNUSED_SOURCE.format(key=key))


def _cited(entry: Entry) -> Iterator[str]:
    for step in entry.steps:
        yield from step.sources
    for running in entry.yearly:
        yield from running.sources
    yield from entry.advice.sources if entry.advice else ()


def _entries(file: str, entries: Mapping[str, Entry], sources: Mapping[str, Source], words: Words) -> Iterator[Mistake]:
    for part, entry in entries.items():
        place = f"{file}: {part}"
        yield from _order(place, entry.steps)
        for number, step in enumerate(entry.steps):
            yield from _step(f"{place}.steps[{number}]", step, sources, words)
        for number, running in enumerate(entry.yearly):
            yield from _running(f"{place}.yearly[{number}]", running, sources, words)
        if entry.advice:
            yield from _fee(f"{place}.advice.fee", entry.advice.fee, words)
        yield from _known(f"{place}.risks", "risks", entry.risks, words.risks)


def _order(place: str, steps: tuple[StepEntry, ...]) -> Iterator[Mistake]:
    above: set[str] = set()
    for number, step in enumerate(steps):
        if step.step in above:
            yield Mistake(f"{place}.steps[{number}]", TWICE.format(key=step.step))
        for key in sorted(set(step.after or ()) - above):
            yield Mistake(f"{place}.steps[{number}].after", UNKNOWN_STEP.format(key=key))
        above.add(step.step)


def _step(place: str, step: StepEntry, sources: Mapping[str, Source], words: Words) -> Iterator[Mistake]:
    yield from _known(f"{place}.step", "steps", (step.step,), words.steps)
    yield from _known(f"{place}.who", "people", (step.who,), words.people)
    yield from _known(f"{place}.papers", "papers", step.papers, words.papers)
    yield from _fee(f"{place}.fee", step.fee, words)
    yield from _range(f"{place}.days", step.days.min, step.days.max)
    yield from _sourced(place, step, sources)
    if step.detail:
        yield from _text(f"{place}.detail", step.detail)


def _running(place: str, running: Running, sources: Mapping[str, Source], words: Words) -> Iterator[Mistake]:
    yield from _known(f"{place}.item", "running", (running.item,), words.running)
    yield from _fee(f"{place}.fee", running.fee, words)
    yield from _sourced(place, running, sources)


def _sourced(place: str, part: StepEntry | Running, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    sure = not part.estimate or part.confidence == "high"
    if sure and not part.sources:
        yield Mistake(place, UNSOURCED)
    elif sure and all(_front_page(sources[key]) for key in part.sources if key in sources):
        yield Mistake(place, FRONT_PAGE)
    yield from _sources(place, part.sources, sources)


def _front_page(source: Source) -> bool:
    """Whether a source names a site and no page of it, so that nobody can look the figure up."""
    return urlsplit(source.url).path in {"", "/"}


def _sources(place: str, cited: tuple[str, ...], sources: Mapping[str, Source]) -> Iterator[Mistake]:
    for key in cited:
        if key not in sources:
            yield Mistake(f"{place}.sources", UNKNOWN_SOURCE.format(key=key))


def _fee(place: str, fee: Fee, words: Words) -> Iterator[Mistake]:
    if currencies.from_any(fee.currency) != fee.currency:
        yield Mistake(f"{place}.currency", NO_CURRENCY.format(key=fee.currency))
    yield from _range(place, fee.min, fee.max)
    yield from _known(f"{place}.basis", "fees", (fee.basis,) if fee.basis else (), words.fees)


def _range(place: str, low: float, high: float) -> Iterator[Mistake]:
    if low < 0:
        yield Mistake(place, NEGATIVE.format(min=low))
    if low > high:
        yield Mistake(place, BACKWARDS.format(min=low, max=high))


def _known(place: str, kind: str, keys: tuple[str, ...], known: Collection[str]) -> Iterator[Mistake]:
    for key in keys:
        if key not in known:
            yield Mistake(place, UNKNOWN_WORD.format(key=key, kind=kind))
