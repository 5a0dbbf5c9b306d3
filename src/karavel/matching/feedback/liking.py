"""The part of the score that a company's own feedback gives: likeness to lots that it liked, less that to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from karavel.companies.opinions import Rated
from karavel.lake.folding import fold, stem
from karavel.matching import scoring
from karavel.matching.columns import CodedLists, Floats, coded
from karavel.matching.feedback import sentences
from karavel.matching.feedback.strength import strength
from karavel.matching.feedback.taste import Taste
from karavel.matching.hierarchy import nearness
from karavel.matching.part import Feature, Function, Part
from karavel.matching.question import Question
from karavel.matching.similar.likeness import called, spread
from karavel.matching.texts import HALF, Search, weighed
from karavel.matching.words import subject_words
from karavel.texts import gettext as _
from karavel.texts import ngettext

#: What the part counts: a little more than past wins, less than words or codes.
WEIGHT: Final = 0.15
#: How the part is made of words, codes and buyer.
BY_WORDS, BY_CODES, BY_BUYER = 0.5, 0.3, 0.2
#: A disliked lot keeps at least this share of what its subject gives: dislike moves lots down, and never out of sight.
KEPT: Final = 0.2

#: What all topics of the table give at most.
TOPICS: Final = 0.65
#: How near a code must lie to be named.
CLOSE: Final = 0.75
_SAID: Final = 4  # words and codes named in a sentence
#: Nearness of codes to this power: a code near a judged one is not the same.
_SHARP: Final = 2
#: The column of the table of lots that has the buyer's name; without it buyers are not compared.
BUYER_COLUMN: Final = "buyer_name"


def liking(taste: Taste, opinions: Sequence[Rated], topics: Sequence[Feature], search: Search) -> Function:
    """The feature for a table with these other topics; ``search`` asks the text index."""

    def feedback(question: Question) -> Part:
        """How like the lot is to those you liked, pursued or won, less how like it is to those you turned down."""
        found = _alike(taste, question, search)
        values = _within(found, _given(topics, question))
        return Part(values, lambda row: _sentence(float(values[row]), row, question, taste, opinions))

    return feedback


def _given(topics: Sequence[Feature], question: Question) -> Floats:
    """What the other topics give to each lot."""
    given = (feature.weight * feature.function(question).values for feature in topics)
    return sum(given, np.zeros(len(question.lots)))


def _within(found: Floats, given: Floats) -> Floats:
    """The values, cut so that topics never give less than :data:`KEPT` of what they give without, nor more than all."""
    most = max(float(given.max(initial=0.0)), TOPICS)
    return np.clip(found, -(1 - KEPT) * given / WEIGHT, (most - given) / WEIGHT)


def _alike(taste: Taste, question: Question, search: Search) -> Floats:
    lots = question.lots
    keys = pa.chunked_array([pa.array(lots.keys)])
    liked = _spoken(search, {word: value for word, value in taste.words.items() if value > 0}, keys)
    disliked = _spoken(search, {word: -value for word, value in taste.words.items() if value < 0}, keys)
    return BY_WORDS * (liked - disliked) + BY_CODES * _coded(lots.cpv, taste) + BY_BUYER * _bought(question, taste)


def _spoken(search: Search, evidence: dict[str, float], keys: pa.ChunkedArray) -> Floats:
    """Likeness to words, common ones counting less; as in ``matching.texts``."""
    words = {name: value * counts for word, value in evidence.items() for name, counts in weighed(word, 1.0).items()}
    if not words:
        return np.zeros(len(keys))
    scores = spread(keys, search(words))
    return np.asarray(scores / (scores + HALF))


def _coded(rows: CodedLists, taste: Taste) -> Floats:
    """The evidence of the judged code that speaks loudest for or against any of a lot's codes, by nearness."""
    if not taste.cpv or not rows.words:
        return np.zeros(len(rows.starts) - 1)
    # A judged code stands for itself: of a firm's own codes a broad one claims its branch, of judged ones it does not.
    near = nearness(tuple(taste.cpv), rows.words).T ** _SHARP * np.array([*taste.cpv.values()])
    most, least = np.maximum(near.max(axis=1), 0.0), np.minimum(near.min(axis=1), 0.0)
    return rows.highest(most[rows.codes]) - rows.highest(-least[rows.codes])


def _bought(question: Question, taste: Taste) -> Floats:
    table = question.lots.table
    if not taste.buyers or BUYER_COLUMN not in table.column_names:
        return np.zeros(len(question.lots))
    return coded(table[BUYER_COLUMN]).score(lambda name: taste.buyers.get(called(name), 0.0))


def _sentence(value: float, row: int, question: Question, taste: Taste, opinions: Sequence[Rated]) -> str:
    sign = np.sign(round(value, scoring.DIGITS))
    if not sign:
        return _(sentences.NEITHER)
    lot = question.lots.row(row)
    why = _Why(question.said(row), tuple(lot["cpv"] or ()), lot.get(BUYER_COLUMN) or "", taste, sign)
    count = sum(why.touches(rated) for rated in opinions if np.sign(strength(rated)) == sign)
    forms = sentences.LIKED if sign > 0 else sentences.DISLIKED
    return ngettext(*forms, count).format(count=count, why=why.said()) if count else _(sentences.NEITHER)


class _Why:
    """What a lot has in common with judged ones, as far as it speaks on one side."""

    def __init__(self, text: str, cpv: tuple[str, ...], buyer: str, taste: Taste, sign: float) -> None:
        on_side = {stem(fold(word)) for word, value in taste.words.items() if value * sign > 0}
        self._words = [word for word in subject_words(text) if stem(fold(word)) in on_side]
        self._codes = _close(tuple(code for code, value in taste.cpv.items() if value * sign > 0), cpv)
        self._buyer = buyer if taste.buyers.get(called(buyer), 0.0) * sign > 0 else ""

    def touches(self, rated: Rated) -> bool:
        """Whether an opinion's lot has any of it."""
        heads = {stem(fold(word)) for word in rated.lot.words}
        same_buyer = bool(self._buyer) and called(rated.lot.buyer or "") == called(self._buyer)
        spoken = any(stem(fold(word)) in heads for word in self._words)
        return spoken or same_buyer or bool(set(self._codes) & set(rated.lot.cpv))

    def said(self) -> str:
        """It in words: ``words “portal”, “queue” · CPV 72212000``."""
        quoted = ", ".join(f"“{word}”" for word in self._words[:_SAID])
        named = (
            _(sentences.WORDS).format(words=quoted) if quoted else "",
            _(sentences.CODES).format(codes=", ".join(self._codes[:_SAID])) if self._codes else "",
            _(sentences.BUYER).format(buyer=self._buyer) if self._buyer else "",
        )
        return " · ".join(filter(None, named))


def _close(judged: tuple[str, ...], cpv: tuple[str, ...]) -> list[str]:
    """The judged codes that lie close to a lot's, nearest first; the nearest alone where none is close."""
    if not judged or not cpv:
        return []
    near = sorted(zip((-nearness(judged, cpv).max(axis=1)).tolist(), judged, strict=True))
    close = [code for distance, code in near if -distance >= CLOSE]
    return close or [code for distance, code in near[:1] if distance]
