"""Who buys and who wins in a lake: mentions in awards merged into parties, each with an address that stays.

A party's address is its country and number (``pt-nif-506579425``) where one proves who it is, else by its country and
name (``pt-municipio-do-porto``). Every number and spelling of a party leads to it. Awards do not carry the numbers of
buyers, so buyers are one where country and name agree; what differs beyond legal form, accents and signs stays apart.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final, Literal, TypeAlias

import pyarrow as pa

from karavel.lake import View
from karavel.partners.awards import History
from karavel.partners.firms import Firm, Named, country_of, merged, numbers
from karavel.partners.names import key, plain

Role: TypeAlias = Literal["buyer", "supplier"]

_LONGEST: Final = 120  # characters of an address
_UNFIT: Final = re.compile(r"[^\w]+")
_NOWHERE: Final = "xx"  # a party whose country nobody says


@dataclass(frozen=True)
class Party:
    """A buyer or a supplier.

    Attributes:
        slug: its address.
        firm: its commonest name, numbers and country.
        names: all names under which it stands, by which its open lots are found.
        rows: of the table of awards.
    """

    slug: str
    firm: Firm
    names: frozenset[tuple[str, str | None]]
    rows: tuple[int, ...]


class Register:
    """The parties of a lake's awards as known on a day.

    Args:
        view: the lake.
        as_of: the day; None for all that is known.
    """

    def __init__(self, view: View, as_of: date | None = None) -> None:
        self.awards: pa.Table = History(view, as_of).contracts.table

    @cached_property
    def buyers(self) -> Directory:
        """Who buys."""
        names = self.awards["buyer_name"].to_pylist()
        countries = self.awards["buyer_country"].to_pylist()
        return Directory(Named(name, country) if name else None for name, country in zip(names, countries, strict=True))

    @cached_property
    def suppliers(self) -> Directory:
        """Who wins."""
        columns = (self.awards[name].to_pylist() for name in ("supplier_name", "supplier_country", "supplier_ids"))
        return Directory(
            Named(name, country, tuple(ids or ())) if name else None
            for name, country, ids in zip(*columns, strict=True)
        )

    def of(self, role: Role) -> Directory:
        """The parties in a role."""
        return self.buyers if role == "buyer" else self.suppliers


class Directory:
    """Parties in one role, found by address or by words of their names.

    Args:
        mentions: one a row of the table of awards; None where the row names nobody.
    """

    def __init__(self, mentions: Iterable[Named | None]) -> None:
        rows: defaultdict[Named, list[int]] = defaultdict(list)
        for row, named in enumerate(mentions):
            if named:
                rows[named].append(row)
        distinct = list(rows)
        self._by_slug: dict[str, Party] = {}
        self._by_name: dict[tuple[str, str | None], Party] = {}
        parties = [_party(firm, distinct, rows) for firm in merged(distinct)]
        self.parties: Final = tuple(sorted(parties, key=lambda party: (-len(party.rows), party.firm.name, party.slug)))
        for party in self.parties:
            for slug in _slugs(party.firm, distinct):
                self._by_slug.setdefault(slug, party)
            for name in party.names:
                self._by_name.setdefault(name, party)

    def at(self, slug: str) -> Party | None:
        """The party at an address, also one of its other numbers; None where there is none."""
        return self._by_slug.get(slug.casefold())

    def named(self, name: str | None, country: str | None, ids: Sequence[str] = ()) -> Party | None:
        """The party that is meant by a name as published; None where no award names it."""
        if not name:
            return None
        one = Named(name, country, tuple(ids))
        found = (self._by_slug.get(slug) for slug in _proven([one]))
        return next(filter(None, found), None) or self._by_name.get((key(name), country))

    def search(self, words: str, limit: int, countries: Iterable[str] = ()) -> list[Party]:
        """Parties in whose names all the words begin some word, those with most contracts first; all without words."""
        wanted, allowed = plain(words).split(), set(countries)
        found = (party for party in self.parties if not allowed or party.firm.country in allowed)
        return list(_first(limit, (party for party in found if _has(party.firm.name, wanted))))


def _has(name: str, wanted: Sequence[str]) -> bool:
    padded = f" {plain(name)}"
    return all(f" {word}" in padded for word in wanted)


def _first(limit: int, parties: Iterator[Party]) -> Iterator[Party]:
    for _place, party in zip(range(limit), parties, strict=False):
        yield party


def _party(firm: Firm, distinct: Sequence[Named], rows: dict[Named, list[int]]) -> Party:
    mentions = [distinct[place] for place in firm.mentions]
    names: Counter[str] = Counter()
    for one in mentions:
        names[one.name] += len(rows[one])
    commonest = min(names, key=lambda name: (-names[name], name))
    return Party(
        slug=_slugs(firm, distinct)[0],
        firm=replace(firm, name=html.unescape(commonest)),
        names=frozenset((key(one.name), one.country) for one in mentions),
        rows=tuple(sorted(row for one in mentions for row in rows[one])),
    )


def _slugs(firm: Firm, distinct: Sequence[Named]) -> list[str]:
    """All addresses of a party, the one that is shown first."""
    mentions = [distinct[place] for place in firm.mentions]
    by_name = (_slug(country_of(one, numbers(one)), key(one.name)) for one in mentions)
    own = _slug(firm.country, key(firm.name))
    return list(dict.fromkeys([*_proven(mentions), own, *sorted(by_name)]))


def _proven(mentions: Iterable[Named]) -> list[str]:
    """Addresses by number: those of a named register first."""
    found: set[Hashable] = set()
    slugs = []
    for one in mentions:
        for number in numbers(one):
            if number not in found:
                found.add(number)
                unnamed = number.scheme.endswith("?")
                scheme = number.scheme.replace("-?", "-id").replace("None", _NOWHERE)
                slugs.append((unnamed, _slug(None if scheme[2:3] == "-" else one.country, f"{scheme} {number.id}")))
    return [slug for _unnamed, slug in sorted(slugs)]


def _slug(country: str | None, text: str) -> str:
    """Country and text as an address; a scheme that begins with its country says it itself."""
    own = text[2:3] == "-" and text[:2].isupper()
    return _UNFIT.sub("-", text if own else f"{country or _NOWHERE} {text}").strip("-").casefold()[:_LONGEST]
