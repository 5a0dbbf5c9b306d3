"""The answers of ``karavel law``: what is wrong in the law data, an instrument, who covers whom.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from karavel.access.decision import Confidence


class MistakeAnswer(Struct, frozen=True):
    """One mistake: its place in a file, and what would be right."""

    place: str
    message: str


class LawCheck(Struct, frozen=True, kw_only=True):
    """What the law data hold: instruments, countries with entry data, open questions, minimum periods by regime, rules
    on electronic signatures, mistakes.
    """

    instruments: int
    entry_countries: int
    open_questions: int
    period_regimes: int
    signature_rules: int
    mistakes: tuple[MistakeAnswer, ...]


class QuestionAnswer(Struct, frozen=True, kw_only=True):
    """What an instrument leaves open: the question, and what to look up or whom to ask.

    ``countries`` are the buyers that it is about, none where it is about all that the instrument is.
    """

    instrument: str
    id: str
    question: str
    ask: str
    countries: tuple[str, ...]


class InstrumentName(Struct, frozen=True, kw_only=True):
    """An instrument in the list of all."""

    id: str
    title: str
    kind: str
    reviewed: date


class PartAnswer(Struct, frozen=True, kw_only=True):
    """One part of an instrument that is in force on the day asked for, with its own keys as ``part``."""

    kind: str
    id: str
    article: str
    sentence: str
    valid_from: date | None
    valid_until: date | None
    confidence: Confidence
    source: str
    url: str | None
    part: Any


class InstrumentAnswer(Struct, frozen=True, kw_only=True):
    """An instrument on a day."""

    id: str
    title: str
    kind: str
    on: date
    reviewed: date
    parts: tuple[PartAnswer, ...]
    open_questions: tuple[str, ...]


class ThresholdAnswer(Struct, frozen=True, kw_only=True):
    """From what value a promise holds: amounts by subject, None where the row has none for it."""

    table: str
    vat: str
    currency: str
    services: float | None
    supplies: float | None
    works: float | None


class CoverageAnswer(Struct, frozen=True, kw_only=True):
    """One promise: under which instrument, before which buyers, for what, from what value, from when to when.

    ``extent`` is ``covered``, or ``unseen`` where the annex is not in the data: then the answer is not settled.
    """

    instrument: str
    title: str
    article: str
    sentence: str
    extent: str
    level: tuple[str, ...]
    nature: tuple[str, ...]
    cpv: tuple[str, ...]
    cpv_not: tuple[str, ...]
    thresholds: tuple[ThresholdAnswer, ...]
    conditional: bool
    valid_from: date | None
    valid_until: date | None
    confidence: Confidence
    url: str | None


class LawCoverage(Struct, frozen=True, kw_only=True):
    """Who covers whom on a day: the treaties' promises, none where no treaty binds the two."""

    supplier: str
    buyer: str
    on: date
    coverage: tuple[CoverageAnswer, ...]
    open_questions: tuple[str, ...]
