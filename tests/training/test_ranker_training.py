"""The ranker's weights are learnt from the past alone, and prefer what told winners from others."""

from __future__ import annotations

from datetime import date

import pytest
from tests.matching.history.made import contract

from karavel.errors import InvalidInput
from karavel.matching.history.contracts import Contract
from karavel.training.ranker import learn

WORDS = ("software", "elevadores", "tendas", "limpeza", "vigilância", "impressoras")


def history() -> list[Contract]:
    """Six firms, each of one trade, that win every other day; buyers at random tell nothing."""
    return [
        contract(
            day * 10 + trade,
            day,
            f"{word} fornecimento {day}",
            f"Buyer {day * 7 % 5}",
            winners={f"PT-NIF {trade}": "F"},
        )
        for day in range(1, 32, 2)
        for trade, word in enumerate(WORDS)
    ]


def test_words_that_tell_the_trade_get_more_weight_than_buyers_that_do_not() -> None:
    weights = learn(history(), date(2024, 2, 1), "all", ("shares_title", "buyer"))
    assert weights["shares_title"] > 0.8
    assert sum(weights.values()) == pytest.approx(1, abs=1e-3)


def test_what_is_published_from_the_day_on_changes_nothing() -> None:
    before = date(2024, 1, 25)
    known = [one for one in history() if one.published < before]
    assert learn(known, before, "all") == learn(history(), before, "all")


def test_a_history_without_second_wins_says_what_is_missing() -> None:
    with pytest.raises(InvalidInput, match="Nothing to learn from"):
        learn([], date(2024, 2, 1), "it")
