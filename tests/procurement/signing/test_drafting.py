"""A contract is drawn up from data: all of them stand in it, and the same data give the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader
from tests.conftest import REPOSITORY
from tests.procurement.signing.contracts import contract

from karavel.errors import InvalidInput
from karavel.procurement.signing import Milestone, Party, draft

_AGAIN = """
import sys
from hashlib import sha256
from tests.procurement.signing.contracts import CONTRACT
from karavel.procurement.signing import draft
print(sha256(draft(CONTRACT)).hexdigest())
"""


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_all_of_it_stands_there_in_each_language() -> None:
    text = words(draft(contract(languages=("en", "pt", "az"))))
    for expected in (
        "Rəqəmsal Xidmətlər Agentliyi",
        "Caravela Software, Lda.",
        "AZ-VOEN 1400057421",
        "120,000.50 EUR",
        "120.000,50 EUR",
        "ab" * 32,
        "ocds-karavel-2026-17",
        "O fornecedor constrói o portal",
        "Təchizatçı portalı qurur",
        "Azərbaycan",
        "1 Feb 2027",
        "Layihə",
    ):
        assert expected in text, expected


def test_it_has_an_empty_place_for_each_side() -> None:
    fields = PdfReader(io.BytesIO(draft(contract()))).get_fields() or {}
    assert {name: (field.field_type, field.value) for name, field in fields.items()} == {
        "buyer": ("/Sig", None),
        "supplier": ("/Sig", None),
    }


def test_the_same_data_give_the_same_bytes_in_another_process() -> None:
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}", "PYTHONHASHSEED": "7"}
    run = [subprocess.check_output([sys.executable, "-c", _AGAIN], env=environment, text=True) for _ in range(2)]
    assert run[0] == run[1]


def test_other_data_give_other_bytes() -> None:
    assert draft(contract()) != draft(contract(price=120_000.6, milestones=()))


def test_a_long_contract_goes_on_over_pages() -> None:
    scope = {"en": "A line of the specification.\n" * 200}
    pdf = draft(contract(scope=scope, languages=("en",)))
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 3
    assert words(pdf).count("A line of the specification.") == 200


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"number": ""}, "number"),
        ({"price": 0.0, "milestones": ()}, "price"),
        ({"milestones": (Milestone({"en": "x"}, contract().made.date(), 1.0),)}, "milestones"),
        ({"languages": ()}, "languages"),
        ({"languages": ("en", "fr")}, "languages"),
        ({"supplier": Party("", "PT")}, "supplier.name"),
        ({"made": contract().made.replace(tzinfo=None)}, "made"),
    ],
)
def test_data_that_do_not_hold_are_told_with_their_place(changed: dict[str, object], place: str) -> None:
    with pytest.raises(InvalidInput) as told:
        draft(contract(**changed))
    assert [mistake.place for mistake in told.value.mistakes] == [place]
