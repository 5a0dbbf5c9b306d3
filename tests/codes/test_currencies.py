"""Currencies: known codes, known symbols, never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from karavel.codes import currencies
from karavel.errors import InvalidCode

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EUR", "EUR"),
        ("eur ", "EUR"),
        ("€", "EUR"),
        ("Euro", "EUR"),
        ("₼", "AZN"),
        ("XDR", "XDR"),
        ("HRK", "HRK"),
        ("LTL", "LTL"),
        ("BGN", "BGN"),
        ("EEK", "EEK"),
    ],
)
def test_codes_names_and_unambiguous_symbols_are_read(text: str, code: str) -> None:
    assert currencies.from_any(text) == code


@pytest.mark.parametrize("text", ["$", "£", "kr", "lei", "ZZZ", "", None, "dollars"])
def test_what_several_currencies_share_is_never_guessed(text: str | None) -> None:
    assert currencies.from_any(text) is None


def test_every_currency_of_eforms_is_known(eforms_codes: Callable[[str], list[str]]) -> None:
    codes = eforms_codes("currency")
    assert len(codes) > 100
    assert {code for code in codes if currencies.from_any(code) is None} <= {"USN"}, "a settlement unit, not money"


@pytest.mark.parametrize(("text", "meant"), [("EURO", "EUR"), ("eurr", "EUR"), ("AZNN", "AZN"), ("Manat", "AZN")])
def test_a_mistyped_currency_is_answered_with_the_closest(text: str, meant: str) -> None:
    with pytest.raises(InvalidCode, match=f'"{text}" is not a currency code; did you mean "{meant}"'):
        currencies.require(text)


def test_what_resembles_no_currency_gets_an_example_instead() -> None:
    with pytest.raises(InvalidCode, match='such as "EUR"'):
        currencies.require("$")


def test_a_currency_is_historic_from_the_year_after_it_ended() -> None:
    assert currencies.is_historic("HRK", 2024)
    assert not currencies.is_historic("HRK", 2023)
    assert not currencies.is_historic("EUR", 2024)
