"""Countries: one canonical code out of whatever notices write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from karavel.codes import countries, country_names
from karavel.errors import InvalidCode

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AZ", "AZ"),
        ("az", "AZ"),
        ("PRT", "PT"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("1A", "XK"),
        ("1A0", "XK"),
        ("XKX", "XK"),
        ("ROM", "RO"),
        ("Portugal", "PT"),
        ("Moldova", "MD"),
        ("Republic of Moldova", "MD"),
        ("Moldova, Republic of", "MD"),
        ("England", "GB"),
        ("ENG", "GB"),
        ("Czech Republic", "CZ"),
        ("Côte d’Ivoire", "CI"),
        ("Україна", "UA"),
        ("Azərbaycan", "AZ"),
        ("TMP", "TL"),
    ],
)
def test_codes_and_names_become_one_code(text: str, code: str) -> None:
    assert countries.from_any(text) == code


@pytest.mark.parametrize(
    "text", ["", None, "ZZ", "XX", "Atlantis", "Channel Islands", "Rest of the World", "00", "n/a"]
)
def test_what_is_no_country_is_none(text: str | None) -> None:
    assert countries.from_any(text) is None


def test_every_country_of_eforms_is_known(eforms_codes: Callable[[str], list[str]]) -> None:
    codes = eforms_codes("country")
    unknown = {code for code in codes if countries.from_any(code) is None}
    assert len(codes) > 200
    assert unknown <= {"CPT"}, "Clipperton has no ISO code of its own"


def test_every_code_comes_back_from_its_alpha3_and_its_name() -> None:
    for code, name in countries.NAMES.items():
        assert countries.from_any(countries.to_alpha3(code)) == code
        assert countries.from_any(name) == code
        assert countries.from_any(countries.to_eu(code)) == code


def test_the_eu_writes_its_own_codes_for_greece_and_britain() -> None:
    assert [countries.to_eu(code) for code in ("GR", "GB", "PT")] == ["EL", "UK", "PT"]


@pytest.mark.parametrize(
    ("text", "meant"), [("Azerbaycan", "AZ"), ("Azerbajan", "AZ"), ("Portugl", "PT"), ("Azərbaycan", "AZ")]
)
def test_where_a_code_is_wanted_a_name_is_answered_with_its_code(text: str, meant: str) -> None:
    with pytest.raises(InvalidCode, match=f'"{text}" is not a country code; did you mean "{meant}"'):
        countries.require(text)


def test_what_resembles_no_country_gets_an_example_instead() -> None:
    with pytest.raises(InvalidCode, match='such as "AZ" or "PT"'):
        countries.require("qqqqqq")
    assert countries.require("UK") == "GB"


@pytest.mark.parametrize(
    ("text", "code"), [("Парагвай", "PY"), ("Saksamaa", "DE"), ("Efiopiya", "ET"), ("Brazil", "BR")]
)
def test_names_in_other_languages_are_understood(text: str, code: str) -> None:
    assert country_names.from_name(text) == code


def test_a_country_is_named_in_the_language_asked_for_else_in_english() -> None:
    assert country_names.name_in("DE", "pt") == "Alemanha"
    assert country_names.name_in("DE", "tlh") == "Germany"
    assert country_names.from_name("Nusquama") is None


def test_portuguese_names_are_written_as_in_portugal_and_read_in_both_spellings() -> None:
    assert [country_names.name_in(code, "pt") for code in ("RO", "VN", "KE")] == ["Roménia", "Vietname", "Quénia"]
    assert {country_names.from_name(text) for text in ("Vietname", "Vietnã")} == {"VN"}
