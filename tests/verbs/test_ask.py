"""``karavel ask`` writes where the answer is open, and says so where there is nothing to ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lake.made import fill
from tests.routes.firms import AS_OF, firm, lot, notice

from karavel.companies import Preferences
from karavel.errors import KaravelError, NotFound
from karavel.lake import Lake
from karavel.verbs.ask import ask


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(tmp_path_factory.mktemp("lake"), [notice(lot(), lot(id="LOT-0002"))])


def test_a_letter_is_written_where_the_buyer_decides(lake: Lake) -> None:
    found = ask(lake, firm(), "1-2026", AS_OF)
    assert found.language == "pt"
    assert "LOT-0001" in found.text
    assert "LOT-0002" in ask(lake, firm(), "1-2026", AS_OF, lot_id="LOT-0002").text


def test_a_firm_with_a_right_has_nothing_to_ask(lake: Lake) -> None:
    with pytest.raises(KaravelError, match="nothing to ask"):
        ask(lake, firm("ES"), "1-2026", AS_OF)


def test_a_lot_that_is_not_there_is_said_with_those_that_are(lake: Lake) -> None:
    with pytest.raises(NotFound) as caught:
        ask(lake, firm(), "1-2026", AS_OF, lot_id="LOT-0009")
    assert "LOT-0001, LOT-0002" in caught.value.remedy


def test_without_a_lake_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(KaravelError):
        ask(Lake(tmp_path / "none"), firm(), "1-2026", AS_OF)


def test_the_letter_asks_about_a_subsidiary_where_it_would_better_the_answer(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice(lot(), country="AE", language="en")])
    chosen = firm(preferences=Preferences(gateways=("PT", "AE")))
    assert "established in United Arab Emirates" in ask(lake, chosen, "1-2026", AS_OF).text
