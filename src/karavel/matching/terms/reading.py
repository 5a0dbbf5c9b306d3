"""Which subjects a text speaks of, and with which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from karavel.lake.folding import fold
from karavel.matching.terms.table import Phrase, Subject, subjects
from karavel.matching.texts import weighed

#: What a naming counts in the first line, which is the title, and below it.
TITLE, TEXT = 3.0, 1.0
#: What each word of a naming after the first adds: "electronic signature" tells more than "portal".
FURTHER: Final = 0.5
#: A subject that is named again and again below the title counts so much at most.
MOST: Final = 3.0
#: What the first subject's words count in a search beside those that were written, and how many subjects lend theirs.
LENT, LENDERS = 0.6, 3
#: The subject of licences that are sold on, and what a contract for some counts that names another subject.
RESOLD, HALF = "licences", 0.5
#: The weight of a subject that may be what a contract is about.
ITSELF: Final = 0.7
#: A subject lends its words that is spoken of so much beside the first.
MEANT: Final = 0.3


@dataclass(frozen=True)
class Found:
    """A subject that a text speaks of.

    Attributes:
        subject: which.
        score: how much of the text's matter it is; the sum over its namings times its weight.
        said: the words of the text by which it was known.
    """

    subject: Subject
    score: float
    said: tuple[str, ...]


def read(text: str) -> tuple[Found, ...]:
    """The subjects of a text in English, Portuguese or Azerbaijani, the one that it speaks of most first.

    Args:
        text: its first line is the title.
    """
    title, _, rest = normalize("NFC", text).partition("\n")
    found = [one for one in (_found(subject, _Read(title), _Read(rest)) for subject in subjects()) if one.score]
    return tuple(sorted(found, key=lambda one: (-one.score, one.subject.name)))


class _Read:
    """A text with its folded form, in which namings are looked for."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self._shown = text if len(text) == len(self.folded) else self.folded  # ß and æ become two letters

    def namings(self, subject: Subject) -> dict[str, Phrase]:
        """How the subject is named, by which phrase: the longest of those that begin at one place."""
        found: dict[int, tuple[str, Phrase]] = {}
        for phrase in sorted(subject.phrases, key=lambda one: one.parts):
            for match in phrase.pattern.finditer(self.folded):
                found[match.start()] = self._shown[slice(*match.span())], phrase
        return dict(found[place] for place in sorted(found))


def _found(subject: Subject, title: _Read, rest: _Read) -> Found:
    above, below = title.namings(subject), rest.namings(subject)
    score = TITLE * _sum(above) + min(TEXT * _sum(below), MOST)
    return Found(subject, round(subject.weight * score, 3), tuple(dict.fromkeys((*above, *below))))


def _sum(namings: Mapping[str, Phrase]) -> float:
    return sum(1 + FURTHER * (phrase.parts - 1) for phrase in {one.words: one for one in namings.values()}.values())


def lenders(text: str) -> dict[Subject, float]:
    """The first subjects of a text: how much each is spoken of beside the first, which has 1."""
    found = read(text)[:LENDERS]
    return {one.subject: one.score / found[0].score for one in found if one.score >= MEANT * found[0].score}


def further_words(lending: Mapping[Subject, float]) -> dict[str, float]:
    """Words of some subjects in all languages, to how much each counts in a search beside those of a text."""
    words: dict[str, float] = {}
    for subject, share in sorted(lending.items(), key=lambda one: one[1]):
        words |= weighed(subject.searched, LENT * share)
    return words


def named(lending: Mapping[Subject, float], text: str) -> float:
    """How much of what is lent a text names, in whatever language of the table: 1 for the first subject, 0 for none.

    A licence for a product of that name counts half, and not at all where only what goes along with many subjects is
    named, unless licences are what is wanted.
    """
    folded = fold(text)
    shares = {subject: share for subject, share in lending.items() if subject.anywhere.search(folded)}
    if shares and not any(subject.name == RESOLD for subject in lending) and _resold().anywhere.search(folded):
        shares = {subject: share * HALF for subject, share in shares.items() if subject.weight >= ITSELF}
    return max(shares.values(), default=0.0)


@lru_cache(maxsize=1)
def _resold() -> Subject:
    return next(subject for subject in subjects() if subject.name == RESOLD)
