"""Awarded contracts of one register, and the split by time that history is judged by.

A supplier is its registration number; suppliers whose number the register hides (natural persons) are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from karavel.codes.cpv import is_it

Scope: TypeAlias = Literal["it", "it-open", "all"]

#: The columns of the lake's awards that are read; what a contract has beyond them is never seen.
COLUMNS: Final = (
    *("notice_id", "published", "title", "buyer_name", "cpv", "value_eur", "procedure"),
    *("supplier_name", "supplier_ids"),
)


@dataclass(frozen=True)
class Contract:
    """A contract with its winners: registration number to name."""

    id: str
    published: date
    title: str
    buyer: str
    cpv: tuple[str, ...]
    value_eur: float | None
    procedure: str | None
    winners: Mapping[str, str]

    @property
    def order(self) -> tuple[date, int, str]:
        """By publication and number: how ties are broken."""
        digits = "".join(letter for letter in self.id if letter.isdigit())
        return self.published, int(digits or 0), self.id


@dataclass(frozen=True, eq=False)
class Split:
    """History and what came after it.

    Attributes:
        past: contracts published before the first day.
        candidates: those of the scope from that day on, before the last, in the order that breaks ties.
        suppliers: numbers of the suppliers judged: with a win in the past and one among the candidates.
        wins: for each of them the places of its wins among the candidates.
        names: for each of them its name, as the past has it.
    """

    past: tuple[Contract, ...]
    candidates: tuple[Contract, ...]
    suppliers: tuple[str, ...]
    wins: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]


def contracts(rows: Iterable[Mapping[str, Any]]) -> list[Contract]:
    """Contracts out of the lake's table of awards, which has a row a supplier; those without a day are left out."""
    found: dict[str, tuple[Mapping[str, Any], dict[str, str]]] = {}
    for row in rows:
        if row["published"]:
            winners = found.setdefault(row["notice_id"], (row, {}))[1]
            winners.update(dict.fromkeys(row["supplier_ids"][:1], row["supplier_name"] or ""))
    return [_contract(row, winners) for row, winners in found.values()]


def _contract(row: Mapping[str, Any], winners: Mapping[str, str]) -> Contract:
    return Contract(
        id=row["notice_id"],
        published=row["published"],
        title=row["title"] or "",
        buyer=row["buyer_name"] or "",
        cpv=tuple(row["cpv"]),
        value_eur=row["value_eur"],
        procedure=row["procedure"],
        winners=winners,
    )


def within(contract: Contract, scope: Scope) -> bool:
    """Whether a contract is of a scope: ``it`` by any of its codes, ``it-open`` also by an open procedure."""
    if scope == "all":
        return True
    return any(map(is_it, contract.cpv)) and (scope == "it" or contract.procedure == "open")


def split(every: Sequence[Contract], first: date, last: date, scope: Scope = "all") -> Split:
    """Splits by the day of publication: before ``first``, and from there to the day before ``last``."""
    past = sorted((one for one in every if one.published < first), key=lambda one: one.order)
    after = (one for one in every if first <= one.published < last and within(one, scope))
    candidates = sorted(after, key=lambda one: one.order)
    names = {number: name for one in past for number, name in one.winners.items()}
    wins: dict[str, list[int]] = {}
    for place, one in enumerate(candidates):
        for number in one.winners:
            if number in names:
                wins.setdefault(number, []).append(place)
    suppliers = tuple(sorted(wins))
    return Split(
        tuple(past),
        tuple(candidates),
        suppliers,
        tuple(tuple(wins[number]) for number in suppliers),
        tuple(names[number] for number in suppliers),
    )
