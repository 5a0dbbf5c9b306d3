"""The entry data in memory: what a country asks of a firm that founds, opens a branch or bids there.

The shapes are those of the files under ``karavel/law/routes``; their ``FORMAT.md`` explains each key with an example.
Unknown keys are refused, so that a mistyped one is told and never ignored.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import msgspec

from karavel.access.decision import Confidence

Unit: TypeAlias = Literal["working", "calendar"]
Purpose: TypeAlias = Literal["bid", "award", "later", "work"]
Text: TypeAlias = dict[str, str]
"""One sentence by language: ``en`` always, ``pt`` and ``az`` where somebody wrote them."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts of the entry data share: unknown keys are refused."""


class Source(Part, frozen=True, kw_only=True):
    """Where a figure was read: title, address, and the date of the text if it bears one."""

    title: str
    url: str
    date: str | None = None


class Fee(Part, frozen=True, kw_only=True):
    """A range of money in one currency (ISO 4217), with what it is based on: a key of the words file, ``fees``."""

    min: float
    max: float
    currency: str
    basis: str | None = None


class Span(Part, frozen=True, kw_only=True):
    """A range of days: working days of the country where the step is done, or calendar days."""

    min: int
    max: int
    unit: Unit


class StepEntry(Part, frozen=True, kw_only=True):
    """One step of a plan.

    Attributes:
        step, who, papers: keys of the words file.
        after: steps of the same list that must be done before; None: all above it; empty: it may begin at once.
        needed_for: ``bid`` before the tender is handed in, ``award`` before the contract, ``later`` any time after,
            ``work`` the writing of the bid itself, which fills the period and does not delay it.
        counts: whether the fee is spent; share capital is not, it stays the company's money.
        estimate: our own or a market estimate, shown as one.
    """

    step: str
    who: str
    fee: Fee
    days: Span
    confidence: Confidence
    papers: tuple[str, ...] = ()
    after: tuple[str, ...] | None = None
    needed_for: Purpose = "bid"
    counts: bool = True
    estimate: bool = False
    detail: Text = {}
    sources: tuple[str, ...] = ()


class Running(Part, frozen=True, kw_only=True):
    """What keeps paying, a year."""

    item: str
    fee: Fee
    confidence: Confidence
    estimate: bool = False
    sources: tuple[str, ...] = ()


class Advice(Part, frozen=True, kw_only=True):
    """What a lawyer or agent takes for the whole."""

    fee: Fee
    confidence: Confidence
    estimate: bool = False
    sources: tuple[str, ...] = ()


class Entry(Part, frozen=True, kw_only=True):
    """One way in: steps in order, what keeps paying, advice, and the keys of its risks."""

    steps: tuple[StepEntry, ...]
    form: str | None = None
    yearly: tuple[Running, ...] = ()
    advice: Advice | None = None
    risks: tuple[str, ...] = ()


class Tax(Part, frozen=True, kw_only=True):
    """What the country takes from payments to a foreign supplier."""

    note: Text
    confidence: Confidence
    sources: tuple[str, ...] = ()


class CountryEntry(Part, frozen=True, kw_only=True):
    """One country's file."""

    country: str
    reviewed: date
    sources: dict[str, Source]
    subsidiary: Entry | None = None
    branch: Entry | None = None
    bidding: Entry | None = None
    tax: Tax | None = None


class Templates(Part, frozen=True, kw_only=True):
    """Steps that do not depend on a country's registers."""

    reviewed: date
    sources: dict[str, Source]
    bid: Entry
    reliance: Entry
    consortium: Entry
    subcontract: Entry
    bank_financed: Entry = msgspec.field(name="bank-financed")
    framework_entry: Entry = msgspec.field(name="framework-entry")


class Risk(Part, frozen=True, kw_only=True):
    """A risk in a sentence. ``may_change``: a proposal or a pending act, shown as that and never as law."""

    text: Text
    may_change: bool = False
    source: Source | None = None


class Words(Part, frozen=True, kw_only=True):
    """The words of entry plans by key and language."""

    steps: dict[str, Text]
    papers: dict[str, Text]
    people: dict[str, Text]
    running: dict[str, Text]
    fees: dict[str, Text]
    keeps: dict[str, Text]
    risks: dict[str, Risk]


class EntryData(msgspec.Struct, frozen=True, kw_only=True):
    """All entry data together: countries by code, templates, words."""

    countries: dict[str, CountryEntry]
    templates: Templates
    words: Words


def say(text: Text, language: str) -> str:
    """A text in a language, in English where nobody has written it."""
    return text.get(language) or text["en"]
