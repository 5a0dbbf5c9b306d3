"""Which lots an award means: buyers write ``1``, ``01``, ``Lot 1``, ``1, 2 and 5`` for the lots ``1``, ``2``, ``5``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from karavel.notices import Lot
    from karavel.readers.values import Problems

_NUMBER = re.compile(r"\d+")


class LotIds(NamedTuple):
    """The lots of a notice: as published, and by the one number in each name where that tells them apart."""

    published: frozenset[str]
    by_number: Mapping[str, str]
    only: str | None

    def of(self, text: str | None, problems: Problems) -> tuple[str | None, ...]:
        """The lots that a text names, at least one entry; None where nothing tells the lot.

        A name that fits no lot stays as published, unless the notice has one lot only.
        """
        if text is None or text in self.published:
            return (text or self.only,)
        named = tuple(self.by_number.get(number.lstrip("0")) for number in _NUMBER.findall(text))
        if named and all(named):
            return tuple(dict.fromkeys(named))
        if self.only is None:
            problems.add(
                "unknown-lot", f"An award names the lot {text[:80]!r}, which the notice does not list.", "LOT_NO"
            )
        return (self.only or text,)


def lot_ids(lots: tuple[Lot, ...]) -> LotIds:
    """What the awards of a notice with these lots may name."""
    numbers = [(numbers[0], lot.id) for lot in lots if len(numbers := _NUMBER.findall(lot.id)) == 1]
    by_number = {number.lstrip("0"): lot_id for number, lot_id in numbers}
    return LotIds(
        frozenset(lot.id for lot in lots),
        by_number if len(by_number) == len(numbers) else {},
        lots[0].id if len(lots) == 1 else None,
    )
