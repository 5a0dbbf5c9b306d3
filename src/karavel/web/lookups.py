"""What the pages on notices, parties and routes ask the lake; each answer is kept by the board."""

from __future__ import annotations

import weakref
from collections.abc import Hashable, Sequence
from datetime import date
from threading import Lock
from typing import Any, Final

from karavel.access import Law
from karavel.answers.access import Access
from karavel.answers.changes import NoticeChanges
from karavel.answers.history import History
from karavel.answers.parties import Contract, PartyAnswer
from karavel.answers.searches import Search
from karavel.answers.similar import Comparable, SimilarAward
from karavel.answers.suppliers import RankedFirm
from karavel.companies import Company
from karavel.companies.searches import Criteria
from karavel.errors import KaravelError
from karavel.lake import Lake
from karavel.matching.similar.choosing import chosen
from karavel.notices import Document, Notice
from karavel.partners.awards import History as PastContracts
from karavel.partners.register import Role
from karavel.routes import Letter, Planner
from karavel.verbs.access import of_notice as access_of
from karavel.verbs.ask import of_notice as letter_of
from karavel.verbs.changes import of_planned as changes_of
from karavel.verbs.history import of_notice as history_of
from karavel.verbs.original import of_view as original_of
from karavel.verbs.parties import Parties
from karavel.verbs.searches import Searchable
from karavel.verbs.similar import comparables as comparables_of
from karavel.verbs.similar import past_awards
from karavel.verbs.suppliers import able as able_for
from karavel.web.board import board

_SIMILAR: Final = 8


class _Shelf:
    """One commit of the lake, opened once: a view costs more to open than most questions to answer.

    Those who still read from it keep it when a newer one takes its place.
    """

    def __init__(self, lake: Lake) -> None:
        self.lake, self.view = lake, lake.view()
        weakref.finalize(self, self.view.close)
        self.view.cursor()  # makes the steps, which threads must not do at the same time
        self._lock = Lock()
        self._parties: tuple[date, Parties] | None = None
        self._contracts: tuple[date, PastContracts] | None = None

    def parties(self, on: date) -> Parties:
        """The buyers and suppliers of a day, made by one thread while others wait for them."""
        with self._lock:
            if self._parties is None or self._parties[0] != on:
                self._parties = on, Parties(self.lake, on)
            return self._parties[1]

    def contracts(self, on: date) -> PastContracts:
        """The contracts known on a day, read by one thread while others wait for them."""
        with self._lock:
            if self._contracts is None or self._contracts[0] != on:
                self._contracts = on, PastContracts(self.view, on)
            return self._contracts[1]


class _Newest:
    """The shelf of the lake that was asked for last, as new as the lake; it speaks no language."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[Hashable, _Shelf] | None = None

    def shelf(self) -> _Shelf:
        """The newest commit of the installation's lake."""
        here = board()
        with self._lock:
            key = here.lake, here.generation()
            if self._held is None or self._held[0] != key:
                self._held = key, _Shelf(here.lake)
            return self._held[1]


_newest: Final = _Newest()


def notice(notice_id: str) -> Notice:
    """A notice by any of its ids, also a version that another has replaced.

    Raises:
        NotFound: the lake has none; LakeMissing: there is no lake.
    """
    return board().kept(("model", notice_id), lambda: _newest.shelf().view.notice(notice_id))


def access(company: Company, told: Notice, on: date) -> Access:
    """The decision for each lot and route of a notice."""
    here = board()
    key = ("access", company.digest(), _drafted(told), on)
    return here.kept(key, lambda: access_of(Planner(here.law, company, on), told))


def history(told: Notice) -> History:
    """All notices of the procedure."""
    key = ("history", told.provenance.sha256)
    return board().kept(key, lambda: history_of(_newest.shelf().view, told))


def similar(notice_id: str, lot_id: str, on: date) -> tuple[SimilarAward, ...]:
    """Past awards like a lot."""

    def make() -> tuple[SimilarAward, ...]:
        try:
            shelf = _newest.shelf()
            return past_awards(shelf.contracts(on), shelf.view.latest(notice_id), lot_id, _SIMILAR)
        except KaravelError:  # a notice without lots has none to compare
            return ()

    return board().kept(("similar", notice_id, lot_id, on), make)


def comparables(told: Notice, lot_id: str, on: date, top: int) -> tuple[Comparable, ...]:
    """Past contracts like what somebody needs, told as a notice that need not be in the lake.

    Raises:
        LakeMissing: there is no lake.
    """

    def make() -> tuple[Comparable, ...]:
        return comparables_of(_newest.shelf().contracts(on), told, chosen(told, lot_id), top)

    return board().kept(("comparables", _drafted(told), lot_id, on, top), make)


def able(told: Notice, lot_id: str, on: date, companies: Sequence[Company], top: int) -> tuple[RankedFirm, ...]:
    """Firms likely able to deliver what somebody needs; these companies are judged by their profiles too.

    Raises:
        LakeMissing: there is no lake.
    """

    def make() -> tuple[RankedFirm, ...]:
        contracts = _newest.shelf().contracts(on)
        return able_for(contracts, told, chosen(told, lot_id), on, companies=companies, top=top)

    who = tuple(company.digest() for company in companies)
    return board().kept(("able", _drafted(told), lot_id, on, who, top), make)


def _drafted(told: Notice) -> Hashable:
    """What a draft is kept by: all that is asked of it."""
    return told.provenance.sha256, told.cpv, told.value, told.buyers


def changes(company: Company, told: Notice, on: date) -> NoticeChanges:
    """The days on which the verdicts of a notice would flip."""
    here = board()
    key = ("changes", company.digest(), told.provenance.sha256, on)
    return here.kept(key, lambda: changes_of(Planner(here.law, company, on), told))


def letter(company: Company, told: Notice, lot_id: str, on: date) -> Letter | None:
    """The letter to the buyer; None where there is nothing to ask."""
    here = board()

    def make() -> Letter | None:
        try:
            return letter_of(Planner(here.law, company, on), told, lot_id)
        except KaravelError:
            return None

    return here.kept(("letter", company.digest(), told.provenance.sha256, lot_id, on), make)


def original(notice_id: str, sha256: str | None) -> Document:
    """The document as published; not kept, as it may be large."""
    return original_of(_newest.shelf().view, notice_id, sha256)


def warm(on: date) -> None:
    """Reads what the first notice's page would wait for.

    Raises:
        LakeMissing: there is no lake.
    """
    shelf = _newest.shelf()
    shelf.parties(on)
    shelf.contracts(on)


def search(
    criteria: Criteria, on: date, *, company: Company | None = None, top: int = 20, law: Law | None = None
) -> Search:
    """Searches the open lots, which the board has in memory.

    Raises:
        LakeMissing: there is no lake.
    """
    held = board().open_lots(on)
    return Searchable(held.view, held.lots, on).search(criteria, company=company, top=top, law=law)


def parties(on: date) -> Parties:
    """The buyers and suppliers of the lake, read once a commit and day."""
    return _newest.shelf().parties(on)


def party(role: Role, slug: str, on: date) -> PartyAnswer:
    """One buyer or supplier."""
    found = parties(on)
    return board().kept(("party", role, slug, on), lambda: found.party(role, slug))


def contracts(role: Role, slug: str, on: date) -> list[Contract]:
    """All contracts of one buyer or supplier, the newest first."""
    found = parties(on)
    return board().kept(("contracts", role, slug, on), lambda: found.contracts(role, slug))


def buyer_slug(buyer: dict[str, Any], on: date) -> str | None:
    """The address of a notice's buyer; None where no award names it."""
    return parties(on).slug("buyer", buyer.get("name"), buyer.get("country"), buyer.get("ids") or ())
