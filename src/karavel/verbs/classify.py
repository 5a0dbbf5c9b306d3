"""Classify: lines of text, in any language, to CPV codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec import Struct

from karavel.codes.cpv_labels import compact
from karavel.matching.cpv import Guess, classifier
from karavel.matching.terms.proposing import propose as proposed
from karavel.matching.terms.reading import read
from karavel.texts import current

_LINES: Final = 256
_CLASSES: Final = 2_000  # more than CPV has


class Code(Struct, frozen=True):
    """A CPV code with its label, or that of the nearest code above it, and its probability (0 to 1)."""

    code: str
    label: str
    probability: float


class Classified(Struct, frozen=True):
    """A line of text with its language (ISO 639-1) and the likeliest codes, each of another division."""

    text: str
    language: str | None
    cpv: tuple[Code, ...]


def classify(lines: Iterable[str], top: int = 3, model: Path | None = None) -> Iterator[Classified]:
    """Classifies lines as they come; a line without words gets no codes.

    Args:
        lines: with or without their line ends.
        top: how many codes a line gets at most.
        model: a model's folder, by default the package's.

    Raises:
        InvalidInput: the model is missing or damaged.
    """
    chosen = classifier(model)
    pending = (line.rstrip("\r\n") for line in lines)
    while batch := list(islice(pending, _LINES)):
        for text, guesses in zip(batch, chosen.classify_all(batch, top), strict=True):
            yield Classified(text, chosen.language(text), _codes(guesses))


def suggest(text: str, top: int = 10, model: Path | None = None) -> tuple[Code, ...]:
    """The likeliest classes of CPV for what somebody writes of a firm or a need, of any division, best first.

    Args:
        text: in any language; its first line counts more.
        top: how many codes are wanted.
        model: a model's folder, by default the package's.

    Raises:
        InvalidInput: the model is missing or damaged.
    """
    return _codes(classifier(model).suggest(text, top))


class Proposed(Struct, frozen=True):
    """A CPV code for a need with its label, and the words of the need that lead to it; none where words alone do."""

    code: str
    label: str
    said: tuple[str, ...]


def propose(text: str, most: int = 4, besides: int = 2, model: Path | None = None) -> tuple[Proposed, ...]:
    """The likeliest codes for a service that is to be put online: what its making and its goods are bought under.

    Args:
        text: in English, Portuguese or Azerbaijani; its first line is the title.
        most: how many codes of the kind that the need is of, services as a rule.
        besides: how many of the other kind.
        model: a classifier's folder, by default the package's.

    Raises:
        InvalidInput: the model is missing or damaged.
    """
    guesses = classifier(model).suggest(text, _CLASSES)
    found = proposed(read(text), guesses, most, besides)
    return tuple(Proposed(one.code, _label(one.code), one.said) for one in found)


def _codes(guesses: Iterable[Guess]) -> tuple[Code, ...]:
    return tuple(Code(guess.code, _label(guess.code), round(guess.probability, 4)) for guess in guesses)


def _label(code: str) -> str:
    return compact().describe(code, current())
