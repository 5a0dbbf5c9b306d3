"""What liked and disliked lots are about (after Rocchio 1971): words, codes and buyers, each for or against.

Each opinion gives its strength to the words, codes and buyer of its lot; the sum ``e`` counts as ``e / (1 + |e|)``: one
thumb half, three thumbs three quarters, and what is liked here and disliked there cancels out. Sums are exact, so the
order of opinions leaves no trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from karavel.companies.opinions import Rated
from karavel.matching.feedback.strength import strength
from karavel.matching.similar.likeness import called


@dataclass(frozen=True)
class Taste:
    """What speaks for a lot (above 0) and against it (below), from -1 to 1 each.

    Attributes:
        words: as titles have them, in lower case.
        cpv: codes as the lots had them.
        buyers: folded names.
    """

    words: Mapping[str, float]
    cpv: Mapping[str, float]
    buyers: Mapping[str, float]

    def __bool__(self) -> bool:
        return bool(self.words or self.cpv or self.buyers)


def taste_of(opinions: Iterable[Rated]) -> Taste:
    """The taste that some opinions show; at most one for each lot (see ``companies.opinions.standing``)."""
    found = tuple(opinions)
    return Taste(
        words=_net(found, lambda rated: set(rated.lot.words)),
        cpv=_net(found, lambda rated: set(rated.lot.cpv)),
        buyers=_net(found, lambda rated: {called(rated.lot.buyer)} if rated.lot.buyer else set()),
    )


def _net(opinions: Sequence[Rated], about: Callable[[Rated], set[str]]) -> dict[str, float]:
    """Each word's evidence, between -1 and 1; what cancels out is left out."""
    given: defaultdict[str, list[float]] = defaultdict(list)
    for rated in opinions:
        for word in about(rated):
            given[word].append(strength(rated))
    sums = {word: fsum(strengths) for word, strengths in sorted(given.items())}
    return {word: value / (1 + abs(value)) for word, value in sums.items() if value and word}
