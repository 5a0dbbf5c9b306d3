"""A firm and a lot meet in their trade, told from their words; see the classifier for how."""

from __future__ import annotations

import numpy as np
from tests.matching.cpv.made import weights

from karavel.matching.cpv import Classifier
from karavel.matching.profile import Profile, Win
from karavel.matching.trades import Trades, trades

CHOSEN = Classifier(weights())


def of(profile: Profile, *texts: str) -> Trades:
    return trades(profile, CHOSEN.divisions(texts), CHOSEN)


def test_a_lot_of_the_firms_trade_is_nearer_than_one_of_another() -> None:
    found = of(Profile(summary="software"), "new software", "roads").affinity
    assert found[0] > 0.9
    assert found[1] < 0.1


def test_a_code_makes_its_division_the_firms_trade_whatever_its_words_say() -> None:
    assert of(Profile(summary="software", cpv=("45233000",)), "roads").affinity[0] > 0.9


def test_past_wins_speak_for_a_trade() -> None:
    assert of(Profile(wins=(Win("roads"),)), "roads").affinity[0] > 0.9


def test_a_lot_without_words_is_of_no_trade() -> None:
    found = of(Profile(summary="software"), "")
    assert found.affinity.tolist() == [0.0]
    assert found.likeliest(0) is None


def test_a_lots_likeliest_division_is_named() -> None:
    code, likely = of(Profile(), "roads").likeliest(0) or ("", 0.0)
    assert code == "45000000"
    np.testing.assert_allclose(likely, 1 / (1 + np.exp(-4)), atol=1e-4)
