"""The subjects as a table: names in English, Portuguese and Azerbaijani, further words to search with, and codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from karavel.codes.tables import rows
from karavel.lake.folding import fold, words

#: Languages in which a subject is recognised.
LANGUAGES: Final = ("en", "pt", "az")
#: A word so long stands for all that begin as it does; a shorter one would stand for too many.
_LONG: Final = 5
#: Letters of a long word that endings may change, and those that always stay.
_ENDING, _HEAD = 3, 6
_ANY, _ALONE = "*", "="
_MARKS: Final = str.maketrans("", "", _ANY + _ALONE)
#: What begins so is known in a need and not searched for: in titles of contracts it means something else.
_UNSEARCHED: Final = "~"


@dataclass(frozen=True)
class Phrase:
    """One way to name a subject.

    Attributes:
        words: as they are told to people.
        pattern: finds it in a folded text.
        parts: of how many words it is made: more tell more.
    """

    words: str
    pattern: re.Pattern[str]
    parts: int


@dataclass(frozen=True)
class Subject:
    """What a service may be about.

    Attributes:
        name: of the row.
        weight: 1, or less for what goes along with many subjects.
        codes: CPV codes that it is bought under, the likeliest first, services and goods.
        phrases: what people call it in the three languages.
        searched: its words in all languages of the table, to search with.
        anywhere: finds any of its phrases, in any language of the table, in a folded text.
    """

    name: str
    weight: float
    codes: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    searched: str
    anywhere: re.Pattern[str]


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """All subjects of the package's table."""
    return tuple(_subject(row) for row in rows("karavel.matching.terms", "terms.csv"))


def _subject(row: dict[str, str]) -> Subject:
    named = "; ".join(row[language] for language in LANGUAGES)
    phrases = tuple(_phrase(words.removeprefix(_UNSEARCHED)) for words in _parted(named))
    known = [words for words in _parted(f"{named}; {row['more']}") if not words.startswith(_UNSEARCHED)]
    return Subject(
        name=row["subject"],
        weight=float(row["weight"]),
        codes=tuple(row["codes"].split()),
        phrases=phrases,
        searched=" ".join(known).translate(_MARKS),
        anywhere=re.compile("|".join(_pattern(words) for words in known)),
    )


def _parted(text: str) -> list[str]:
    return list(dict.fromkeys(words.strip() for words in text.split(";") if words.strip()))


def _phrase(text: str) -> Phrase:
    return Phrase(text.translate(_MARKS), re.compile(_pattern(text)), len(_marked(text)))


def _marked(text: str) -> list[str]:
    return fold(text).replace("-", " ").split()


def _pattern(text: str) -> str:
    """A phrase as a regular expression over folded text."""
    return r"\b" + r"\W+".join(map(_word, _marked(text))) + r"\b"


def _word(word: str) -> str:
    bare = "".join(words(word))
    head = bare[: max(_HEAD, len(bare) - _ENDING)]
    if word.endswith(_ALONE) or (len(bare) < _LONG and not word.endswith(_ANY)):
        return bare
    return rf"{head}\w*"
