"""Buyers and suppliers of a lake: who they are, what they buy or win, from whom, when their contracts end.

A process that answers people keeps one :class:`Parties`, which holds a view, for each commit of the lake::

    parties = Parties(lake, as_of=today)
    parties.search("buyer", "porto")
    parties.party("buyer", "pt-municipio-do-porto")
"""

from __future__ import annotations

import statistics
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from threading import Lock
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from karavel.answers.parties import Contract, OpenLot, PartyAnswer, PartyName, PartyRow, Share
from karavel.errors import NotFound
from karavel.lake import Lake, View
from karavel.notices import Notice
from karavel.partners.ending import end_of
from karavel.partners.names import key
from karavel.partners.register import Party, Register, Role
from karavel.texts import gettext as _

#: Contracts whose notices are read for their ends: the newest, as older ones have ended or say nothing.
_READ: Final = 400
_LATEST: Final = 25
_PARTNERS: Final = 20
_OPEN: Final = ("notice_id", "lot_id", "title", "notice_title", "language", "value_eur", "deadline")


class Parties:
    """The buyers and suppliers of a lake as known on a day. Safe to use from several threads.

    Args:
        lake: where the awards lie.
        as_of: the day.

    Raises:
        LakeMissing: there is no lake.
    """

    def __init__(self, lake: Lake, as_of: date) -> None:
        self.as_of, self._view = as_of, lake.view()
        weakref.finalize(self, self._view.close)
        self._register = Register(self._view, as_of)
        self._lock = Lock()

    def search(self, role: Role, words: str = "", *, limit: int = 50, countries: Iterable[str] = ()) -> list[PartyRow]:
        """Parties in whose names all the words begin some word; those with most contracts first."""
        with self._lock:
            found = self._register.of(role).search(words, limit, countries)
        return [self._row(party) for party in found]

    def page(
        self, role: Role, words: str = "", *, offset: int = 0, limit: int = 50, countries: Iterable[str] = ()
    ) -> tuple[int, list[PartyRow]]:
        """How many parties :meth:`search` would find, and some of them."""
        with self._lock:
            register = self._register.of(role)
            found = register.search(words, len(register.parties), countries)
        return len(found), [self._row(party) for party in found[offset : offset + limit]]

    def slug(self, role: Role, name: str | None, country: str | None, ids: Sequence[str] = ()) -> str | None:
        """The address of a party by its name as published; None where no award names it."""
        with self._lock:
            found = self._register.of(role).named(name, country, ids)
        return found.slug if found else None

    def party(self, role: Role, slug: str) -> PartyAnswer:
        """All about one party.

        Raises:
            NotFound: nobody has this address.
        """
        found = self._at(role, slug)
        contracts = self._contracts(found)
        open_lots = _open_lots(self._view, found, self.as_of) if role == "buyer" else ()
        return self._answer(role, found, contracts, open_lots)

    def contracts(self, role: Role, slug: str) -> list[Contract]:
        """All contracts of one party, the newest first.

        Raises:
            NotFound: nobody has this address.
        """
        return self._contracts(self._at(role, slug))

    def _at(self, role: Role, slug: str) -> Party:
        with self._lock:
            found = self._register.of(role).at(slug)
        if found is None:
            raise NotFound(_("No award in the lake names {slug}.").format(slug=slug))
        return found

    def _row(self, party: Party) -> PartyRow:
        rows = self._register.awards.take(pa.array(party.rows)).select([*_AWARD, "value_eur"]).to_pylist()
        groups = _grouped(rows)
        value = sum(group[0]["value_eur"] or 0.0 for group in groups)
        firm = party.firm
        return PartyRow(
            slug=party.slug, name=firm.name, country=firm.country, contracts=len(groups), value_eur=round(value, 2)
        )

    def _contracts(self, party: Party) -> list[Contract]:
        """Contracts, the newest first; a consortium's award stands once, with all its members."""
        awards = self._register.awards
        own = {_award(row) for row in awards.select(list(_AWARD)).take(pa.array(party.rows)).to_pylist()}
        groups = _grouped(awards.filter(_same_notices(awards, party)).to_pylist())
        groups = [group for group in groups if _award(group[0]) in own]
        groups.sort(key=lambda group: (-(_day(group[0]) or date.min).toordinal(), group[0]["notice_id"]))
        notices, calls = _notices(self._view, [group[0]["sha256"] for group in groups[:_READ]])
        return [self._contract(group, notices, calls) for group in groups]

    def _contract(
        self, group: list[dict[str, Any]], notices: dict[str, Notice], calls: Callable[[Notice], Notice | None]
    ) -> Contract:
        row = group[0]
        notice = notices.get(row["sha256"])
        end = end_of(row["lot_id"], _day(row), notice, calls(notice) if notice else None)
        return Contract(
            notice_id=row["notice_id"],
            lot_id=row["lot_id"],
            title=row["title"] or (notice.title if notice else ""),
            cpv=tuple(row["cpv"] or ()),
            value_eur=None if row["value_eur"] is None else round(row["value_eur"], 2),
            date=_day(row),
            buyer=self._name("buyer", row["buyer_name"], row["buyer_country"]),
            suppliers=tuple(
                name
                for one in group
                if (name := self._name("supplier", one["supplier_name"], one["supplier_country"], one["supplier_ids"]))
            ),
            tenders=row["tenders_total"],
            ends=end.day if end else None,
            ends_by=end.by if end else None,
        )

    def _name(self, role: Role, name: str | None, country: str | None, ids: Sequence[str] = ()) -> PartyName | None:
        return PartyName(name, country, self.slug(role, name, country, ids or ())) if name else None

    def _answer(
        self, role: Role, party: Party, contracts: list[Contract], open_lots: tuple[OpenLot, ...]
    ) -> PartyAnswer:
        days = [one.date for one in contracts if one.date]
        received = [one.tenders for one in contracts if one.tenders]
        ending = [one for one in contracts if one.ends and one.ends > self.as_of]
        return PartyAnswer(
            role=role,
            slug=party.slug,
            name=party.firm.name,
            country=party.firm.country,
            ids=party.firm.ids,
            as_of=self.as_of,
            contracts=len(contracts),
            valued=sum(one.value_eur is not None for one in contracts),
            value_eur=round(sum(one.value_eur or 0.0 for one in contracts), 2),
            first=min(days, default=None),
            last=max(days, default=None),
            divisions=_shares(contracts, lambda one: [(one.cpv[0][:2], None, None)] if one.cpv else []),
            years=tuple(
                sorted(
                    _shares(contracts, lambda one: [(str(one.date.year), None, None)] if one.date else []),
                    key=lambda share: share.key,
                )
            ),
            partners=self._partners(role, contracts),
            ending=tuple(sorted(ending, key=lambda one: (one.ends or date.max, one.notice_id, one.lot_id or ""))),
            latest=tuple(contracts[:_LATEST]),
            open_lots=open_lots,
            tenders=statistics.median(received) if received else None,
            tendered=len(received),
        )

    def _partners(self, role: Role, contracts: list[Contract]) -> tuple[Share, ...]:
        """With whom, each by its commonest name."""
        others = self._register.of("supplier" if role == "buyer" else "buyer")
        found = _shares(contracts, lambda one: _others(role, one))[:_PARTNERS]
        known = ((share, others.at(share.slug) if share.slug else None) for share in found)
        return tuple(replace(share, key=party.firm.name) if party else share for share, party in known)


#: What makes rows of the table of awards one award: its notice, lot and contract.
_AWARD: Final = ("sha256", "lot_id", "contract_id")


def _same_notices(awards: pa.Table, party: Party) -> pa.ChunkedArray:
    """Rows of the notices that name the party: the other members of a consortium are among them."""
    digests = awards["sha256"].take(pa.array(party.rows)).combine_chunks().unique()
    return pc.is_in(awards["sha256"], value_set=digests)


def _award(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _AWARD)


def _grouped(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows by award."""
    groups: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[_award(row)].append(row)
    return list(groups.values())


def _notices(view: View, digests: Sequence[str]) -> tuple[dict[str, Notice], Callable[[Notice], Notice | None]]:
    """Award notices by digest, and how to find the call of each."""
    notices = view.notices_by_digest(set(digests))
    wanted = {process for notice in notices.values() for process in _processes(notice)}
    processes = view.unordered("processes", ("process", "sha256"))
    processes = processes.filter(pc.is_in(processes["process"], value_set=pa.array(sorted(wanted), pa.string())))
    by_process = dict(zip(processes["process"].to_pylist(), processes["sha256"].to_pylist(), strict=True))
    calls = view.notices_by_digest(set(by_process.values())) if by_process else {}

    def call_of(notice: Notice) -> Notice | None:
        found = (by_process.get(process) for process in _processes(notice))
        return next((calls[digest] for digest in found if digest in calls), None)

    return notices, call_of


def _processes(notice: Notice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (notice.procedure_id, notice.ocid, *notice.previous))))


def _open_lots(view: View, party: Party, as_of: date) -> tuple[OpenLot, ...]:
    table = view.unordered("open_calls", (*_OPEN, "buyer_name", "buyer_country"), as_of)
    countries = pa.array(sorted({country for _name, country in party.names if country}), pa.string())
    rows = table.filter(pc.is_in(table["buyer_country"], value_set=countries)).to_pylist()
    own = [row for row in rows if row["buyer_name"] and (key(row["buyer_name"]), row["buyer_country"]) in party.names]
    own.sort(key=lambda row: (row["deadline"] or "9", row["notice_id"], row["lot_id"]))
    return tuple(
        OpenLot(
            notice_id=row["notice_id"],
            lot_id=row["lot_id"],
            title=row["title"] or row["notice_title"] or "",
            language=row["language"],
            value_eur=row["value_eur"],
            deadline=row["deadline"],
        )
        for row in own
    )


def _others(role: Role, contract: Contract) -> list[tuple[str, str | None, str | None]]:
    """Whom the party deals with in a contract: name, country, address."""
    others = contract.suppliers if role == "buyer" else tuple(filter(None, (contract.buyer,)))
    return [(one.name, one.country, one.slug) for one in others]


def _shares(
    contracts: Iterable[Contract], keys: Callable[[Contract], list[tuple[str, str | None, str | None]]]
) -> tuple[Share, ...]:
    """Contracts by what ``keys`` says of each, most first; what has an address is told by it, whatever it is called."""
    names: dict[str, tuple[str, str | None, str | None]] = {}
    found: defaultdict[str, list[float]] = defaultdict(list)
    for contract in contracts:
        for name in keys(contract):
            same = name[2] or f"{name[0]} {name[1]}"
            names.setdefault(same, name)
            found[same].append(contract.value_eur or 0.0)
    shares = (
        Share(name, len(values), round(sum(values), 2), country, slug)
        for same, values in found.items()
        for name, country, slug in (names[same],)
    )
    return tuple(sorted(shares, key=lambda share: (-share.contracts, -share.value_eur, share.key)))


def _day(row: dict[str, Any]) -> date | None:
    found: date | None = row["date"] or row["published"]
    return found
