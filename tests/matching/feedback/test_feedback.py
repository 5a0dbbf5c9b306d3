"""A thumb moves the list visibly and not wildly, in the right direction, whatever the order, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.feedback.made import TITLES, question, rated, search

from karavel.companies.opinions import Opinion, Rated, standing
from karavel.matching.feedback import adjust
from karavel.matching.feedback.learning import factors
from karavel.matching.feedback.liking import KEPT, WEIGHT
from karavel.matching.ranking import Ranked, rank
from karavel.matching.table import FEATURES

EVERY = len(TITLES)


def ranked(opinions: Sequence[Rated]) -> list[Ranked]:
    return list(rank(question(), EVERY, features=adjust(opinions).table(search)).lots)


def scores(opinions: Sequence[Rated]) -> dict[int, float]:
    return {one.row: one.score for one in ranked(opinions)}


def test_without_opinions_the_table_is_the_table() -> None:
    assert adjust(()).table(search) == FEATURES


def test_a_liked_lot_raises_lots_like_it_more_than_others() -> None:
    before, after = scores(()), scores([rated(0)])
    rise = {row: after[row] - before[row] for row in before}
    assert rise[0] > rise[1] > rise[4] >= 0
    assert rise[1] > rise[2]


def test_a_disliked_lot_lowers_lots_like_it_more_than_others() -> None:
    before, after = scores(()), scores([rated(2, "down")])
    fall = {row: before[row] - after[row] for row in before}
    assert fall[2] > fall[3] > fall[1]
    assert fall[3] > fall[4]


def test_one_thumb_is_seen_and_not_wild() -> None:
    before, after = scores(()), scores([rated(0, text=0.3, cpv=-0.2)])
    assert 0.02 < after[0] - before[0] < WEIGHT
    assert max(abs(after[row] - before[row]) for row in before) < WEIGHT


def test_more_thumbs_say_more_and_what_became_of_a_lot_says_more_than_a_thumb() -> None:
    like = scores([rated(0)])[1]
    assert scores([rated(0, "won")])[1] > scores([rated(0, "pursued")])[1] > like
    assert like > scores([rated(0, "lost")])[1] > scores(())[1]


def test_a_lot_of_another_trade_is_not_lifted_above_those_of_the_firms_own() -> None:
    after = ranked([rated(5, "up")])
    assert after[-1].row == 5


def test_what_is_liked_and_disliked_at_once_cancels_out() -> None:
    taste = adjust([rated(0, "up"), rated(1, "down")]).taste
    assert "citizen" not in taste.words
    assert "72212000" not in taste.cpv
    assert taste.words["city"] > 0 > taste.words["region"]


def test_the_part_says_why_in_a_sentence() -> None:
    shown = {
        one.row: {part.feature: part.sentence for part in one.parts} for one in ranked([rated(0), rated(2, "down")])
    }
    assert shown[1]["feedback"] == "You liked 1 lot like this: words “citizen”, “portal” · CPV 72212000."
    assert shown[3]["feedback"] == "You turned down 1 lot like this: words “office”, “licences” · CPV 48218000."


OPINIONS = st.lists(
    st.builds(
        rated,
        st.integers(0, EVERY - 1),
        st.sampled_from(get_args(Opinion)),
        text=st.floats(-0.5, 0.5),
        cpv=st.floats(-0.5, 0.5),
        language=st.floats(-0.5, 0.5),
    ),
    max_size=EVERY,
    unique_by=lambda one: one.key,
)


def exact(opinions: Sequence[Rated]) -> list[tuple[Any, ...]]:
    return [(one.row, one.score, one.parts) for one in ranked(opinions)]


@given(OPINIONS, st.randoms())
def test_the_order_of_opinions_leaves_no_trace(opinions: list[Rated], random: Any) -> None:
    shuffled = list(opinions)
    random.shuffle(shuffled)
    assert exact(shuffled) == exact(opinions)


def test_all_orders_of_a_few_are_one_ranking() -> None:
    opinions = [rated(0, text=0.31, cpv=-0.17), rated(2, "down", text=-0.2), rated(4, "won", text=0.05, buyer=0.4)]
    assert len({tuple(map(str, exact(order))) for order in permutations(opinions)}) == 1


@given(OPINIONS)
def test_parts_sum_to_the_score_which_keeps_its_range(opinions: list[Rated]) -> None:
    for one in ranked(opinions):
        assert sum(part.weight * part.value for part in one.parts) == pytest.approx(one.score, abs=1e-8)
        assert -1e-9 <= one.score <= 1 + 1e-6


@given(OPINIONS)
def test_a_dislike_never_takes_a_lot_out_of_sight(opinions: list[Rated]) -> None:
    table = adjust(opinions)
    topics = [feature.name for feature in FEATURES if feature.role == "topic"]
    for one in ranked(opinions):
        parts = {part.feature: part.weight * part.value for part in one.parts}
        given_ = sum(parts[name] for name in topics)
        assert given_ + parts.get("feedback", 0.0) >= KEPT * given_ - 1e-5
    assert all(weight > 0 for weight in table.weights.values())


@given(OPINIONS)
def test_weights_keep_their_sum_within_a_role_and_entry_keeps_its_own(opinions: list[Rated]) -> None:
    own = adjust(opinions).weights
    for role in ("topic", "circumstance", "entry"):
        group = [feature for feature in FEATURES if feature.role == role]
        assert sum(own[feature.name] for feature in group) == pytest.approx(
            sum(each.weight for each in group), abs=2e-4
        )
    assert own["verdict"] == next(each.weight for each in FEATURES if each.name == "verdict")


@given(OPINIONS, st.integers(0, EVERY - 1))
def test_undo_restores_the_exact_ranking(opinions: list[Rated], number: int) -> None:
    taken_back = rated(number, "won")
    undo = Rated(on=taken_back.on, notice_id=taken_back.notice_id, lot_id=taken_back.lot_id, opinion="undo")
    assert exact(standing([*opinions, taken_back, undo])) == exact(standing(opinions))


def test_the_last_word_on_a_lot_counts() -> None:
    assert [one.opinion for one in standing([rated(0, "up"), rated(1, "up"), rated(0, "down")])] == ["down", "up"]


def test_a_feature_that_set_liked_lots_above_others_gains() -> None:
    gained = factors(FEATURES, [rated(0, text=0.4, cpv=-0.3)])
    assert gained["text"] > 1 > gained["cpv"]
    turned = factors(FEATURES, [rated(0, "down", text=0.4, cpv=-0.3)])
    assert turned["text"] < 1 < turned["cpv"]


def test_one_thumb_moves_a_weight_by_less_than_a_fifth_and_many_by_less_than_three_times() -> None:
    one = factors(FEATURES, [rated(0, text=0.5, cpv=-0.5)])
    many = factors(FEATURES, [rated(number, "won", text=0.5, cpv=-0.5) for number in range(EVERY)])
    assert all(0.8 < factor < 1.2 for factor in one.values())
    assert all(1 / 3 < factor < 3 for factor in many.values())
    assert many["text"] > one["text"]


def test_an_opinion_without_parts_moves_no_weight() -> None:
    assert set(factors(FEATURES, [rated(0)]).values()) == {1.0}


def test_ways_in_are_asked_anew_when_they_become_known() -> None:
    """Topics are remembered for one question; what the law says is not."""
    table = adjust([rated(0)]).table(search)
    asked = question()
    entry = next(feature for feature in table if feature.name == "verdict")
    topic = next(feature for feature in table if feature.name == "cpv")
    assert topic.function(asked) is topic.function(asked)
    assert entry.function(asked) is not entry.function(asked)
    assert np.array_equal(topic.function(question((0,))).values, topic.function(asked).values[:1])
