"""What an opinion remembers of its lot: subject, and how it was scored beside the lots that stood first."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karavel.codes.cpv_labels import Labels
from karavel.companies import Company
from karavel.companies.opinions import Sketch
from karavel.lake import View
from karavel.lake.rows import lot_key
from karavel.matching.entries import Entries
from karavel.matching.firm import profile_of
from karavel.matching.lots import COLUMNS, Lots
from karavel.matching.question import Question
from karavel.matching.ranking import in_order
from karavel.matching.scoring import Scored, score
from karavel.matching.table import table_of
from karavel.matching.texts import compare
from karavel.matching.words import is_common, subject_words
from karavel.money import Rates
from karavel.notices import Lot, Notice

#: Lots with which the judged one is compared: as many as a list shows.
FIRST: Final = 20
_HITS: Final = 20_000  # as karavel match has it
_ANSWERED: Final = ("call", "planning")
_OPENING: Final = 500  # letters of a description
_WORDS: Final = 40
_TELLING: Final = 2  # words with which titles tell what a lot is


def sketch(view: View, company: Company, notice: Notice, lot: Lot, on: date, labels: Labels, rates: Rates) -> Sketch:
    """What is remembered of a lot.

    Args:
        view: the lake that it comes from.
        company: whose opinion it is.
        notice: as the lake has it.
        lot: the one of its lots that is judged.
        on: the day of the opinion, whose open lots it is compared with.
        labels: names of CPV codes.
        rates: exchange rates.

    Raises:
        LakeError: the text index cannot be written.
    """
    lots, row = _beside(view, notice, lot, on)
    scored = _scored(view, lots, company, on, labels, rates)
    first = in_order(lots, scored.scores, np.arange(len(lots)), FIRST)
    return _about(notice, lot, parts=_mean(scored, np.array([row])), usual=_mean(scored, first))


def _about(notice: Notice, lot: Lot, parts: dict[str, float], usual: dict[str, float]) -> Sketch:
    buyer = notice.buyer
    return Sketch(
        title=lot.title or notice.title,
        words=_words(notice, lot),
        cpv=lot.cpv or notice.cpv,
        buyer=buyer.name if buyer else None,
        country=buyer.country if buyer else None,
        parts=parts,
        usual=usual,
    )


def _words(notice: Notice, lot: Lot) -> tuple[str, ...]:
    """The titles' words; where these tell next to nothing (``Lot 3``), those of the description's opening as well.

    Descriptions say much that every notice of a buyer says, which is no matter of taste.
    """
    titles = subject_words(f"{lot.title} {notice.title}")
    told = [word for word in titles if not is_common(word)]
    more = subject_words(lot.description[:_OPENING]) if len(told) < _TELLING else []
    return tuple(dict.fromkeys((*titles, *more)))[:_WORDS]


def _beside(view: View, notice: Notice, lot: Lot, on: date) -> tuple[Lots, int]:
    """The open lots, the judged one among them whether it is open or not; and its row."""
    place = next(number for number, one in enumerate(notice.lots) if one.id == lot.id)
    key = lot_key(notice.provenance.sha256, place)
    table = view.unordered("open_calls", COLUMNS, on)
    if not pc.is_in(pa.scalar(key), value_set=table["key"].combine_chunks()).as_py():
        own = view.unordered("lots", COLUMNS)
        table = pa.concat_tables([table, own.filter(pc.equal(own["key"], key))])
    return Lots(table), pc.index(table["key"], key).as_py()


def _scored(view: View, lots: Lots, company: Company, on: date, labels: Labels, rates: Rates) -> Scored:
    """The score without ways in, which the law gives and no opinion changes."""
    profile = profile_of(company, rates, on)
    texts = compare(profile, labels, lots.keys, lambda words: view.scores(words, _HITS, _ANSWERED))
    return score(Question(lots, profile, on, texts, Entries.none(len(lots))), table_of(profile))


def _mean(scored: Scored, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> dict[str, float]:
    """The mean of each feature's value over some rows, but for those of ways in."""
    pairs = zip(scored.features, scored.parts, strict=True)
    told = {feature.name: part.values[rows] for feature, part in pairs if feature.role != "entry"}
    return {name: round(float(values.mean()), 4) for name, values in told.items()}
