"""Looks into the law data: checks it, shows an instrument on a day, says who covers whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Final, TypeVar

import msgspec

from karavel.access import Law
from karavel.access.law import Entry, in_force
from karavel.access.model import Coverage, Instrument, Join, Rule, Side, When
from karavel.answers.law import (
    CoverageAnswer,
    InstrumentAnswer,
    InstrumentName,
    LawCheck,
    LawCoverage,
    MistakeAnswer,
    PartAnswer,
    QuestionAnswer,
    ThresholdAnswer,
)
from karavel.codes.spelling import fold
from karavel.errors import InvalidLaw, Mistake, NotFound
from karavel.procurement import periods, recognition, scoring
from karavel.routes import load
from karavel.texts import current
from karavel.texts import gettext as _

T = TypeVar("T")

_SUGGESTED: Final = 5
_ALIKE: Final = 0.75  # of difflib's ratio
_KINDS: Final = ("coverage", "rules", "conditions", "joins")


def check() -> LawCheck:
    """Whether all law data hold: instruments, entry data, periods, signatures, scoring; every mistake is told."""
    wrong: list[Mistake] = []
    law, entry = _loaded(Law.load, wrong), _loaded(load, wrong)
    regimes, signatures = _loaded(periods.load, wrong), _loaded(recognition.rules, wrong)
    _loaded(scoring.rules, wrong)
    found = law.instruments if law else ()
    if law and signatures:
        wrong += _unknown_lists(law, signatures)
    return LawCheck(
        instruments=len(found),
        entry_countries=len(entry.countries) if entry else 0,
        open_questions=sum(len(instrument.open_questions) for instrument in found),
        period_regimes=len(regimes or ()),
        signature_rules=len(signatures or ()),
        mistakes=tuple(MistakeAnswer(mistake.place, mistake.message) for mistake in wrong),
    )


def _unknown_lists(law: Law, rules: tuple[recognition.RecognitionRule, ...]) -> Iterator[Mistake]:
    """Lists of countries that rows on signatures name and the law data has not."""
    for row, name in recognition.lists(rules):
        if not law.list_members(name):
            yield Mistake(f"recognition.yaml: {row}", f"{name!r} is not a list of countries of the law data")


def _loaded(read: Callable[[], T], wrong: list[Mistake]) -> T | None:
    """What is read; None where it does not hold, its mistakes then among those that are ``wrong``."""
    try:
        return read()
    except InvalidLaw as error:
        wrong.extend(error.mistakes)
        return None


def instruments(law: Law) -> tuple[InstrumentName, ...]:
    """Every instrument by its id."""
    return tuple(
        InstrumentName(id=each.id, title=_in_language(each.title), kind=each.kind, reviewed=each.reviewed)
        for each in law.instruments
    )


def questions(law: Law) -> tuple[QuestionAnswer, ...]:
    """What the law data leaves open, by instrument, in the words of the data (English)."""
    return tuple(
        QuestionAnswer(
            instrument=each.id,
            id=question.id,
            question=question.question,
            ask=question.ask,
            countries=question.countries,
        )
        for each in law.instruments
        for question in each.open_questions
    )


def show(law: Law, name: str, on: date) -> InstrumentAnswer:
    """An instrument with its parts that are in force on a day.

    Raises:
        NotFound: no instrument has that id; the remedy names those that look like it, by id or title.
    """
    instrument = _instrument(law, name)
    return InstrumentAnswer(
        id=instrument.id,
        title=_in_language(instrument.title),
        kind=instrument.kind,
        on=on,
        reviewed=instrument.reviewed,
        parts=tuple(_parts(law, instrument, on)),
        open_questions=tuple(question.question for question in instrument.open_questions),
    )


def _instrument(law: Law, name: str) -> Instrument:
    """By its id, in whatever case it was typed."""
    known = {each.id.casefold(): each.id for each in law.instruments}
    try:
        return law.instrument(known.get(name.casefold(), name))
    except NotFound as error:
        near = _like(law, fold(name), known)
        if not near:
            raise
        raise NotFound(str(error), remedy=_("Did you mean {ids}?").format(ids=", ".join(near))) from error


def _like(law: Law, name: str, known: dict[str, str]) -> list[str]:
    """Ids that hold the word, or whose title does, or that are a slip away."""
    holding = [
        each.id for each in law.instruments if name and name in fold(f"{each.id} {' '.join(each.title.values())}")
    ]
    slips = [known[one] for one in get_close_matches(name, known, cutoff=_ALIKE)]
    return list(dict.fromkeys((*holding, *slips)))[:_SUGGESTED]


def _parts(law: Law, instrument: Instrument, on: date) -> Iterator[PartAnswer]:
    for kind in _KINDS:
        parts: tuple[Coverage | Rule | Side | Join, ...] = getattr(instrument, kind)
        for part in parts:
            if in_force(part, on):
                source = instrument.sources[part.source]
                yield PartAnswer(
                    kind=kind,
                    id=part.id,
                    article=part.article,
                    sentence=law.text(part.message, current()),
                    valid_from=_known(part.valid_from),
                    valid_until=part.valid_until,
                    confidence=part.confidence,
                    source=source.title,
                    url=source.url,
                    part=msgspec.to_builtins(part),
                )


def coverage(law: Law, supplier: str, buyer: str, on: date) -> LawCoverage:
    """What treaties promise to firms of one country before buyers of another on a day."""
    known = law.for_buyer(buyer, on)
    return LawCoverage(
        supplier=supplier,
        buyer=buyer,
        on=on,
        coverage=tuple(
            _coverage(law, entry, on)
            for entry in known.coverage
            if in_force(entry.part, on) and law.contains(entry.part.supplier, supplier, on)
        ),
        open_questions=tuple(question.question for question in known.questions),
    )


def _coverage(law: Law, entry: Entry[Coverage], on: date) -> CoverageAnswer:
    part, instrument = entry.part, entry.instrument
    return CoverageAnswer(
        instrument=instrument.id,
        title=_in_language(instrument.title),
        article=part.article,
        sentence=law.text(part.message, current()),
        extent=part.extent,
        level=part.level,
        nature=part.nature,
        cpv=part.cpv,
        cpv_not=part.cpv_not,
        thresholds=tuple(_thresholds(law, part.threshold, on)),
        conditional=part.when != When(),
        valid_from=_known(part.valid_from),
        valid_until=part.valid_until,
        confidence=part.confidence,
        url=instrument.sources[part.source].url,
    )


def _thresholds(law: Law, name: str | None, on: date) -> Iterator[ThresholdAnswer]:
    if name is None:
        return
    table = law.tables[name]
    for row in table.rows:
        if in_force(row, on):
            yield ThresholdAnswer(
                table=table.id,
                vat=table.vat,
                currency=row.currency,
                services=row.services,
                supplies=row.supplies,
                works=row.works,
            )


def _known(day: date) -> date | None:
    """A first day in force, None where it has always been so."""
    return None if day == date.min else day


def _in_language(text: dict[str, str]) -> str:
    return text.get(current()) or text["en"]
