"""Languages: ISO 639-1 out of TED's, eForms' and libraries' codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from karavel.codes import languages
from karavel.errors import InvalidCode

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EN", "en"),
        ("POR", "pt"),
        ("AZE", "az"),
        ("ger", "de"),
        ("deu", "de"),
        ("pt-BR", "pt"),
        ("sr_Latn", "sr"),
        ("CNR", "sr"),
        ("Portuguese", "pt"),
        ("Azərbaycan", "az"),
    ],
)
def test_every_way_to_write_a_language_gives_one_code(text: str, code: str) -> None:
    assert languages.from_any(text) == code


@pytest.mark.parametrize("text", ["", None, "MUL", "zxx", "xx", "pt something else"])
def test_what_is_no_language_is_none(text: str | None) -> None:
    assert languages.from_any(text) is None


def test_every_official_language_of_eforms_goes_there_and_back(eforms_codes: Callable[[str], list[str]]) -> None:
    codes = eforms_codes("language_eu-official-language")
    assert {languages.from_any(code) for code in codes} == languages.OFFICIAL_EU
    assert [languages.to_authority(languages.from_any(code) or "") for code in codes] == codes


def test_eforms_languages_without_a_two_letter_code_are_few(eforms_codes: Callable[[str], list[str]]) -> None:
    unknown = [code for code in eforms_codes("language") if languages.from_any(code) is None]
    assert " ".join(sorted(unknown)) == "FIL HSB LUA MAN MIN NIU NSO PAP PAU RAR ROM SCO TET TKL TPI TVL"


@pytest.mark.parametrize(("text", "meant"), [("Azerbaijani", "az"), ("portugese", "pt"), ("Englisch", "en")])
def test_where_a_code_is_wanted_a_name_is_answered_with_its_code(text: str, meant: str) -> None:
    with pytest.raises(InvalidCode, match=f'did you mean "{meant}"'):
        languages.require(text)


def test_what_resembles_no_language_gets_an_example_instead() -> None:
    with pytest.raises(InvalidCode, match='such as "az" or "en"'):
        languages.require("qqqqq")
