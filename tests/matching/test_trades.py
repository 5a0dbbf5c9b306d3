"""A firm and a lot meet in their trade, told from their words; see the classifier for how."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.matching.cpv.made import weights
from tests.matching.tables import ask, row

from karavel.matching.cpv import Classifier
from karavel.matching.features.cpv import cpv
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


def test_some_of_the_lots_keep_their_trades() -> None:
    found = of(Profile(summary="software"), "roads", "software").take(np.array([1]))
    assert (found.likeliest(0) or ("", 0.0))[0] == "72000000"
    assert found.affinity.shape == (1,)


def test_only_a_lot_without_a_code_counts_by_its_words_and_less_than_one_with_the_firms_code() -> None:
    firm = Profile(summary="software", cpv=("72260000",))
    asked = ask(row(1, cpv=["45000000"]), row(2, cpv=[]), row(3, cpv=["72260000"]), row(4, cpv=None), profile=firm)
    part = cpv(replace(asked, trades=of(firm, "", "software", "", "roads")))
    wrong, told, right, other = part.values
    assert wrong == 0
    assert right > told > 0.5 > other
    assert part.say(1).startswith("Its words speak of IT services")
    assert part.say(1).endswith("(98 % likely).")
    assert "far from" in part.say(0)
