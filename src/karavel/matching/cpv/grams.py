"""A text as counts of hashed character n-grams and words: the same numbers in training and at run time.

Only numbers come out: 64-bit hashes cut to ``bits``. No vocabulary is kept, so that no text can be read back from what
is learnt, and any script works alike. All texts of a batch go through numpy at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Lengths of character n-grams; they stay within one word, of which the spaces around it are part.
LENGTHS: Final = (2, 3, 4, 5, 6)

#: Letters of a word's beginning, without the space before it: what is left when endings change.
BEGINNING: Final = 6

#: Lengths that tell a language.
SHORT_LENGTHS: Final = (1, 2, 3)

_PAIR_OF_SPACES: Final = 2

_FIGURES: Final = re.compile(r"\d+")
_NO_WORD: Final = re.compile(r"[\W_]+")
_SPACE: Final = np.uint64(ord(" "))
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, odd: Knuth, The Art of Computer Programming 6.4
_STIR: Final = np.uint64(0xBF58476D1CE4E5B9)  # Steele, Lea and Flood 2014 (SplitMix64)
_WORD_SALT, _PAIR_SALT, _BEGINNING_SALT = 101, 202, 303
_SHORTEST: Final = 3  # letters of a word whose beginning counts

Hashes: TypeAlias = NDArray[np.uint64]
Rows: TypeAlias = NDArray[np.int64]


class Counts(NamedTuple):
    """Counts of hashed features, row after row: the features of row ``i`` are ``starts[i]`` to ``starts[i + 1]``."""

    starts: NDArray[np.int64]
    buckets: NDArray[np.int64]
    counts: NDArray[np.float32]


def folded(text: str) -> str:
    """Lower case without accents and signs, words apart by one space; figures become ``0``: they tell no subject."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NO_WORD.sub(" ", _FIGURES.sub("0", bare)).strip()


def lettered(text: str) -> str:
    """Lower case words with their accents, apart by one space, without figures: what shows a language."""
    return _NO_WORD.sub(" ", _FIGURES.sub(" ", unicodedata.normalize("NFC", text.casefold()))).strip()


def count(texts: Sequence[str], bits: int) -> Counts:
    """Counts every text's n-grams, beginnings of words, words and pairs of words into ``2 ** bits`` buckets."""
    letters, rows = _row([folded(text) for text in texts])
    found = [*_windows(letters, rows, LENGTHS), *_beginnings(letters, rows), *_words(letters, rows)]
    return _gather(found, len(texts), bits)


def beginnings(texts: Sequence[str], bits: int) -> Counts:
    """Counts how every text's words of three letters and more begin, into the same buckets as :func:`count`."""
    letters, rows = _row([folded(text) for text in texts])
    return _gather(_beginnings(letters, rows), len(texts), bits)


def count_letters(texts: Sequence[str], bits: int) -> Counts:
    """Counts every text's short n-grams, accents kept, into ``2 ** bits`` buckets."""
    letters, rows = _row([lettered(text) for text in texts])
    return _gather([*_windows(letters, rows, SHORT_LENGTHS), *_words(letters, rows)[:1]], len(texts), bits)


def _row(texts: Sequence[str]) -> tuple[Hashes, Rows]:
    """All texts as one row of code points, each between two spaces, and which text each belongs to."""
    padded = [f" {text} " if text else "" for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.uint64)
    return letters, np.repeat(np.arange(len(padded)), [len(text) for text in padded])


def _windows(letters: Hashes, rows: Rows, lengths: Sequence[int]) -> list[tuple[Hashes, Rows]]:
    """The hashes of all n-grams that lie within a word and the spaces around it."""
    found = []
    spaces = np.concatenate(([0], np.cumsum(letters == _SPACE)))
    for length, rolling in _rolling(letters, lengths[-1]):
        if length in lengths:
            kept = np.flatnonzero(_inside(spaces, len(rolling), length))
            found.append((_stir(rolling[kept], length), rows[kept]))
    return found


def _rolling(letters: Hashes, longest: int) -> Iterator[tuple[int, Hashes]]:
    """Every length with the hashes of all windows so long."""
    rolling = np.zeros(len(letters), np.uint64)
    for length in range(1, min(longest, len(letters)) + 1):
        rolling = rolling[: len(letters) - length + 1] * _STEP + letters[length - 1 :]
        yield length, rolling


def _beginnings(letters: Hashes, rows: Rows) -> list[tuple[Hashes, Rows]]:
    """The hashes of a word's first letters, or of all where it has fewer."""
    blank = letters == _SPACE
    first = np.flatnonzero(~blank & np.roll(blank, 1))
    size = np.flatnonzero(~blank & np.roll(blank, -1)) - first + 1
    found = []
    for length, rolling in _rolling(letters, BEGINNING):
        kept = first[(size == length) | ((size > length) & (length == BEGINNING))]
        if length >= _SHORTEST:
            found.append((_stir(rolling[kept], _BEGINNING_SALT), rows[kept]))
    return found


def _inside(spaces: NDArray[np.int64], ends: int, length: int) -> NDArray[np.bool_]:
    """Which windows hold no space but at one of their two ends."""
    at = np.arange(ends)
    inner = spaces[at + length - 1] - spaces[at + 1]
    whole = spaces[at + length] - spaces[at]
    return np.asarray((inner == 0) & (whole < min(length, _PAIR_OF_SPACES + 1)))


def _words(letters: Hashes, rows: Rows) -> list[tuple[Hashes, Rows]]:
    """The hashes of all words, and of all pairs of neighbours in one text."""
    blank = letters == _SPACE
    first = np.flatnonzero(~blank & np.roll(blank, 1))
    if not len(first):
        return []
    last = np.flatnonzero(~blank & np.roll(blank, -1))
    mixed = _stir(letters, _place(first, len(letters)).astype(np.uint64))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(np.where(blank, np.uint64(0), mixed), dtype=np.uint64)))
    words = sums[last + 1] - sums[first]
    owner = rows[first]
    pairs = owner[1:] == owner[:-1]
    both = words[:-1] * _STEP + words[1:]
    return [(_stir(words, _WORD_SALT), owner), (_stir(both[pairs], _PAIR_SALT), owner[1:][pairs])]


def _place(first: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Each letter's place in its word, counted from the word's first letter."""
    begins = np.zeros(size, np.int64)
    begins[first] = first
    return np.arange(size) - np.maximum.accumulate(begins)


def _stir(hashes: Hashes, salt: Hashes | int) -> Hashes:
    """Mixes every bit into every other; ``salt`` keeps apart what is counted for different reasons."""
    stirred = (hashes + (np.asarray(salt, np.uint64).reshape(-1) + np.uint64(1)) * _STEP) * _STIR
    stirred ^= stirred >> np.uint64(31)
    stirred *= _STEP
    return np.asarray(stirred ^ (stirred >> np.uint64(29)))


def _gather(found: Sequence[tuple[Hashes, Rows]], size: int, bits: int) -> Counts:
    """Counts equal buckets of one text."""
    hashes = np.concatenate([hashed for hashed, _ in found]) if found else np.empty(0, np.uint64)
    owner = np.concatenate([rows for _, rows in found]) if found else np.empty(0, np.int64)
    shift = np.uint64(bits)
    keys, counts = np.unique((owner.astype(np.uint64) << shift) | (hashes >> np.uint64(64 - bits)), return_counts=True)
    starts = np.searchsorted((keys >> shift).astype(np.int64), np.arange(size + 1))
    buckets = (keys & np.uint64((1 << bits) - 1)).astype(np.int64)
    return Counts(starts, buckets, counts.astype(np.float32))
