"""The ranker's trees are learnt from the past alone, and prefer what told winners from others."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.matching.history.made import contract

from karavel.errors import InvalidInput
from karavel.matching.history.contracts import Contract
from karavel.training.ranker import gathered, learn

WORDS = ("software", "elevadores", "tendas", "limpeza", "vigilância", "impressoras")
CODES = ("72000000", "50750000", "39522000", "90910000", "79710000", "30232000")


def history() -> list[Contract]:
    """Six firms, each of one trade, that win every other day; buyers at random tell nothing."""
    return [
        contract(
            day * 10 + trade,
            day,
            f"{word} fornecimento {day}",
            f"Buyer {day * 7 % 5}",
            winners={f"PT-NIF {trade}": "F"},
            cpv=CODES[trade],
        )
        for day in range(1, 32, 2)
        for trade, word in enumerate(WORDS)
    ]


def test_words_that_tell_the_trade_are_learnt_to_tell_winners() -> None:
    learnt = learn(history(), date(2024, 2, 1), "all", ("shares_spelling", "buyer"))
    assert "shares_spelling" in learnt.features
    low, high = np.zeros((1, 1), np.float32), np.ones((1, 1), np.float32)
    assert learnt.score({"shares_spelling": high, "buyer": low}) > learnt.score({"shares_spelling": low, "buyer": low})


def test_lists_hold_the_candidates_of_the_wanted_scope_and_of_each_sector() -> None:
    lists = gathered(history(), date(2024, 2, 1), "it", ("buyer",))
    assert 0 < lists.wanted.sum() < len(lists.wanted)
    assert lists.sizes.sum() == len(lists.values) == len(lists.wins)
    assert all(part.any() for part in np.split(lists.wins, np.cumsum(lists.sizes)[:-1]))


def test_what_is_published_from_the_day_on_changes_nothing() -> None:
    before = date(2024, 1, 25)
    known = [one for one in history() if one.published < before]
    assert learn(known, before, "all") == learn(history(), before, "all")


def test_a_history_without_second_wins_says_what_is_missing() -> None:
    with pytest.raises(InvalidInput, match="Nothing to learn from"):
        learn([], date(2024, 2, 1), "it")
