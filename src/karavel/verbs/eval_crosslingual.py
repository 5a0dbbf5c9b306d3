"""Eval crosslingual: does a profile in one language find lots of its trade in the others, their codes hidden?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np
from msgspec import Struct

from karavel.codes.cpv import is_it
from karavel.errors import InvalidInput
from karavel.matching.cpv import Classifier, classifier, joined
from karavel.matching.cpv.judging import unseen
from karavel.matching.profile import Profile
from karavel.matching.trades import trades
from karavel.notices import Notice

#: Places of a list that are read.
FIRST: Final = 10

#: What an ICT firm would write of itself; no code stands beside it.
SUMMARY: Final = (
    "We develop, integrate and maintain software, databases, web portals and information systems, supply software "
    "licences and provide IT consulting, hosting and support."
)


class FoundLot(Struct, frozen=True):
    """A lot in the list: where it came from, its language, its score (0 to 1) and whether it is of IT."""

    notice_id: str
    lot_id: str
    language: str
    score: float
    it: bool


class Found(Struct, frozen=True):
    """A list's figures.

    Attributes:
        lots: ranked. ``it``: of IT among them.
        precision_at_10: share of IT in the first ten.
        r_precision: share of IT in the first so many as there are of IT; None where there is none.
    """

    lots: int
    it: int
    precision_at_10: float
    r_precision: float | None


class CrosslingualEvaluation(Struct, frozen=True):
    """The figures of ``karavel eval crosslingual``: all languages in one list, and each alone."""

    language: str | None
    lots: int
    it: int
    precision_at_10: float
    r_precision: float | None
    by_language: dict[str, Found]
    left_out: int


class _Lot(NamedTuple):
    notice_id: str
    lot_id: str
    language: str
    text: str
    it: bool


def evaluate_crosslingual(
    paths: Iterable[Path], summary: str = SUMMARY, predictions: Path | None = None, model: Path | None = None
) -> CrosslingualEvaluation:
    """Ranks lots in other languages than the profile's by their words alone, and counts those of IT in the first ten.

    Args:
        paths: files, folders, archives of notices; those that the model was trained on are left out.
        summary: the profile, in any language; lots in its language are left out.
        predictions: where to write the list, a line of JSON a lot; None for nowhere.
        model: a model's folder, by default the package's.

    Raises:
        NotFound: a path does not exist.
        InvalidInput: no lot in another language was found, or the model is damaged.
    """
    chosen = classifier(model)
    own = chosen.language(summary)
    notices, left_out = unseen(paths, chosen)
    lots = [lot for notice in notices if notice.language != own for lot in _lots(notice)]
    if not lots:
        raise InvalidInput(
            "No lot to judge by: none in another language than the profile's is new to the model.",
            remedy=f"{left_out} notices were left out, since the model was trained on them.",
        )
    found = _ranked(lots, summary, chosen)
    if predictions:
        predictions.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in found))
    whole = _figures(found)
    languages = sorted({one.language for one in found})
    each = {name: _figures([one for one in found if one.language == name]) for name in languages}
    return CrosslingualEvaluation(own, whole.lots, whole.it, whole.precision_at_10, whole.r_precision, each, left_out)


def _lots(notice: Notice) -> list[_Lot]:
    """A notice's lots that say different things and carry a code; of ones that say the same the first."""
    told = {
        joined(f"{lot.title} {notice.title}" if lot.title != notice.title else lot.title, lot.description): lot
        for lot in reversed(notice.lots)
    }
    return [
        _Lot(notice.id, lot.id, notice.language or "unknown", text, is_it((lot.cpv or notice.cpv)[0]))
        for text, lot in told.items()
    ]


def _ranked(lots: Sequence[_Lot], summary: str, chosen: Classifier) -> list[FoundLot]:
    likely = chosen.divisions([lot.text for lot in lots])
    scores = trades(Profile(summary=summary), likely, chosen).affinity
    order = np.argsort(-scores, kind="stable")
    return [
        FoundLot(lots[at].notice_id, lots[at].lot_id, lots[at].language, round(float(scores[at]), 4), lots[at].it)
        for at in order
    ]


def _figures(found: Sequence[FoundLot]) -> Found:
    it = sum(one.it for one in found)
    return Found(len(found), it, _precision(found, FIRST), _precision(found, it) if it else None)


def _precision(found: Sequence[FoundLot], first: int) -> float:
    return round(sum(one.it for one in found[:first]) / first, 4)
