"""Time zones: never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from karavel.calendars import zone, zones

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("AZ", "Asia/Baku"),
        ("DE", "Europe/Berlin"),
        ("GB", "Europe/London"),
        ("XK", "Europe/Belgrade"),
        ("FR", "Europe/Paris"),
    ],
)
def test_a_country_of_one_time_has_a_zone(country: str, name: str) -> None:
    found = zone(country, on=DAY)
    assert found is not None
    assert found.key == name


@pytest.mark.parametrize("country", ["PT", "ES", "US", "RU", "BR", "ZZ"])
def test_a_country_of_several_times_has_none(country: str) -> None:
    assert zone(country, on=DAY) is None


@pytest.mark.parametrize(
    ("nuts", "name"),
    [
        ("PT170", "Europe/Lisbon"),
        ("PT200", "Atlantic/Azores"),
        ("PT300", "Atlantic/Madeira"),
        ("ES705", "Atlantic/Canary"),
    ],
)
def test_the_region_settles_it(nuts: str, name: str) -> None:
    found = zone(nuts[:2], on=DAY, nuts=nuts)
    assert found is not None
    assert found.key == name


def test_a_country_code_alone_is_no_region() -> None:
    assert zone("PT", on=DAY, nuts="PT") is None


def test_a_country_that_gave_up_its_second_time_has_one_zone_from_that_day() -> None:
    assert zone("KZ", on=date(2024, 2, 1)) is None
    assert zone("KZ", on=date(2025, 2, 1)) is not None


def test_the_mainland_comes_first() -> None:
    assert zones("PT")[0] == "Europe/Lisbon"
    assert zones("ZZ") == ()
