"""A right profile becomes the company it describes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel import companies
from karavel.errors import InvalidProfile
from karavel.notices import Money

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALLEST = """
[company]
name = "Test"
country = "EL"

[[establishments]]
country = "GR"
kind = "head-office"

[capabilities]
summary = "Websites"
"""


@pytest.fixture
def baku() -> companies.Company:
    return companies.load(EXAMPLES / "my-company.toml")


def test_the_example_says_what_its_file_says(baku: companies.Company) -> None:
    assert (baku.name, baku.country, baku.employees) == ("Xəzər Systems MMC", "AZ", 60)
    assert baku.ids == ("AZ-VOEN 1400057421",)
    assert baku.languages == ("az", "en", "ru", "tr")
    assert baku.head_office.substantive
    assert baku.owners == (companies.Owner(country="AZ", share=100),)
    assert baku.capabilities.cpv == ("72200000", "72212000", "48000000")
    assert baku.references[0].value == Money(800_000, "AZN")
    assert baku.references[0].ended == date(2024, 9, 30)
    assert baku.qualifications.staff == {"developers": 38, "project-managers": 5}
    assert baku.preferences.gateways == ("PT", "GE", "TR")
    assert baku.preferences.value_eur == companies.ValueRange(min=20_000, max=2_000_000)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_holds_and_is_called_fictitious(path: Path) -> None:
    company = companies.load(path)
    assert company.accounts
    assert "fictitious" in path.read_text(encoding="utf-8").splitlines()[0]


def test_the_smallest_profile_needs_a_name_a_country_a_head_office_and_something_offered() -> None:
    company = companies.parse(SMALLEST)
    assert company.country == "GR"
    assert company.languages == ()
    assert company.employees is None
    assert company.preferences == companies.Preferences()


def test_accounts_come_latest_first(baku: companies.Company) -> None:
    assert [account.year for account in baku.accounts] == [2025, 2024, 2023]


def test_a_loss_is_a_negative_profit() -> None:
    company = companies.parse(SMALLEST + "[[accounts]]\nyear = 2025\nprofit = { amount = -5, currency = 'EUR' }\n")
    assert company.accounts[0].profit == Money(-5, "EUR")


def test_an_id_gets_its_one_spelling_and_foreign_registers_pass() -> None:
    company = companies.parse(
        SMALLEST.replace('country = "EL"', 'country = "EL"\nids = ["NIF 599 999 993", "KE-KRA A1"]')
    )
    assert company.ids == ("PT-NIF 599999993", "KE-KRA A1")


def test_places_are_found_by_country(baku: companies.Company) -> None:
    assert len(baku.established_in("AZ")) == 1
    assert baku.established_in("PT") == ()


def test_thirds_of_ownership_are_no_mistake() -> None:
    thirds = "".join(f'[[owners]]\ncountry = "{code}"\nshare = 33.334\n' for code in ("AZ", "PT", "GE"))
    assert len(companies.parse(SMALLEST + thirds).owners) == 3


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "firma.toml"
    path.write_text(SMALLEST, encoding="utf-8-sig")
    assert companies.load(path).name == "Test"


def test_the_digest_changes_with_what_is_said_not_with_how(baku: companies.Company) -> None:
    text = (EXAMPLES / "my-company.toml").read_text(encoding="utf-8")
    relaid = "\n".join(line.partition("  #")[0].rstrip() for line in text.splitlines())
    assert companies.parse(relaid).digest() == baku.digest()
    assert companies.parse(text.replace("employees = 60", "employees = 61")).digest() != baku.digest()


def test_a_company_goes_to_json_and_back_unchanged(baku: companies.Company) -> None:
    assert msgspec.json.decode(msgspec.json.encode(baku), type=companies.Company) == baku


@given(st.text(max_size=300))
def test_no_text_whatever_is_more_than_a_list_of_mistakes(text: str) -> None:
    with pytest.raises(InvalidProfile) as error:
        companies.parse(text)
    assert error.value.mistakes


@given(
    st.sampled_from(["company", "establishments", "owners", "capabilities", "references", "accounts", "preferences"]),
    st.sampled_from(["true", "1", "1.5", "nan", '"x"', "[]", "[[]]", "[1]", "{}", "[{}]", "2024-01-01", "10:00:00"]),
)
def test_any_value_in_any_place_is_told_not_thrown(part: str, value: str) -> None:
    with pytest.raises(InvalidProfile) as error:
        companies.parse(f"{part} = {value}\n")
    assert all(mistake.place and mistake.message for mistake in error.value.mistakes)
