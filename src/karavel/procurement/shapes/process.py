"""The whole process, from need to delivery."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from karavel.codes import languages
from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes.base import Shape, named
from karavel.procurement.shapes.calls import Call, Consultation, Need
from karavel.procurement.shapes.outcomes import Award, Bid, Contract, Evaluation
from karavel.procurement.shapes.parties import Organisation

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Related(Shape, frozen=True):
    """Another process that this one has to do with.

    Attributes:
        id: stable within the process.
        relationship: a code of OCDS's open list ``relatedProcess``, or ``award``: the award was made in that process,
            on another platform, and goes on from here.
        identifier: of the other process: its ocid where ``scheme`` is ``ocid``.
        lots: ids of lots that it is about; empty: all.
    """

    id: str
    relationship: str
    identifier: str
    scheme: str | None = None
    lots: tuple[str, ...] = ()


class Process(Shape, frozen=True):
    """One contracting process of a buyer.

    Attributes:
        id: stable for ever; with the publisher's prefix it makes the ocid.
        language: ISO 639-1, in which every text must be; other languages stand beside it.
        bids: empty until they are opened.
        related: other processes.

    Raises:
        InvalidInput: an id that no address can hold, a language that is none, two of a kind with one id, or something
            that names a lot, bid or award that is not there.
    """

    id: str
    language: str
    buyer: Organisation
    need: Need | None = None
    consultation: Consultation | None = None
    call: Call | None = None
    bids: tuple[Bid, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    awards: tuple[Award, ...] = ()
    contracts: tuple[Contract, ...] = ()
    related: tuple[Related, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        found = (*self._named_wrongly(), *self._twice(), *self._missing())
        if found:
            raise InvalidInput(f"The process {self.id} does not hold together.", found)

    def _named_wrongly(self) -> Iterator[Mistake]:
        if not _ID.fullmatch(self.id):
            yield Mistake("Process.id", "may hold letters, digits, dots, dashes and underscores, 64 at most")
        if self.language not in languages.NAMES:
            yield Mistake("Process.language", f"{self.language!r} is no language of ISO 639-1")

    def _twice(self) -> Iterator[Mistake]:
        kinds: tuple[Iterable[Shape], ...] = (
            self.call.lots if self.call else (), self.bids, self.awards, self.contracts
        )  # fmt: skip
        for kind in kinds:
            counted = Counter(map(named, kind))
            yield from (Mistake(name, "stands twice; ids tell apart") for name, count in counted.items() if count > 1)

    def _missing(self) -> Iterator[Mistake]:
        lots = {lot.id for lot in self.call.lots} if self.call else set()
        bids, awards = {bid.id for bid in self.bids}, {award.id for award in self.awards}
        for bid in self.bids:
            yield from _unknown(bid, bid.lots, lots, "lot")
        for award in self.awards:
            if self.call:  # an award taken over from elsewhere may come without its call
                yield from _unknown(award, award.lots, lots, "lot")
            if self.bids:
                yield from _unknown(award, award.bids, bids, "bid")
        for contract in self.contracts:
            yield from _unknown(contract, (contract.award,), awards, "award")
            paid = (one.milestone for one in contract.transactions if one.milestone)
            yield from _unknown(contract, paid, {one.id for one in contract.milestones}, "milestone")


def _unknown(shape: Shape, wanted: Iterable[str], known: set[str], what: str) -> Iterator[Mistake]:
    return (Mistake(named(shape), f"names {what} {one!r}, which is not there") for one in wanted if one not in known)
