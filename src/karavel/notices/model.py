"""The model: one notice with its lots, organisations and awards, in OCDS terms.

Names follow OCDS 1.1 with the eForms profile; BT numbers are those of Implementing Regulation (EU) 2019/1780. Text is
the original language's; translations stand beside it by ISO 639-1 code. Countries are ISO 3166-1 alpha-2 (``XK`` for
Kosovo), CPV codes have 8 digits, NUTS codes stand as published. ``None`` means that the notice does not say; an empty
tuple that it names none. Amounts are IEEE doubles, exact to the cent below 9e13, and always carry their currency: an
amount whose currency is missing or unknown is a problem of the reading, not a value.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from karavel.notices.document import Provenance
from karavel.notices.moments import Moment

Format = Literal["eforms", "ted", "ocds", "base"]
Kind = Literal["planning", "call", "award", "change", "registration"]
Nature = Literal["services", "supplies", "works"]
Level = Literal["central", "sub-central", "utility", "eu-institution", "state-owned", "international"]
Permission = Literal["required", "allowed", "not-allowed"]
CriterionKind = Literal["price", "cost", "quality"]
RequirementKind = Literal["eligibility", "economic", "technical", "other"]
Unit = Literal["day", "week", "month", "year"]


class Money(Struct, frozen=True):
    """An amount in a currency of ISO 4217 (or ``XDR``), net of VAT unless the notice's format says otherwise."""

    amount: float
    currency: str


class Duration(Struct, frozen=True):
    """A length of time as published."""

    amount: float
    unit: Unit


class Place(Struct, frozen=True, omit_defaults=True):
    """A place of performance (BT-5071, BT-5131, BT-5141, in words BT-728 and BT-5101) or an address."""

    country: str | None = None
    nuts: tuple[str, ...] = ()
    city: str | None = None
    text: str | None = None


class Organisation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Anyone with a role in the notice.

    Attributes:
        name: official name (BT-500).
        country: BT-514, alpha-2.
        ids: registration numbers (BT-501) as ``SCHEME value`` where the scheme is known (``PT-NIF 506579425``),
            else the value alone.
        size: winner size BT-165: micro, small, medium, large, or sme where the form only knows that.
        owners: countries of beneficial owners (BT-706), alpha-2.
    """

    name: str
    country: str | None = None
    ids: tuple[str, ...] = ()
    place: Place | None = None
    email: str | None = None
    telephone: str | None = None
    url: str | None = None
    size: str | None = None
    owners: tuple[str, ...] = ()


class Buyer(Organisation, frozen=True, kw_only=True, omit_defaults=True):
    """A buyer.

    Attributes:
        legal_type: BT-11 in the eForms code list ``buyer-legal-type`` (TED authority types are mapped to it).
        activity: BT-10 or BT-610 in the eForms code list ``main-activity``.
        level: the buyer's level as far as its legal type and activity settle it; None where they do not.
    """

    legal_type: str | None = None
    activity: str | None = None
    level: Level | None = None


class Supplier(Organisation, frozen=True, kw_only=True, omit_defaults=True):
    """A winner: one member of the winning tenderer.

    Attributes:
        leader: it leads the consortium (OPT-170); None where the notice does not say.
    """

    leader: bool | None = None


class AwardCriterion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An award criterion: kind (BT-539), name (BT-734), description (BT-540), weight (BT-541) with its meaning."""

    kind: CriterionKind | None = None
    name: str | None = None
    description: str | None = None
    weight: float | None = None
    weight_kind: str | None = None


class Requirement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A selection criterion (BT-747 to BT-750, TED section III.1): what a tenderer must show.

    Attributes:
        kind: eligibility (suitability, BT-747 ``sui-act``), economic (``ef-stand``), technical (``tp-abil``), other.
        code: the finer code, where the form gives one (``sel-crit`` code list).
        text: the form's own words, original language.
        minimum: the minimum level's words where they stand apart (TED ``*_MIN_LEVEL``).
    """

    kind: RequirementKind
    text: str
    code: str | None = None
    minimum: str | None = None


class DocumentLink(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A procurement document: its address (BT-15), languages (BT-708), and whether access is restricted (BT-14)."""

    url: str
    title: str | None = None
    languages: tuple[str, ...] = ()
    restricted: bool | None = None


class Lot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A lot: what one may tender for.

    Attributes:
        id: BT-137 (``LOT-0001``), the form's lot number, or ``1`` for a call without lots.
        cpv: main code first (BT-262, BT-263).
        value: estimate (BT-27). ``framework_maximum`` is BT-271, in a result BT-709.
        deadline: of tenders (BT-131), else of requests to participate (BT-1311) or of expressions of interest
            (BT-630); ``deadline_for`` says which.
        duration, start, end: BT-36, BT-536, BT-537. ``renewals`` BT-58 with its words; ``options`` BT-53/54.
        languages: in which tenders may be written (BT-97), ISO 639-1.
        submission: whether electronic tenders are required, allowed or not (BT-17); ``submission_url`` BT-18.
        guarantee_required: BT-751; ``tender_validity`` BT-98; ``questions_deadline`` BT-13; ``opening`` BT-132.
        by_invitation: the call is not open to all: restricted or negotiated, candidates are selected first.
        framework: BT-765 (``fa-wo-rc``, ``fa-w-rc``, ``fa-mix``, ``none``); ``dps`` BT-766.
        eu_funded: BT-60; ``eu_programmes`` BT-7220, BT-5010, BT-6140, of contracts BT-722, BT-5011, BT-6110,
            as published.
        gpa_declared: the buyer's own statement on GPA coverage (BT-115).
        reserved: reserved participation (BT-71); ``sme_suitable`` BT-726; ``fsr`` foreign subsidies (BT-681).
        variants: BT-63; ``subcontracting`` the obligation of BT-65 as published.
        electronic_signature: BT-744.
    """

    id: str
    title: str = ""
    description: str = ""
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    nature: Nature | None = None
    additional_natures: tuple[Nature, ...] = ()
    cpv: tuple[str, ...] = ()
    value: Money | None = None
    framework_maximum: Money | None = None
    place: Place | None = None
    deadline: Moment | None = None
    deadline_for: Literal["tenders", "requests", "interest"] | None = None
    duration: Duration | None = None
    start: date | None = None
    end: date | None = None
    options: str | None = None
    renewals: str | None = None
    renewals_maximum: int | None = None
    languages: tuple[str, ...] = ()
    submission: Permission | None = None
    submission_url: str | None = None
    electronic_signature: bool | None = None
    criteria: tuple[AwardCriterion, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    guarantee_required: bool | None = None
    guarantee: str | None = None
    tender_validity: Duration | None = None
    questions_deadline: Moment | None = None
    opening: Moment | None = None
    by_invitation: bool | None = None
    framework: str | None = None
    framework_participants: int | None = None
    dps: str | None = None
    eu_funded: bool | None = None
    eu_programmes: tuple[str, ...] = ()
    gpa_declared: bool | None = None
    reserved: tuple[str, ...] = ()
    sme_suitable: bool | None = None
    fsr: bool | None = None
    variants: Permission | None = None
    subcontracting: str | None = None


class Tenders(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many tenders a lot received (BT-759 by the kinds of BT-760)."""

    total: int | None = None
    sme: int | None = None
    other_eu: int | None = None
    non_eu: int | None = None
    electronic: int | None = None


class Award(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The result for one lot, or one contract of it.

    Attributes:
        lot_id: the lot it belongs to; None where the notice does not say.
        date: of the award decision (BT-1451) or, failing that, of the contract's conclusion (BT-145).
        contract_id: BT-150; ``title`` the contract's own title.
        status: BT-142: ``selec-w`` a winner, ``clos-nw`` none, ``open-nw`` not yet; ``reason`` BT-144.
        value: of the winning tender or contract (BT-720), ``highest``/``lowest`` tender BT-711/BT-710.
        suppliers: every member of the winning tenderer.
        subcontracted: whether part is subcontracted (BT-773), ``subcontracted_value`` BT-553,
            ``subcontracted_share`` BT-555 in per cent.
    """

    lot_id: str | None = None
    date: date | None = None
    contract_id: str | None = None
    title: str | None = None
    status: str | None = None
    reason: str | None = None
    value: Money | None = None
    highest: Money | None = None
    lowest: Money | None = None
    suppliers: tuple[Supplier, ...] = ()
    tenders: Tenders | None = None
    subcontracted: bool | None = None
    subcontracted_value: Money | None = None
    subcontracted_share: float | None = None


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change notice changes.

    Attributes:
        notice: the id or publication number of the changed notice (BT-758).
        reason: BT-140 or the form's reason; ``text`` BT-762, BT-141.
        deadlines: lot id (empty for all) to the new deadline, where the form moves it.
    """

    notice: str | None = None
    reason: str | None = None
    text: str | None = None
    deadlines: dict[str, Moment] = {}


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One published notice.

    Attributes:
        id: the publication number without leading zeros (``295399-2023``) where there is one, else the notice's own
            identifier (BT-701), OCDS release id or contract number.
        notice_id, version: BT-701 and BT-757; ``procedure_id`` BT-04; ``ocid`` the OCDS process.
        form: subtype (OPP-070: ``16``), TED form (``F02``), OCDS release tag or ``contract``; ``standard`` its edition
            (``eforms-sdk-1.7``, ``R2.0.9.S03``, ``1.1``).
        kind: what it does: planning, call, award, change, or registration (X01, X02).
        language: original language, ISO 639-1; ``languages`` all official ones.
        dispatched, published: BT-05 and OPP-012; ``procedure_start`` the day on which the procedure starts as far as
            the notice tells: its dispatch for a call, else None.
        legal_basis: CELEX number (BT-01: ``32014L0024``).
        procedure: BT-105 code (open, restricted, neg-w-call, …); ``procedure_text`` other words;
            ``accelerated`` BT-106.
        status: ``cancelled`` when the notice cancels the procedure (BT-140 ``cancel``), else what the format says.
        buyers: the first leads; ``organisations`` are the others with a role that is neither buyer nor supplier.
        titles, descriptions: translations, without the original language.
        value: the notice's own estimate of the whole procedure (BT-27), never the award;
            ``framework_maximum`` BT-271, in a result BT-118; ``awarded_value`` BT-161.
        documents: those of the whole notice, each once; where they stand per lot they stand at the lot as well.
        previous: earlier publications that it refers to (BT-125, OPP-090, OPT-100).
        declared: the buyer's own statements that bear on access: ``gpa`` (any lot, BT-115).
        urls: ``notice`` the official page, ``documents`` BT-15, ``buyer`` BT-508 profile.
    """

    id: str
    format: Format
    kind: Kind
    provenance: Provenance
    notice_id: str | None = None
    version: str | None = None
    procedure_id: str | None = None
    ocid: str | None = None
    form: str | None = None
    standard: str | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    dispatched: date | None = None
    published: date | None = None
    procedure_start: date | None = None
    legal_basis: str | None = None
    procedure: str | None = None
    procedure_text: str | None = None
    accelerated: bool | None = None
    status: str | None = None
    buyers: tuple[Buyer, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    title: str = ""
    description: str = ""
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    nature: Nature | None = None
    additional_natures: tuple[Nature, ...] = ()
    cpv: tuple[str, ...] = ()
    value: Money | None = None
    framework_maximum: Money | None = None
    awarded_value: Money | None = None
    place: Place | None = None
    lots: tuple[Lot, ...] = ()
    awards: tuple[Award, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    changes: tuple[Change, ...] = ()
    previous: tuple[str, ...] = ()
    declared: dict[str, bool] = {}
    urls: dict[str, str] = {}
    extensions: dict[str, str] = {}

    @property
    def buyer(self) -> Buyer | None:
        """The first buyer, who leads a joint procurement."""
        return self.buyers[0] if self.buyers else None
