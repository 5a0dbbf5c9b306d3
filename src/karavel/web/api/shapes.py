"""Shapes that only the API has: pages of lists, and the organisation's own rows. Keys are added, never renamed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from karavel.answers.match import BuyerName, MatchedLot
from karavel.answers.parties import Contract, PartyRow
from karavel.notices import Money
from karavel.verbs.board import Facets


class Organisation(Struct, frozen=True):
    """For whom the request acts; ``kind`` is company or agency."""

    id: int
    name: str
    kind: str


class Person(Struct, frozen=True):
    """A member: the name, else the address."""

    id: int
    name: str


class Me(Struct, frozen=True, kw_only=True):
    """Who asks. ``scopes`` are the actions that both role and token allow; ``token`` its name, None for a browser."""

    user: Person
    email: str
    organisation: Organisation
    role: str
    scopes: tuple[str, ...]
    token: str | None
    token_ends: datetime | None


class CompanyRow(Struct, frozen=True, kw_only=True):
    """A company of the organisation. ``digest`` is of what its profile says."""

    id: int
    name: str
    country: str
    digest: str
    revision: int
    changed: datetime


class CompanyWhole(CompanyRow, frozen=True, kw_only=True):
    """A company with its profile: the text of ``company.toml``."""

    profile: str


class MatchPage(Struct, frozen=True, kw_only=True):
    """A page of the ranked list: the keys of ``karavel match --json``, and those of paging.

    Attributes:
        considered: lots that are open; ``total`` of these pass the filters, ``fitting`` of those fit the company.
        hidden: lots that would pass as well, had the company not hidden them.
        facets: how many lots each value of a filter would leave; None where they were not asked for.
    """

    company: str
    as_of: date
    considered: int
    fitting: int
    total: int
    hidden: int
    offset: int
    limit: int
    lots: tuple[MatchedLot, ...]
    facets: Facets | None


class SearchRow(Struct, frozen=True, kw_only=True):
    """A saved search of the user. ``query`` is what ``match`` takes; ``address`` the same as a query string."""

    id: int
    company: int
    name: str
    query: dict[str, tuple[str, ...]]
    address: str
    frequency: str
    last_chance: bool


class RouteName(Struct, frozen=True):
    """The way in that was chosen."""

    kind: str
    via: str | None


class PursuitRow(Struct, frozen=True, kw_only=True):
    """A lot that a company works on; title, buyer, deadline and value are those of the day it was taken up."""

    id: int
    company: int
    notice_id: str
    lot_id: str
    title: str
    buyer: BuyerName
    deadline: str | None
    value: Money | None
    value_eur: float | None
    route: RouteName | None
    state: str
    decision: str
    decision_reason: str
    owner: Person | None
    created: datetime
    changed: datetime


class Pursuits(Struct, frozen=True, kw_only=True):
    """A page of pursuits."""

    total: int
    offset: int
    limit: int
    pursuits: tuple[PursuitRow, ...]


class FollowRow(Struct, frozen=True, kw_only=True):
    """A lot that the user follows; title and deadline are what they were last told of."""

    notice_id: str
    lot_id: str
    title: str
    deadline: str | None
    since: datetime


class Parties(Struct, frozen=True, kw_only=True):
    """A page of buyers or suppliers. ``slug`` is the address of each."""

    total: int
    offset: int
    limit: int
    parties: tuple[PartyRow, ...]


class Contracts(Struct, frozen=True, kw_only=True):
    """A page of contracts of one buyer or supplier."""

    total: int
    offset: int
    limit: int
    contracts: tuple[Contract, ...]


class NoteRow(Struct, frozen=True, kw_only=True):
    """What somebody wrote to a pursuit; plain text."""

    id: int
    text: str
    author: Person | None
    created: datetime


class OpinionRow(Struct, frozen=True, kw_only=True):
    """What a company thinks of a lot: ``more`` like it, ``less``, or ``hide``."""

    company: int
    notice_id: str
    lot_id: str
    opinion: str
    reason: str


class NoticeShape(Struct, frozen=True, kw_only=True):
    """A notice as ``karavel show`` prints it; more keys may stand beside these (see docs/lake.md).

    Days and moments are ISO text of the published precision; amounts in their own currency.
    """

    id: str
    ocid: str | None
    format: str
    kind: str
    language: str | None
    published: str | None
    procedure_start: str | None
    buyer: dict[str, Any] | None
    buyers: list[dict[str, Any]]
    title: str
    description: str
    titles: dict[str, str]
    nature: str | None
    cpv: list[str]
    value: dict[str, Any] | None
    awarded_value: dict[str, Any] | None
    lots: list[dict[str, Any]]
    awards: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    declared: dict[str, Any]
    provenance: dict[str, Any]


class AuthorityName(Struct, frozen=True):
    """A competent authority: its key in filters, its name in the language asked for."""

    id: int
    name: str


class ServiceRow(Struct, frozen=True, kw_only=True):
    """An e-service as lists have it.

    Attributes:
        key: in its address; ``uri`` names it in RDF, ``url`` is its page, which has RDF by ``Accept``.
        state: planned, active, suspended or withdrawn, since ``state_since``.
        level: of online sophistication, 1 (information) to 5 (proactive).
        listed, online: whether it counts as listed, and as fully online.
        cross_border: None where nobody has said.
    """

    key: str
    uri: str
    url: str
    identifier: str
    title: str
    titles: dict[str, str]
    authority: AuthorityName
    state: str
    state_since: date
    level: int
    listed: bool
    online: bool
    cross_border: bool | None
    languages: tuple[str, ...]
    events: tuple[str, ...]


class Services(Struct, frozen=True, kw_only=True):
    """A page of e-services."""

    total: int
    offset: int
    limit: int
    services: tuple[ServiceRow, ...]


class ServiceChangeRow(Struct, frozen=True, kw_only=True):
    """A change of a service with its cause; ``before_…`` are None where it came into the catalogue."""

    day: date
    before_state: str | None
    before_level: int | None
    after_state: str
    after_level: int
    authority: AuthorityName
    cause: str
    reference: str
    listed: int
    online: int


class ServiceWhole(ServiceRow, frozen=True, kw_only=True):
    """An e-service with its description and its changes, the latest first."""

    descriptions: dict[str, str]
    changes: tuple[ServiceChangeRow, ...]


class AuthorityShare(Struct, frozen=True):
    """An authority's listed services, and how many of them are fully online."""

    authority: AuthorityName
    listed: int
    online: int


class ServicesCount(Struct, frozen=True, kw_only=True):
    """The honest count of a day, with the sentences that say what is counted.

    Attributes:
        by_level: listed services of each level, 1 to 5.
        by_state: services of each state, also of those that count in neither number.
    """

    on: date
    listed: int
    online: int
    definition: tuple[str, ...]
    by_level: dict[int, int]
    by_authority: tuple[AuthorityShare, ...]
    by_state: dict[str, int]
