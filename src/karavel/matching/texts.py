"""How alike the lots' words are to the firm's: searches in the lake's text index, brought to the lots' rows.

A search gives BM25 scores (Robertson and Zaragoza 2009), which have no upper end; ``s / (s + HALF)`` brings them
between 0 and 1 without looking at any other lot, so that a lot's score never depends on its company.

Across languages the labels of the firm's CPV codes are the bridge: they are searched for in every language in which
they are known, so an English profile finds a Portuguese title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from karavel.codes.cpv_labels import Labels
from karavel.matching.columns import Floats, Integers
from karavel.matching.profile import Profile, Win
from karavel.matching.words import is_common, subject_words

#: The BM25 score that counts as half alike: about two rare words shared, in a lake of ten to a hundred thousand lots.
HALF: Final = 20.0

#: A word of the firm's own counts fully, one that only its codes' labels bring counts less.
OWN, LABEL = 1.0, 0.7

#: A word that stands in tenders of every trade counts for a quarter of what it would.
COMMON: Final = 0.25

#: Past wins that are searched for, the latest first; more would only repeat the firm's trade.
SEARCHED_WINS: Final = 12

#: Languages in which labels are asked for; where a label is not known in one, the English one comes back.
LANGUAGES: Final = (
    *("en", "pt", "az", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv"),
    *("mt", "nl", "no", "pl", "ro", "ru", "sk", "sl", "sv", "tr", "uk"),
)

#: A search in the lake: words with how much each counts in, keys of lots with their BM25 scores out.
Search: TypeAlias = Callable[[Mapping[str, float]], Mapping[int, float]]


@dataclass(frozen=True, eq=False)
class Texts:
    """How alike each lot is to the firm's trade, and to each past win (None where there was nothing to search for).

    Attributes:
        trade: one value a lot, 0 to 1.
        wins: the same for each win of the profile, in its order.
        words: what was searched for as the firm's trade.
    """

    trade: Floats
    wins: tuple[Floats | None, ...]
    words: frozenset[str]

    def take(self, rows: Integers) -> Texts:
        """The same for some of the lots."""
        wins = tuple(None if values is None else values[rows] for values in self.wins)
        return Texts(self.trade[rows], wins, self.words)


def compare(profile: Profile, labels: Labels, keys: Integers, search: Search) -> Texts:
    """Searches for the firm's trade and its wins; ``keys`` are the lots' in the order of their rows."""
    words, rows = trade_words(profile, labels), _Rows(keys)
    wins = [rows.alike(search, weighed(win.title, OWN)) for win in profile.wins[:SEARCHED_WINS]]
    trade = rows.alike(search, words)
    unsearched = [None] * (len(profile.wins) - len(wins))
    return Texts(np.zeros(len(keys)) if trade is None else trade, (*wins, *unsearched), frozenset(words))


def trade_words(profile: Profile, labels: Labels) -> dict[str, float]:
    """The words of the firm's summary and of its codes' labels in every language that is known, weighed."""
    labelled = weighed(" ".join(_label_texts(profile.cpv, labels)), LABEL)
    return labelled | weighed(profile.summary, OWN)


def weighed(text: str, weight: float) -> dict[str, float]:
    """The words that tell a text's subject, with a weight each; common ones count less."""
    return {word: weight * (COMMON if is_common(word) else 1.0) for word in subject_words(text)}


def _label_texts(codes: Iterable[str], labels: Labels) -> Iterator[str]:
    return (labels.describe(code, language) for code in codes for language in LANGUAGES)


def latest_first(wins: Iterable[Win]) -> tuple[Win, ...]:
    """Wins in the order in which they count: the latest first, undated ones last."""
    return tuple(sorted(wins, key=lambda win: (win.ended is None, -(win.ended.toordinal() if win.ended else 0))))


class _Rows:
    """Brings scores by key to rows."""

    def __init__(self, keys: Integers) -> None:
        self._order = np.argsort(keys)
        self._sorted = keys[self._order]

    def alike(self, search: Search, words: Mapping[str, float]) -> Floats | None:
        """The lots' likeness to these words, None where there are none."""
        if not words:
            return None
        hits = search(words)
        keys, scores = np.fromiter(hits.keys(), np.int64), np.fromiter(hits.values(), np.float64)
        place = np.searchsorted(self._sorted, keys)
        inside = place < len(self._sorted)
        inside[inside] = self._sorted[place[inside]] == keys[inside]
        values = np.zeros(len(self._sorted))
        values[self._order[place[inside]]] = scores[inside] / (scores[inside] + HALF)
        return values
