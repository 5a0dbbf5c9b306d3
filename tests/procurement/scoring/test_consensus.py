"""Blind scores: shown as they are, talked over where they lie apart, and never averaged in silence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.errors import InvalidInput
from karavel.procurement.scoring import Score, Spread, spreads

MEMBERS = ("ana", "bela", "ceyhun")


def scored(*points: int, tolerance: int = 15) -> Spread:
    given_ = [Score(member, "B1", "team", Decimal(one)) for member, one in zip(MEMBERS, points, strict=False)]
    (found,) = spreads(given_, members=MEMBERS, bids=["B1"], criteria=["team"], tolerance=Decimal(tolerance))
    return found


def test_scores_within_the_tolerance_stand_as_their_exact_mean() -> None:
    found = scored(70, 75, 85)
    assert (found.lowest, found.highest, found.talk) == (Decimal(70), Decimal(85), ())
    assert found.agreed == found.mean == Fraction(230, 3)


def test_scores_further_apart_send_those_who_gave_them_to_talk_and_agree_on_nothing() -> None:
    found = scored(70, 75, 86)
    assert (found.talk, found.agreed) == (("ana", "ceyhun"), None)


def test_as_long_as_a_member_has_not_scored_nothing_is_agreed() -> None:
    found = scored(70, 71)
    assert (found.missing, found.agreed, found.mean) == (("ceyhun",), None, Fraction(141, 2))
    assert (scored().lowest, scored().mean, scored().missing) == (None, None, MEMBERS)


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (Score("zaur", "B1", "team", Decimal(5)), "no member"),
        (Score("ana", "B9", "team", Decimal(5)), "no bid and criterion"),
        (Score("ana", "B1", "price", Decimal(5)), "no bid and criterion"),
        (Score("ana", "B1", "team", Decimal(101)), "0 to 100"),
        (Score("ana", "B1", "team", Decimal(-1)), "0 to 100"),
        (Score("ana", "B1", "team", Decimal("NaN")), "0 to 100"),
        (Score("ana", "B1", "team", Decimal("1E-999999")), "0 to 100"),
        (Score("bela", "B1", "team", Decimal(5)), "twice"),
    ],
)
def test_a_score_that_cannot_be_is_refused_with_its_place(score: Score, told: str) -> None:
    given_ = [Score("bela", "B1", "team", Decimal(50)), score]
    with pytest.raises(InvalidInput) as caught:
        spreads(given_, members=MEMBERS, bids=["B1"], criteria=["team"], tolerance=Decimal(15))
    (mistake,) = caught.value.mistakes
    assert told in mistake.message
    assert mistake.place == f"{score.member}, {score.bid}, {score.criterion}"


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3), st.integers(0, 100))
def test_either_all_stand_within_the_tolerance_or_at_least_two_members_talk(points: list[int], tolerance: int) -> None:
    found = scored(*points, tolerance=tolerance)
    assert (found.agreed is None) == (max(points) - min(points) > tolerance) == (len(found.talk) >= 2)
