"""Organisation ids: scheme, one spelling, and whether the check digits hold."""

from __future__ import annotations

import csv
import lzma
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karavel.codes import identifiers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("AZ-VOEN 1400057421", None, ("AZ-VOEN", "1400057421", True)),
        ("VÖEN: 1400057421", None, ("AZ-VOEN", "1400057421", True)),
        ("AZ-VOEN 1400057431", None, ("AZ-VOEN", "1400057431", False)),
        ("1400057421", "AZ", ("AZ-VOEN", "1400057421", True)),
        ("599 999 993", "PT", ("PT-NIF", "599999993", True)),
        ("PT599999993", None, ("PT-NIF", "599999993", True)),
        ("PT-NIF 599999994", None, ("PT-NIF", "599999994", False)),
        ("EL094259216", None, ("GR-AFM", "094259216", True)),
        ("DE-VAT DE136695976", None, ("DE-VAT", "136695976", True)),
        ("LEI 529900T8BM49AURSDO55", None, ("XI-LEI", "529900T8BM49AURSDO55", True)),
        ("529900T8BM49AURSDO55", "DE", ("XI-LEI", "529900T8BM49AURSDO55", True)),
        ("213 105 554 00017", "FR", ("FR-SIRET", "21310555400017", True)),
        ("GB-COH 01234567", None, ("GB-COH", "01234567", None)),
        ("GB-SRS S7-1234", None, ("GB-SRS", "S71234", None)),
        ("HRB 12345", "DE", ("", "HRB 12345", None)),
        ("599999994", "PT", ("", "599999994", None)),
    ],
)
def test_a_number_is_told_by_its_scheme_and_its_check_digits(
    text: str, country: str | None, expected: tuple[str, str, bool | None]
) -> None:
    assert identifiers.classify(text, country) == expected


@pytest.mark.parametrize("text", ["", None, "n/a", "RGPD", "---", "Stadt Köln"])
def test_what_has_no_digit_is_no_number(text: str | None) -> None:
    assert identifiers.classify(text, "PT") is None
    assert identifiers.normalise(text, "PT") is None


@given(st.text(max_size=120), st.sampled_from([None, "PT", "AZ", "FR", "PL", "ZZ"]))
def test_no_text_whatever_raises(text: str, country: str | None) -> None:
    found = identifiers.classify(text, country)
    assert found is None or found.id


@given(st.sampled_from(["PT-NIF", "AZ-VOEN", "BR-CNPJ", "XI-LEI", "FR-SIRET"]), st.text("0123456789 .-", min_size=1))
def test_the_one_spelling_of_a_number_is_its_own_spelling(scheme: str, number: str) -> None:
    once = identifiers.normalise(f"{scheme} {number}")
    assert once is None or identifiers.normalise(once) == once


def test_nearly_all_suppliers_of_a_year_of_contracts_have_a_valid_number(shared: Path) -> None:
    with lzma.open(shared / "awards" / "portugal-base-2024.csv.xz", "rt", encoding="utf-8") as lines:
        suppliers = [s.partition(" - ")[0] for row in csv.DictReader(lines) for s in row["adjudicatarios"].split(" | ")]
    kinds = Counter(found.valid for text in suppliers if (found := identifiers.classify(text, "PT")))
    assert kinds[True] > 12_000
    assert kinds[None] + kinds[False] < kinds[True] / 100
