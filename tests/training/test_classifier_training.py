"""Training gives the same small model each time, which has learnt what its examples say."""

from __future__ import annotations

import numpy as np
import pytest

from karavel.matching.cpv import Classifier
from karavel.matching.cpv.model import Weights
from karavel.training.classifier import build
from karavel.training.corpus import Example, Label, meanings

TRADES = {"72260000": "software", "72212000": "programming", "45233000": "asphalt", "33600000": "medicines"}


@pytest.fixture(scope="module")
def built() -> Weights:
    return build(*material())


def material() -> tuple[list[Example], list[Label]]:
    texts = [
        Example(f"{word} number {name} for the city", code, "en", 1.0, f"{name}-{code}")
        for code, word in TRADES.items()
        for name in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    ]
    labels = [Label(f"{word} {language}", code, language) for code, word in TRADES.items() for language in ("en", "de")]
    return texts, labels


def test_the_model_names_the_code_of_each_trade(built: Weights) -> None:
    for code, word in TRADES.items():
        assert Classifier(built).classify(f"{word} for schools")[0].code[:4] == code[:4]


def test_the_same_examples_give_the_same_model(built: Weights) -> None:
    for one, other in zip(built, build(*material()), strict=True):
        np.testing.assert_array_equal(one, other)


def test_official_labels_of_a_code_stand_together_and_our_own_alone() -> None:
    found = [Label("a", "72000000", "en"), Label("b", "72000000", "de"), Label("c", "72000000", "tr")]
    assert meanings(found) == [("a . b", "72000000"), ("c", "72000000")]
