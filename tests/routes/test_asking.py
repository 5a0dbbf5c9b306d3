"""The letter to the buyer is in the notice's language, asks before questions close, and claims nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib.resources import files
from string import Formatter

import pytest
from tests.routes.firms import firm, lot, notice

from karavel.notices import Moment
from karavel.routes.asking import LANGUAGES, closes, letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_written_in_the_notices_language(language: str) -> None:
    found = letter(firm(), notice(language=language), lot())
    assert found.language == language
    assert "Xəzər Systems MMC" in found.text
    assert "1-2026" in found.text
    assert "{" not in found.text


def test_letters_of_different_languages_differ() -> None:
    texts = {letter(firm(), notice(language=language), lot()).text for language in LANGUAGES}
    assert len(texts) == len(LANGUAGES)


def test_a_language_without_a_letter_falls_back_on_english() -> None:
    for language in ("ka", None):
        found = letter(firm(), notice(language=language), lot())
        assert (found.language, found.notice_language) == ("en", language)


def test_both_written_forms_of_norwegian_get_the_norwegian_letter() -> None:
    for language in ("nb", "nn", "no"):
        assert letter(firm(), notice(language=language), lot()).language == "no"


def test_every_letter_asks_the_same_questions_about_the_same_countries() -> None:
    english = _slots("en")
    for language in LANGUAGES:
        assert _slots(language).keys() == english.keys()
        assert sum(line[:2] in {"1.", "2.", "3.", "4."} for line in _letter(language).splitlines()) == 4
        assert max(map(len, _letter(language).splitlines())) < 130


def _letter(language: str) -> str:
    return files("karavel.routes").joinpath("letters", f"{language}.txt").read_text(encoding="utf-8")


def _slots(language: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(_letter(language)) if name)


def test_no_letter_lies_unused() -> None:
    written = {file.name.removesuffix(".txt") for file in files("karavel.routes").joinpath("letters").iterdir()}
    assert written == set(LANGUAGES)


def test_countries_are_named_in_the_language_of_the_letter() -> None:
    text = letter(firm(), notice(language="de"), lot()).text
    assert "Aserbaidschan" in text
    assert "Portugal" in text


def test_the_published_day_for_questions_counts() -> None:
    asked = lot(questions_deadline=Moment("2027-01-20T17:00+00:00"))
    assert closes(asked) == (date(2027, 1, 20), False)


def test_without_one_six_days_before_the_deadline_are_assumed_and_said() -> None:
    found = letter(firm(), notice(), lot())
    assert found.until == date(2027, 2, 9)
    assert found.assumed


def test_without_any_deadline_no_day_is_invented() -> None:
    found = letter(firm(), notice(), lot(deadline=None))
    assert found.until is None
    assert not found.assumed


def test_the_letter_goes_to_the_buyers_mail_else_to_its_name() -> None:
    assert letter(firm(), notice(), lot()).to == "x@example.pt"
    assert letter(firm(), notice(buyers=()), lot()).to is None


def test_the_lot_is_named_where_there_are_several() -> None:
    one, two = lot(), lot(id="LOT-0002")
    assert "LOT-0002" in letter(firm(), notice(one, two), two).text
    assert "LOT-0001" not in letter(firm(), notice(one), one).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_names_no_law(language: str) -> None:
    text = letter(firm(), notice(language=language), lot()).text
    assert "2014/24" not in text
    assert "GPA" not in text
