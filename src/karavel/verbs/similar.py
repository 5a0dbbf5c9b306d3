"""More like this: open lots and past awards like one lot, in whatever language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karavel.answers.parts import ScorePart
from karavel.answers.similar import Buyer, Comparable, Similar, SimilarAward, SimilarLot, Winner, named
from karavel.codes.cpv_labels import Labels, compact
from karavel.lake import Lake, View
from karavel.matching.columns import Floats, Integers, coded, coded_lists, floats
from karavel.matching.similar.choosing import chosen
from karavel.matching.similar.likeness import spread
from karavel.matching.similar.scoring import SENTENCES, WEIGHTS, parts, total
from karavel.matching.similar.wanted import Wanted, of_lot, of_need
from karavel.money import Rates
from karavel.notices import Lot, Notice
from karavel.partners.awards import Awards, History
from karavel.partners.ending import length_of
from karavel.partners.needed import beside_need
from karavel.texts import gettext as _

_HITS: Final = 2000  # lots that one search in the text index brings
_ALIKE, _NEAR = 0.25, 0.6  # of words and codes that a contract shares with a need which its title does not name
_COMPARED: Final = 0.2  # the score of what may be compared at all
_FEW: Final = 6  # so many are shown, be it of near codes only
_Group: TypeAlias = list[tuple[int, dict[str, Any]]]  # rows of one award with their places
_ANSWERED: Final = ("call", "planning")
_COLUMNS: Final = (
    *("key", "notice_id", "lot_id", "ocid", "kind", "title", "notice_title", "language", "buyer_name"),
    *("buyer_country", "cpv", "value_eur", "published", "deadline"),
)
#: Rows of one award, one a supplier, that are looked through: consortia are small, frameworks seldom larger.
_TOGETHER: Final = 20
_LOT_TIES: Final = ("notice_id", "lot_id")
_AWARD_TIES: Final = ("notice_id", "lot_id", "contract_id", "supplier_name")


def similar(
    lake: Lake,
    notice_id: str,
    lot_id: str | None,
    as_of: date,
    *,
    lots: bool = True,
    awards: bool = True,
    top: int = 10,
    labels: Labels | None = None,
    rates: Rates | None = None,
) -> Similar:
    """Open lots and past awards like a lot, by words, codes over their hierarchy, buyer and size.

    Args:
        lake: where they lie.
        notice_id: publication number, BT-701 or OCID.
        lot_id: which lot; the first one by default.
        as_of: lots are open on this day, awards known on it.
        lots: look for open lots.
        awards: look for past awards.
        top: how many of each.
        labels: names of CPV codes, which carry words across languages.
        rates: exchange rates, the package's by default.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice, or the notice no such lot.
        LakeError: the text index cannot be written.
    """
    with lake.view() as view:
        notice = view.latest(notice_id)
        lot = chosen(notice, lot_id)
        wanted = of_lot(notice, lot, labels or compact(), rates or Rates())
        besides = {notice.id, *filter(None, (notice.ocid,))}
        return Similar(
            notice_id=notice.id,
            lot_id=lot.id,
            title=lot.title or notice.title,
            as_of=as_of,
            lots=_lots(view, wanted, as_of, besides, top) if lots else (),
            awards=_awards(History(view, as_of, besides).beside(wanted.words, _HITS), wanted, top) if awards else (),
        )


def past_awards(history: History, notice: Notice, lot_id: str | None, top: int = 10) -> tuple[SimilarAward, ...]:
    """Past awards like a lot of a notice, out of a history that is read already: for who asks often.

    Raises:
        NotFound: the notice has no such lot; LakeError: the text index cannot be written.
    """
    wanted = of_lot(notice, chosen(notice, lot_id), compact(), Rates())
    besides = {notice.id, *filter(None, (notice.ocid,))}
    return _awards(history.without(besides).beside(wanted.words, _HITS), wanted, top)


def comparables(history: History, notice: Notice, lot: Lot, top: int = 40) -> tuple[Comparable, ...]:
    """Past contracts like what somebody needs, out of a history that is read already; each procedure once.

    Those that name a subject of the need come first; where they are few, some of near codes follow. Of a need whose
    subject is not known, each counts that shares words.

    Raises:
        LakeError: the text index cannot be written.
    """
    wanted = of_need(notice, lot, compact(), Rates())
    awards, named = beside_need(history, wanted)
    table, found = awards.contracts.table, _parts(wanted, awards.contracts.table, awards.scores)
    scores, words = total(found), found["text"]
    close = (scores >= _COMPARED) & ((named > 0) if wanted.subjects else (words >= _ALIKE))
    near = (found["cpv"] >= _NEAR) & (words > 0) & ~close

    def ranked(chosen: npt.NDArray[np.bool_], most: int) -> list[_Group]:
        return _grouped(table, _best(table, np.where(chosen, scores, 0.0), _AWARD_TIES, most * _TOGETHER))

    shown = _once(ranked(close, top), top)
    shown += _once([*shown, *ranked(near, _FEW)], max(len(shown), _FEW))[len(shown) :]
    told = history.notices({group[0][1]["sha256"] for group in shown})
    return tuple(
        _comparable(_award(place, group, found), group[0][1], told.get(group[0][1]["sha256"]), close[group[0][0]])
        for place, group in enumerate(shown, start=1)
    )


def _once(groups: Iterable[_Group], top: int) -> list[_Group]:
    """The first contract of each notice, and of each title of one buyer: lots of one call are one comparison."""
    seen: set[tuple[Any, ...]] = set()
    kept: list[_Group] = []
    for group in groups:
        award = group[0][1]
        marks = {(award["sha256"],), (award["buyer_name"], award["title"])}
        if not marks & seen:
            kept.append(group)
        seen |= marks
    return kept[:top]


def _comparable(award: SimilarAward, row: Mapping[str, Any], notice: Notice | None, close: np.bool_) -> Comparable:
    own = row["lot_id"], row["contract_id"]
    mine = [one for one in notice.awards if (one.lot_id, one.contract_id) == own] if notice else []
    return Comparable(
        award=award,
        close=bool(close),
        procedure=row["procedure"],
        days=length_of(award.lot_id, notice) if notice else None,
        sizes=tuple(who.size for one in mine for who in one.suppliers if who.size),
    )


def _lots(view: View, wanted: Wanted, as_of: date, besides: Collection[str], top: int) -> tuple[SimilarLot, ...]:
    table = view.unordered("open_calls", _COLUMNS, as_of)
    own = pa.array(sorted(besides), pa.string())
    same = pc.or_(pc.is_in(table["notice_id"], value_set=own), pc.is_in(table["ocid"], value_set=own))
    table = table.filter(pc.invert(same))
    scores = spread(table["key"], view.scores(wanted.words, _HITS, _ANSWERED))
    found = _parts(wanted, table, scores)
    rows = _best(table, total(found), _LOT_TIES, top)
    shown = zip(rows.tolist(), table.take(rows).to_pylist(), strict=True)
    return tuple(_lot(place, lot, _explained(found, row)) for place, (row, lot) in enumerate(shown, start=1))


def _awards(awards: Awards, wanted: Wanted, top: int) -> tuple[SimilarAward, ...]:
    table = awards.contracts.table
    found = _parts(wanted, table, awards.scores)
    best = _grouped(table, _best(table, total(found), _AWARD_TIES, top * _TOGETHER))[:top]
    return tuple(_award(place, group, found) for place, group in enumerate(best, start=1))


def _grouped(table: pa.Table, rows: Integers) -> list[_Group]:
    """Rows of one award together, one a supplier, in the order of the first of each."""
    grouped: dict[tuple[Any, ...], _Group] = {}
    for row, award in zip(rows.tolist(), table.take(rows).to_pylist(), strict=True):
        grouped.setdefault(tuple(award[name] for name in ("sha256", "lot_id", "contract_id")), []).append((row, award))
    return list(grouped.values())


def _parts(wanted: Wanted, table: pa.Table, scores: Floats) -> Mapping[str, Floats]:
    buyers, values = coded(table["buyer_name"]), floats(table["value_eur"])
    return parts(wanted, scores, coded_lists(table["cpv"]), buyers, values)


def _best(table: pa.Table, scores: Floats, ties: tuple[str, ...], top: int) -> Integers:
    """The best rows that have anything in common with what is wanted, in an order that files do not change."""
    rows = np.flatnonzero(scores > 0)
    keyed = table.select(list(ties)).take(pa.array(rows)).append_column("score", pa.array(-scores[rows]))
    order = pc.sort_indices(keyed, sort_keys=[(name, "ascending") for name in ("score", *ties)])
    return np.asarray(rows[order.to_numpy()[:top]], dtype=np.int64)


def _explained(found: Mapping[str, Floats], row: int) -> tuple[ScorePart, ...]:
    return tuple(
        ScorePart(name, WEIGHTS[name], round(float(values[row]), 6), _(SENTENCES[name]))
        for name, values in found.items()
    )


def _score(explained: tuple[ScorePart, ...]) -> float:
    return round(sum(part.weight * part.value for part in explained), 8)


def _lot(place: int, lot: dict[str, Any], explained: tuple[ScorePart, ...]) -> SimilarLot:
    return SimilarLot(
        rank=place,
        score=_score(explained),
        **named(lot),
        parts=explained,
    )


def _award(place: int, group: list[tuple[int, dict[str, Any]]], found: Mapping[str, Floats]) -> SimilarAward:
    row, award = group[0]
    explained = _explained(found, row)
    winners = (Winner(one["supplier_name"], one["supplier_country"], tuple(one["supplier_ids"])) for _row, one in group)
    return SimilarAward(
        rank=place,
        score=_score(explained),
        notice_id=award["notice_id"],
        lot_id=award["lot_id"],
        title=award["title"] or "",
        buyer=Buyer(award["buyer_name"], award["buyer_country"]),
        cpv=tuple(award["cpv"] or ()),
        value_eur=_rounded(award["value_eur"]),
        date=award["date"] or award["published"],
        tenders=award["tenders_total"],
        suppliers=tuple(winners),
        parts=explained,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
