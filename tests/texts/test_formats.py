"""Money, numbers and days read as people of each locale write them."""

from __future__ import annotations

from datetime import date

import pytest

from karavel import texts


@pytest.mark.parametrize(
    ("language", "compact", "whole", "cents"),
    [
        ("en", "€310K", "€310,000", "£12.50"),
        ("pt", "310 mil €", "310 000 €", "12,50 £"),
        ("az", "310K €", "310.000 €", "12,50 £"),
    ],
)
def test_money_follows_the_locale(language: str, compact: str, whole: str, cents: str) -> None:
    with texts.use(language):
        written = [texts.compact_money(310_000, "EUR"), texts.money(310_000, "EUR"), texts.money(12.5, "GBP")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in written] == [compact, whole, cents]


@pytest.mark.parametrize(
    ("language", "compact", "whole"),
    [("en", "GEL 340K", "GEL 340,000"), ("pt", "340 mil GEL", "340 000 GEL"), ("az", "340K GEL", "340.000 GEL")],
)
def test_a_currency_in_letters_stands_apart_from_the_figure(language: str, compact: str, whole: str) -> None:
    with texts.use(language):
        written = [texts.compact_money(340_000, "GEL"), texts.money(340_000, "GEL")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in written] == [compact, whole]


def test_days_follow_the_locale() -> None:
    shown = []
    for language in texts.LANGUAGES:
        with texts.use(language):
            shown.append(texts.day(date(2026, 11, 24)))
    assert shown == ["24 Nov 2026", "24/11/2026", "24 noy 2026"]


def test_a_month_is_named_in_the_language() -> None:
    shown = []
    for language in texts.LANGUAGES:
        with texts.use(language):
            shown.append(texts.month(date(2026, 5, 1)))
    assert shown == ["May", "mai.", "may"]


def test_a_language_that_is_not_spoken_changes_nothing() -> None:
    with texts.use("pt"), texts.use("xx"):
        assert texts.current() == "pt"
    assert texts.current() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "pt_PT.UTF-8"}, "pt"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "az_AZ", "LANG": "pt_PT"}, "az"),
        ({"KARAVEL_LANGUAGE": "pt", "LC_ALL": "az_AZ"}, "pt"),
        ({}, "en"),
    ],
)
def test_the_environment_names_the_language(environment: dict[str, str], language: str) -> None:
    assert texts.from_environment(environment) == language
