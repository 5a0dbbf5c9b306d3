"""What a lot asks is read out of its words in the main languages; what is not read is said, never taken as met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from karavel.notices import Lot, Money, Requirement
from karavel.routes.requirements import asked_by, read
from karavel.routes.requirements.amounts import plain, sums
from karavel.routes.requirements.lots import concerns

CASES = yaml.safe_load((Path(__file__).parent / "requirements.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_text_asks_what_the_table_says_and_nothing_else(case: dict[str, Any]) -> None:
    found = read(case["text"], case.get("currency"))
    assert [asked.kind for asked in found] == [expected["kind"] for expected in case["asks"]]
    for asked, expected in zip(found, case["asks"], strict=True):
        assert {key: getattr(asked, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.200.000,50", 1_200_000.5),
        ("1,200,000.50", 1_200_000.5),
        ("1 200 000", 1_200_000),
        ("1'200'000", 1_200_000),
        ("1,5", 1.5),
        ("0.607", 0.607),
        ("0,25", 0.25),
        ("1.500", 1_500),
        ("250", 250),
    ],
)
def test_numbers_are_read_in_every_european_spelling(written: str, number: float) -> None:
    assert plain(written) == number


def test_a_sign_that_several_currencies_share_is_never_guessed() -> None:
    assert [found.currency for found in sums("100 000 kr")] == [None]
    assert [found.currency for found in sums("100 000 kr", "NOK")] == ["NOK"]
    assert [found.currency for found in sums("100 000 kr", "EUR")] == [None]


@pytest.mark.parametrize(
    ("clause", "lot", "holds"),
    [
        ("pour le lot nº 2 : 30 000 EUR", "LOT-0001", False),
        ("pour le lot nº 2 : 30 000 EUR", "LOT-0002", True),
        ("Lose 1 bis 3: 40 000 EUR", "2", True),
        ("Lose 1-3: 40 000 EUR, Los 4: 9 000 EUR", "4", False),
        ("a turnover of 30 000 EUR", "LOT-0007", True),
        ("en los 3 últimos años", "LOT-0001", True),
        ("in misura del 10 % del valore", "LOT-0001", True),
        ("Los 3: 40 000 EUR", "LOT-0001", False),
        ("delaftale 2: 40 000 DKK", "LOT-0001", False),
    ],
)
def test_terms_of_another_lot_settle_nothing_for_this_one(clause: str, lot: str, holds: bool) -> None:
    assert concerns(clause, lot) is holds


def test_one_figure_holds_for_every_lot_that_is_named_and_two_for_none() -> None:
    one = "Turnover for lot 1 (portal) and for lot 2 (hosting): at least 80 000 EUR"
    two = "Turnover for lot 1: 80 000 EUR, for lot 2: 40 000 EUR"
    for text, settled in ((one, True), (two, False)):
        asked = asked_by(Lot(id="LOT-0002", requirements=(Requirement(kind="economic", text=text),)))
        assert [(each.kind, each.settled) for each in asked] == [("turnover", settled)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("A performance bond of 5 % of the contract value.", 10_000),
        ("Vertragserfüllungsbürgschaft in Höhe von 7,5 % der Auftragssumme.", 15_000),
        ("Caução de 5% do preço contratual.", 10_000),
        ("Гаранция за изпълнение в размер на 2 % от стойността на договора.", 4_000),
        ("A performance bond of 5 % of the contract value, of 10 % above EUR 1 m.", 1_000_000),
        ("Bid bond of 2 % or performance bond of 5 % of the price.", None),
        ("Une retenue de garantie de 5 % du montant, remplaçable par une garantie à première demande.", None),
        ("The performance bond counts 60 % of the price criterion.", None),
        ("A performance bond is asked; 5 % of the staff are trainees.", None),
    ],
)
def test_a_guarantee_that_is_a_share_of_the_contract_is_told_in_money(text: str, amount: float | None) -> None:
    requirement = Requirement(kind="economic", text=text)
    asked = asked_by(Lot(id="1", value=Money(200_000, "EUR"), requirements=(requirement,)))
    assert [each.amount for each in asked if each.kind == "bond"] == [amount]
    unvalued = asked_by(Lot(id="1", requirements=(requirement,)))
    assert all(each.amount in {None, 1_000_000} for each in unvalued)


def test_the_terms_of_another_lot_stay_visible_as_not_settled() -> None:
    requirement = Requirement(kind="economic", text="Lot 2: annual turnover of at least 900 000 EUR")
    asked = asked_by(Lot(id="LOT-0001", requirements=(requirement,)))
    assert [(each.kind, each.settled) for each in asked] == [("turnover", False)]


def test_the_minimum_level_is_read_beside_the_text() -> None:
    requirement = Requirement(kind="economic", text="Statement of turnover.", minimum="Turnover: at least 80 000 EUR")
    asked = asked_by(Lot(id="1", requirements=(requirement,)))
    assert [(each.kind, each.amount) for each in asked] == [("turnover", 80_000)]


def test_guarantee_and_languages_of_the_lot_are_requirements_too() -> None:
    asked = asked_by(Lot(id="1", guarantee_required=True, guarantee="EUR 5 000", languages=("pt", "en")))
    assert [(each.kind, each.amount, each.name) for each in asked] == [
        ("bond", 5_000, None),
        ("language", None, "pt en"),
    ]


@pytest.mark.parametrize("text", ["", "   ", ";;;", "•\n•", "€" * 5_000, "9" * 5_000, "(" * 2_000])
def test_no_text_makes_the_reading_fail(text: str) -> None:
    assert isinstance(read(text), tuple)
