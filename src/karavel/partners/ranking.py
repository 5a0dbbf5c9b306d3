"""Firms in order, by what their contracts prove.

A firm's best contract counts in full, each further one half of the one before: a hundred call-offs of one framework
prove little more than three. So no contract, however alike, can count for more than half of the score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karavel.matching.columns import Floats, Integers
from karavel.matching.similar.wanted import Wanted
from karavel.partners.awards import Awards
from karavel.partners.firms import Firm, Named, merged
from karavel.partners.scoring import Scorer, transparent

#: The contracts that prove most, which are looked at: which firms won them has to be told apart by number and name.
LOOKED_AT: Final = 1500
#: What the second best contract of a firm counts beside the best, the third beside the second, and so on.
FALLING: Final = 0.5
#: Contracts of one firm that count.
COUNTED: Final = 8

_TIES: Final = ("notice_id", "lot_id", "supplier_name")


@dataclass(frozen=True)
class Proved:
    """A firm in its place.

    Attributes:
        rank: from 1.
        firm: who it is; its mentions are rows of the table of awards.
        score: 0 to 1, the sum of ``parts``.
        rows: rows of the contracts that count, the most telling first, and ``proofs`` what each proves.
        parts: the share of each kind of likeness in the score.
    """

    rank: int
    firm: Firm
    score: float
    rows: tuple[int, ...]
    proofs: tuple[float, ...]
    parts: Mapping[str, float]


def rank(wanted: Wanted, awards: Awards, on: date, top: int, *, scorer: Scorer = transparent) -> tuple[Proved, ...]:
    """The ``top`` firms whose contracts prove most; ties break by name, then numbers."""
    parts = scorer(wanted, awards, on)
    proofs = sum(parts.values(), np.zeros(len(awards)))
    rows = _strongest(proofs, awards)
    firms = merged(_named(awards, rows))
    scored = [_proved(firm, rows, proofs, parts) for firm in firms]
    scored.sort(key=lambda one: (-one.score, one.firm.name, one.firm.ids))
    return tuple(_placed(one, place) for place, one in enumerate(scored[:top], start=1))


def _strongest(proofs: Floats, awards: Awards) -> Integers:
    """The rows that prove most, best first, in an order that does not depend on that of the files."""
    rows = np.flatnonzero(proofs > 0)
    if len(rows) > LOOKED_AT:  # with all that are equal to the last of them
        rows = rows[proofs[rows] >= np.partition(proofs[rows], -LOOKED_AT)[-LOOKED_AT]]
    keyed = (
        awards.contracts.table.select(list(_TIES)).take(pa.array(rows)).append_column("proof", pa.array(-proofs[rows]))
    )
    order = pc.sort_indices(keyed, sort_keys=[(name, "ascending") for name in ("proof", *_TIES)])
    return np.asarray(rows[order.to_numpy()[:LOOKED_AT]], dtype=np.int64)


def _named(awards: Awards, rows: Integers) -> Sequence[Named]:
    found = awards.contracts.table.select(["supplier_name", "supplier_country", "supplier_ids"]).take(rows).to_pylist()
    return [Named(one["supplier_name"], one["supplier_country"], tuple(one["supplier_ids"] or ())) for one in found]


def _proved(firm: Firm, rows: Integers, proofs: Floats, parts: Mapping[str, Floats]) -> Proved:
    """A firm's score; its mentions come in falling order of what they prove, as the rows do."""
    own = rows[list(firm.mentions)][:COUNTED]
    share = FALLING ** np.arange(len(own)) * (1 - FALLING)
    found = {name: round(float(part[own] @ share), 6) for name, part in parts.items()}
    return Proved(
        rank=0,
        firm=firm,
        score=round(sum(found.values()), 6),
        rows=tuple(own.tolist()),
        proofs=tuple(proofs[own].round(4).tolist()),
        parts=found,
    )


def _placed(one: Proved, place: int) -> Proved:
    return Proved(place, one.firm, one.score, one.rows, one.proofs, one.parts)
