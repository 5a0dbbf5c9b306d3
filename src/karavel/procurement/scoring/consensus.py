"""Blind scores of a committee: how far they lie apart, who has to talk, and what can stand as it is.

Members score alone. Where the highest and the lowest lie closer than the tolerance, the mean stands; where not, those
who gave them talk, and the points that all then agree on are recorded by the desk with their reason. Nothing is
averaged away in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes import is_share
from karavel.texts.marking import N_, say

_REFUSED: Final = N_("Some scores cannot be taken.")
_NOT_SCORED: Final = N_("is no bid and criterion of this evaluation")
_NO_MEMBER: Final = N_("is no member of the committee")
_TWICE: Final = N_("stands twice: a member scores a bid once for each criterion")
_RANGE: Final = N_("must be from 0 to 100")


@dataclass(frozen=True, slots=True)
class Score:
    """One member's points, 0 to 100, for one bid under one criterion, with the reason."""

    member: str
    bid: str
    criterion: str
    points: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores for one bid under one criterion.

    Attributes:
        scores: by member.
        missing: members who have not scored.
        lowest, highest: None as long as nobody has scored.
        mean: exact; None as long as nobody has scored.
        talk: members who gave the lowest and the highest, where these lie further apart than the tolerance.
    """

    bid: str
    criterion: str
    scores: Mapping[str, Decimal]
    missing: tuple[str, ...]
    talk: tuple[str, ...]

    @property
    def lowest(self) -> Decimal | None:
        """The lowest score."""
        return min(self.scores.values(), default=None)

    @property
    def highest(self) -> Decimal | None:
        """The highest score."""
        return max(self.scores.values(), default=None)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the scores, exact."""
        return sum(map(Fraction, self.scores.values()), Fraction(0)) / len(self.scores) if self.scores else None

    @property
    def agreed(self) -> Fraction | None:
        """The points that stand without a talk: the mean, once all have scored within the tolerance."""
        return None if self.missing or self.talk else self.mean


def spreads(
    scores: Iterable[Score],
    *,
    members: Collection[str],
    bids: Collection[str],
    criteria: Collection[str],
    tolerance: Decimal,
) -> tuple[Spread, ...]:
    """A spread for each bid and criterion, in their order, also where nobody has scored.

    Args:
        scores: as given, in any order.
        members: who scores.
        bids: that are scored.
        criteria: of quality.
        tolerance: points that highest and lowest may lie apart, as the committee settled beforehand.

    Raises:
        InvalidInput: somebody who is no member, a bid or criterion that is none, points not 0 to 100, or one twice.
    """
    found: dict[tuple[str, str], dict[str, Decimal]] = {(bid, one): {} for bid in bids for one in criteria}
    wrong: list[Mistake] = []
    for score in scores:
        given = found.get((score.bid, score.criterion))
        problem = _wrong(score, given, members)
        if problem or given is None:
            wrong.append(Mistake(f"{score.member}, {score.bid}, {score.criterion}", problem))
        else:
            given[score.member] = score.points
    if wrong:
        raise InvalidInput(say(_REFUSED), tuple(wrong))
    return tuple(_spread(key, given, members, tolerance) for key, given in found.items())


def _wrong(score: Score, given: Mapping[str, Decimal] | None, members: Collection[str]) -> str:
    if given is None:
        return say(_NOT_SCORED)
    if score.member not in members:
        return say(_NO_MEMBER)
    if score.member in given:
        return say(_TWICE)
    return "" if is_share(score.points) else say(_RANGE)


def _spread(key: tuple[str, str], given: Mapping[str, Decimal], members: Iterable[str], tolerance: Decimal) -> Spread:
    lowest, highest = min(given.values(), default=Decimal(0)), max(given.values(), default=Decimal(0))
    apart = highest - lowest > tolerance
    talk = tuple(member for member, points in given.items() if apart and points in (lowest, highest))
    return Spread(*key, scores=given, missing=tuple(one for one in members if one not in given), talk=talk)
