"""Awarded contracts of one register, and the split by time that history is judged by.

A supplier is its registration number; suppliers whose number the register hides (natural persons) are left out.
What a call says (:class:`Call`) is kept apart from who won it, so that no feature can read a candidate's winner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from karavel.codes.cpv import is_it
from karavel.notices import Notice

Scope: TypeAlias = Literal["it", "it-open", "all"]

#: The register whose award tables are read.
FORMAT: Final = "base"
_DISTRICT: Final = 2  # country, district, municipality
_TOWN: Final = 3
_FRAMEWORK: Final = "descracordoquadro"
_GROUND: Final = "fundamentacao"
_CODE: Final = "do Código"  # dos Contratos Públicos: all grounds are articles of it


@dataclass(frozen=True)
class Call:
    """What is known of a contract before anybody has won it.

    Attributes:
        title: what is bought.
        buyer: the buyer's name.
        cpv: codes, main code first.
        procedure: in the model's terms (``open``, ``neg-wo-call``), None where the register has none.
        kind: the procedure in the register's words, which tell more apart.
        district, town: where it is carried out, empty where unknown.
        framework: the framework agreement that it is called off from, empty for none.
        ground: the article that allows the kind of procedure, in the register's words.
        days: how long it runs, 0 where unknown.
    """

    title: str
    buyer: str
    cpv: tuple[str, ...] = ()
    procedure: str | None = None
    kind: str = ""
    district: str = ""
    framework: str = ""
    town: str = ""
    ground: str = ""
    days: int = 0


@dataclass(frozen=True)
class Contract:
    """A contract with its winners: registration number to name."""

    id: str
    published: date
    call: Call
    winners: Mapping[str, str] = field(default_factory=dict)

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
    """

    past: tuple[Contract, ...]
    candidates: tuple[Contract, ...]
    suppliers: tuple[str, ...]
    wins: tuple[tuple[int, ...], ...]

    @property
    def calls(self) -> tuple[Call, ...]:
        """What the candidates say; all that a ranking may see of them."""
        return tuple(one.call for one in self.candidates)


def contracts(notices: Iterable[Notice]) -> list[Contract]:
    """Contracts out of award notices of the register; those without a day are left out."""
    return [_contract(one, one.published) for one in notices if one.format == FORMAT and one.published]


def _contract(notice: Notice, published: date) -> Contract:
    firms = (firm for award in notice.awards for firm in award.suppliers if firm.ids)
    return Contract(
        id=notice.id,
        published=published,
        call=call_of(notice),
        winners={firm.ids[0]: firm.name or "" for firm in firms},
    )


def call_of(notice: Notice) -> Call:
    """What a notice of the register says of the contract, without price, day and winner."""
    place = (notice.place.text or "") if notice.place else ""
    return Call(
        title=notice.title,
        buyer=(notice.buyer.name or "") if notice.buyer else "",
        cpv=notice.cpv,
        procedure=notice.procedure,
        kind=notice.procedure_text or "",
        district=_part(place, _DISTRICT),
        framework=str(notice.extensions.get(_FRAMEWORK, "")),
        town=_part(place, _TOWN),
        ground=str(notice.extensions.get(_GROUND, "")).partition(_CODE)[0].strip(),
        days=_days(notice),
    )


def _part(place: str, number: int) -> str:
    """A part of ``Portugal, Faro, Lagos``, counted from one."""
    parts = [part.strip() for part in place.split(",")]
    return parts[number - 1] if len(parts) >= number else ""


def _days(notice: Notice) -> int:
    found = next((lot.duration for lot in notice.lots if lot.duration and lot.duration.unit == "day"), None)
    return round(found.amount) if found else 0


def within(call: Call, scope: Scope) -> bool:
    """Whether a contract is of a scope: ``it`` by any of its codes, ``it-open`` also by an open procedure."""
    if scope == "all":
        return True
    return any(map(is_it, call.cpv)) and (scope == "it" or call.procedure == "open")


def split(every: Sequence[Contract], first: date, last: date, scope: Scope = "all") -> Split:
    """Splits by the day of publication: before ``first``, and from there to the day before ``last``."""
    past = sorted((one for one in every if one.published < first), key=lambda one: one.order)
    after = (one for one in every if first <= one.published < last and within(one.call, scope))
    candidates = sorted(after, key=lambda one: one.order)
    known = {number for one in past for number in one.winners}
    wins: dict[str, list[int]] = {}
    for place, one in enumerate(candidates):
        for number in known.intersection(one.winners):
            wins.setdefault(number, []).append(place)
    suppliers = tuple(sorted(wins))
    return Split(tuple(past), tuple(candidates), suppliers, tuple(tuple(wins[number]) for number in suppliers))
