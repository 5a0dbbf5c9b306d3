"""Which of the suppliers that notices name are one firm: by registration number, then by name and country.

Numbers prove most: those whose check digits hold, and those of a named register. Without them, an equal name (see
``names``) in an equal country joins, unless both sides have different numbers of one register: those are two firms.
"""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from karavel.codes.identifiers import OrganisationId, classify
from karavel.partners.names import key

#: Digits and letters of a number without a register's name that make it worth comparing.
_LONG_ENOUGH: Final = 6
#: Stands for the register of a number that names none.
_UNNAMED: Final = "-?"
#: A French establishment's number begins with its firm's.
_SIRET, _SIREN, _SIREN_DIGITS = "FR-SIRET", "FR-SIRENE", 9


@dataclass(frozen=True)
class Named:
    """A supplier as one notice names it."""

    name: str
    country: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Firm:
    """One firm: its commonest name, its numbers, its country, and the places of its mentions."""

    name: str
    ids: tuple[str, ...]
    country: str | None
    mentions: tuple[int, ...]


def merged(named: Sequence[Named]) -> tuple[Firm, ...]:
    """The firms behind some mentions, in the order of their first mention."""
    proofs = [numbers(one) for one in named]
    sets = _Sets(len(named))
    sets.join_by((number, place) for place, found in enumerate(proofs) for number in found)
    by_name: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, (one, found) in enumerate(zip(named, proofs, strict=True)):
        if name := key(one.name):
            by_name[name, country_of(one, found)].append(place)
    for places in by_name.values():
        _join_namesakes(places, proofs, sets)
    return tuple(_firm(places, named, proofs) for places in sets.all())


def numbers(one: Named) -> frozenset[OrganisationId]:
    """The numbers of a supplier that prove who it is; a number whose check digits fail proves nothing."""
    found = (classify(text, one.country) for text in one.ids)
    return frozenset(_of_firm(number, one.country) for number in found if number and _proves(number))


def _proves(number: OrganisationId) -> bool:
    return number.valid is not False and (bool(number.scheme) or len(number.id) >= _LONG_ENOUGH)


def _of_firm(number: OrganisationId, country: str | None) -> OrganisationId:
    if number.scheme == _SIRET:
        return OrganisationId(_SIREN, number.id[:_SIREN_DIGITS], valid=True)
    # A bare number is unique in a country at most.
    return number if number.scheme else OrganisationId(f"{country}{_UNNAMED}", number.id, valid=None)


def country_of(one: Named, found: Iterable[OrganisationId]) -> str | None:
    """The supplier's country, else that of its register."""
    schemes = sorted(number.scheme[:2] for number in found if number.scheme[2:3] == "-")
    return one.country or next((country for country in schemes if country != "XI"), None)


def _join_namesakes(places: Sequence[int], proofs: Sequence[frozenset[OrganisationId]], sets: _Sets) -> None:
    """Joins mentions of one name and country, unless their numbers say that they are several firms."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    members = {member for place in places for member in sets.members(place)}
    for number in (number for member in members for number in proofs[member]):
        if not number.scheme.endswith(_UNNAMED):  # a firm may have many numbers of which nobody says the register
            known[number.scheme].add(number.id)
    if all(len(ids) == 1 for ids in known.values()):
        for place in places[1:]:
            sets.join(places[0], place)
        return
    nameless = [place for place in places if not any(proofs[member] for member in sets.members(place))]
    for place in nameless[1:]:
        sets.join(nameless[0], place)


def _firm(places: Sequence[int], named: Sequence[Named], proofs: Sequence[frozenset[OrganisationId]]) -> Firm:
    names = Counter(named[place].name for place in places)
    countries = Counter(filter(None, (country_of(named[place], proofs[place]) for place in places)))
    ids = dict.fromkeys(text for place in places for text in named[place].ids)
    return Firm(
        name=html.unescape(min(names, key=lambda name: (-names[name], name))),
        ids=tuple(ids),
        country=min(countries, key=lambda country: (-countries[country], country), default=None),
        mentions=tuple(places),
    )


class _Sets:
    """Disjoint sets of places (Tarjan 1975), each with its members."""

    def __init__(self, size: int) -> None:
        self._of = list(range(size))
        self._members = {place: [place] for place in range(size)}

    def join(self, one: int, two: int) -> None:
        """Makes two sets one."""
        keep, drop = sorted((self._of[one], self._of[two]))
        if keep != drop:
            moved = self._members.pop(drop)
            self._members[keep] += moved
            for place in moved:
                self._of[place] = keep

    def join_by(self, marked: Iterable[tuple[Hashable, int]]) -> None:
        """Joins places that have a mark in common."""
        first: dict[Hashable, int] = {}
        for mark, place in marked:
            self.join(first.setdefault(mark, place), place)

    def members(self, place: int) -> list[int]:
        """All places of the set that a place is in."""
        return self._members[self._of[place]]

    def all(self) -> list[list[int]]:
        """Every set, by its first place."""
        return [sorted(self._members[first]) for first in sorted(self._members)]
