"""CPV codes for a need: those of the subjects that it speaks of, and what the classifier makes of its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from karavel.codes import cpv
from karavel.matching.cpv import Guess
from karavel.matching.terms.reading import Found

#: A subject's second code counts so much beside its first, and so on.
FALLING: Final = 0.7
#: What the whole probability of the classifier counts: as much as a subject that is named in two words of the text.
LEARNT: Final = 3.0
#: Divisions on which it is heard.
_HEARD: Final = ("72", "48")
_SERVICES: Final = "services"
#: A whole division says little: its guess counts by half.
BROAD: Final = 0.5


@dataclass(frozen=True)
class Proposal:
    """A code with what speaks for it.

    Attributes:
        code: eight digits.
        said: the words of the text that lead to it; none where the classifier alone says so.
        weight: how much speaks for it; only the order means something.
    """

    code: str
    said: tuple[str, ...]
    weight: float


def propose(found: Sequence[Found], guesses: Sequence[Guess], most: int, besides: int) -> tuple[Proposal, ...]:
    """The likeliest codes of services, then of goods; the other way round where the need is one of goods.

    What is put online is written (division 72) or bought ready-made (48), whatever trade its words are of: a birth
    certificate speaks of health. So the classifier is heard on these alone; a subject may name codes of others.

    Args:
        found: the subjects of the need, the first first.
        guesses: the classifier's, over all classes.
        most: how many of the kind that the need is of.
        besides: how many of the other kind.
    """
    learnt = {guess.code: guess.probability for guess in guesses if guess.code.startswith(_HEARD)}
    ranked = _ranked(found, learnt)
    main = cpv.nature_of(found[0].subject.codes[0]) if found else _SERVICES
    own = [one for one in ranked if cpv.nature_of(one.code) == main]
    others = [one for one in ranked if cpv.nature_of(one.code) != main]
    return (*_both(own, learnt, most), *_both(others, learnt, besides))


def _both(ranked: Sequence[Proposal], learnt: Mapping[str, float], most: int) -> list[Proposal]:
    """The best half by all that speaks for them, then what the classifier alone thinks likeliest.

    Subjects lead to fine codes; many buyers take a broad one, and that is what the classifier has learnt from them.
    """
    best = list(ranked[: (most + 1) // 2])
    classes = {cpv.class_(one.code) for one in best}
    rest = [one for one in ranked[len(best) :] if cpv.class_(one.code) not in classes]
    rest.sort(key=lambda one: -learnt.get(cpv.class_(one.code), 0.0))
    return [*best, *rest[: most - len(best)]]


def _ranked(found: Sequence[Found], learnt: Mapping[str, float]) -> list[Proposal]:
    """All codes with what speaks for each; a class of the classifier's only where no finer code of it stands."""
    weights, said = _of_subjects(found)
    finer = {cpv.class_(code) for code in weights}
    codes = dict.fromkeys((*weights, *(code for code in learnt if code not in finer)))
    heard = {code: LEARNT * learnt.get(cpv.class_(code), 0.0) for code in codes}
    scored = (Proposal(code, said[code], round(weights[code] + heard[code] * _breadth(code), 4)) for code in codes)
    return sorted(scored, key=lambda one: (-one.weight, one.code))


def _of_subjects(found: Sequence[Found]) -> tuple[defaultdict[str, float], defaultdict[str, tuple[str, ...]]]:
    """What subjects give to their codes, falling from one to the next of its kind, and the words that led there."""
    weights: defaultdict[str, float] = defaultdict(float)
    said: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for one in found:
        places: Counter[str | None] = Counter()
        for code in one.subject.codes:
            kind = cpv.nature_of(code)
            weights[code] += one.score * FALLING ** places[kind]
            said[code] = tuple(dict.fromkeys((*said[code], *one.said)))
            places[kind] += 1
    return weights, said


def _breadth(code: str) -> float:
    return BROAD if code == cpv.division(code) else 1.0
