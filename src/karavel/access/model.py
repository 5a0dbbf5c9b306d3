"""The law in memory: instruments and their parts, exactly as the files under ``karavel/law`` write them.

``FORMAT.md`` beside the files explains each key with an example. Everything here is frozen and unknown keys are
refused, so that a mistyped key in a law file is told and never ignored.
"""

from __future__ import annotations

from builtins import any as any_of  # `any` is a key of the law's own
from datetime import date
from typing import Any, Literal, TypeAlias

import msgspec

from karavel.access.decision import ConditionKind, Confidence, Verdict

Layer: TypeAlias = Literal["sanctions", "measures", "funder", "own", "documents", "domestic", "silence"]
Day: TypeAlias = Literal["start", "award", "deadline"]
Text: TypeAlias = dict[str, str]
"""One sentence by language: ``en`` always, ``pt`` and ``az`` where somebody wrote them."""

FIRST = date.min
"""The start of validity of something that was always so."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts of the law share: unknown keys are refused."""


class Source(Part, frozen=True, kw_only=True):
    """Where a value was read: title, and address (None for a paper known by its number).

    ``looked_up``: read by us at that address, so the fact sheets need not hold its figures. ``facts`` names sections
    of the fact sheets (``2.3``) that hold them although they do not cite the address.
    """

    title: str
    url: str | None = None
    looked_up: bool = False
    facts: tuple[str, ...] = ()


class Valued(Part, frozen=True, kw_only=True):
    """A statement of the law: which article, from which day to which, after which source, how sure, last looked at.

    ``valid_from`` and ``valid_until`` are both days in force. ``reviewed`` falls back to the instrument's day.
    ``looked_up`` is a second source that holds the figures which the first does not. ``derived`` says how a figure
    follows from others that the facts hold ("five years after 1 Sep 2013").
    """

    article: str
    source: str
    confidence: Confidence
    looked_up: str | None = None
    derived: str | None = None
    valid_from: date = msgspec.field(name="from", default=FIRST)
    valid_until: date | None = msgspec.field(name="until", default=None)
    reviewed: date | None = None


class Amount(Part, frozen=True, kw_only=True):
    """A bound on money: ``at_least`` (reached at the amount itself), ``over``, ``below`` or ``up_to``."""

    currency: str
    at_least: float | None = None
    over: float | None = None
    below: float | None = None
    up_to: float | None = None


class Shares(Part, frozen=True, kw_only=True):
    """A bound on the sum of shares (per cent; boards too) of the countries ``of``, or of all but ``not_of``.

    ``uncovered`` counts the countries without any agreement with the buyer. ``roles`` narrows partners.
    """

    of: tuple[str, ...] = ()
    not_of: tuple[str, ...] = ()
    uncovered: bool = False
    roles: tuple[str, ...] = ()
    over: float | None = None
    at_least: float | None = None
    below: float | None = None


class When(Part, frozen=True, kw_only=True):
    """The facts a rule asks for. All keys must hold; ``any`` one of several; ``none`` not one of several.

    Countries are ISO codes or names of lists (``EU``, ``GPA``). ``test`` says which identity of the bidder counts:
    establishment (where it is registered) or substance (origin after Art. 3 of Regulation 2022/1031). ``facts``
    must be stated so; ``open_facts`` are not settled while nobody stated them. ``threshold`` compares the value
    with the buyer's own threshold; ``unless_below`` holds also while the value is not known.
    """

    buyer: tuple[str, ...] = ()
    buyer_not: tuple[str, ...] = ()
    supplier: tuple[str, ...] = ()
    supplier_not: tuple[str, ...] = ()
    test: Literal["establishment", "substance"] = "establishment"
    same_country: bool | None = None
    level: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    cpv_not: tuple[str, ...] = ()
    value: Amount | None = None
    threshold: Literal["reached", "below", "unless_below"] | None = None
    documents: Literal["read", "unread"] | None = None
    facts: dict[str, Any] = {}
    open_facts: dict[str, Any] = {}
    owners: Shares | None = None
    partners: Shares | None = None
    goods_origin: Shares | None = None
    directors: Shares | None = None
    headquarters_not: tuple[str, ...] = ()
    foreign_operations: Amount | None = None
    substantive: bool | None = None
    any: tuple[When, ...] = ()
    none: tuple[When, ...] = ()

    def speaks_of_partners(self) -> bool:
        """Whether subcontractors or relied-on firms are asked for anywhere in it."""
        return self.partners is not None or any_of(inner.speaks_of_partners() for inner in self.any + self.none)


class Rule(Valued, frozen=True, kw_only=True):
    """If ``when`` holds on the day, the answer of this layer is ``then``.

    In ``sanctions`` and ``measures`` the answer is a ceiling: nothing later lifts the bid above it. ``about`` is who
    is looked at: each firm that bids (``bidder``), or the whole ``bid`` once. ``overrides`` names rules that
    step back where this one holds. ``looks_at`` is the day that decides; an unknown day falls back to the start.
    ``if_cpv_missing``, ``if_value_missing``: what such a test means for a tender without. ``missing``: messages to add.
    """

    id: str
    layer: Layer
    then: Verdict
    message: str
    when: When = When()
    about: Literal["bidder", "bid"] = "bidder"
    overrides: tuple[str, ...] = ()
    looks_at: Day = "start"
    if_cpv_missing: Literal["no", "maybe"] = "maybe"
    if_value_missing: Literal["no", "maybe"] = "maybe"
    missing: tuple[str, ...] = ()


class Coverage(Valued, frozen=True, kw_only=True):
    """A treaty's promise: suppliers of these parties, before these buyers, for this subject, from this value.

    ``extent: unseen`` marks a promise whose annex is not in the data: it may cover, so the answer is not settled.
    ``threshold`` names a table; None means from the first cent. ``when`` holds derogations and conditions.
    """

    id: str
    supplier: tuple[str, ...]
    buyer: tuple[str, ...]
    level: tuple[str, ...]
    nature: tuple[str, ...]
    message: str
    cpv: tuple[str, ...] = ()
    cpv_not: tuple[str, ...] = ()
    threshold: str | None = None
    extent: Literal["covered", "unseen"] = "covered"
    when: When = When()
    assumed: tuple[str, ...] = ()


class ThresholdRow(Valued, frozen=True, kw_only=True):
    """Amounts of one period in one currency; a kind left out has no threshold in this row."""

    currency: str
    services: float | None = None
    supplies: float | None = None
    works: float | None = None


class ThresholdTable(Part, frozen=True, kw_only=True):
    """Thresholds by period. ``vat`` says whether the estimate is meant with VAT."""

    id: str
    vat: Literal["in", "out", "not stated"]
    rows: tuple[ThresholdRow, ...]


class Regime(Part, frozen=True, kw_only=True):
    """Which threshold table is the buyer's own, by level and CPV: the first that fits decides.

    ``basis`` names directives (CELEX) with a regime of their own, concessions and defence: what a notice calls on
    one of them follows these rows alone.
    """

    buyer: tuple[str, ...]
    level: tuple[str, ...]
    table: str
    cpv: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    presumed_by: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


class Side(Valued, frozen=True, kw_only=True):
    """Something that stands beside the verdict: a price preference, a filing, a barrier, a tax."""

    id: str
    kind: ConditionKind
    message: str
    when: When = When()
    verdicts: tuple[Verdict, ...] = ()
    looks_at: Day = "start"


class Join(Valued, frozen=True, kw_only=True):
    """Whose standing counts beside the bidder's own: consortium members, relied-on firms, subcontractors.

    The bid stands no higher than the standing of that firm, which itself is never taken below ``floor``.
    """

    id: str
    role: Literal["consortium", "relied-on", "subcontractor"]
    message: str
    when: When = When()
    floor: Verdict | None = None


class ListMember(Part, frozen=True, kw_only=True):
    """A country on a list, from one day to another; ``looked_up`` and ``derived`` as in :class:`Valued`."""

    id: str
    looked_up: str | None = None
    derived: str | None = None
    valid_from: date = msgspec.field(name="from", default=FIRST)
    valid_until: date | None = msgspec.field(name="until", default=None)


class CountryList(Part, frozen=True, kw_only=True):
    """A named set of countries (``EU``, ``GPA``, ``ADB``), each member with its own days. Lists may name lists."""

    id: str
    title: str
    source: str
    confidence: Confidence
    members: tuple[ListMember, ...]


class CpvList(Part, frozen=True, kw_only=True):
    """A named set of CPV prefixes (``medical-devices``)."""

    id: str
    title: str
    source: str
    confidence: Confidence
    prefixes: tuple[str, ...]


class OpenQuestion(Part, frozen=True, kw_only=True):
    """What is not settled, and what would settle it. Where it bites, the answer is ``unknown``."""

    id: str
    question: str
    ask: str
    countries: tuple[str, ...] = ()


class Instrument(Part, frozen=True, kw_only=True):
    """One file: a treaty, regulation, statute, judgment, bank rule or list of states."""

    id: str
    title: Text
    kind: Literal["treaty", "union-act", "statute", "judgment", "funder", "principle", "list", "words"]
    reviewed: date
    sources: dict[str, Source] = {}
    messages: dict[str, Text] = {}
    countries: tuple[CountryList, ...] = ()
    cpv: tuple[CpvList, ...] = ()
    thresholds: tuple[ThresholdTable, ...] = ()
    regimes: tuple[Regime, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    rules: tuple[Rule, ...] = ()
    conditions: tuple[Side, ...] = ()
    joins: tuple[Join, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
