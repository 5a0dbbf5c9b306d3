"""The evaluation of ranking is the one that interfaces promise: same split, same counts, same figures elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from karavel.answers.ranking import Prediction, SuppliersFound
from karavel.errors import InvalidInput
from karavel.lake import Lake
from karavel.verbs.eval_ranking import evaluate_ranking
from karavel.verbs.ingest import ingest

FIRST, LAST = date(2024, 2, 1), date(2024, 2, 15)


@pytest.fixture(scope="module")
def awards(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake(tmp_path_factory.mktemp("awards") / "lake")
    ingest(lake, [shared / "awards" / "portugal-base-2024.csv.xz"])
    return lake


@pytest.mark.shared
@pytest.mark.slow
def test_the_scope_it_has_the_candidates_suppliers_and_wins_that_were_agreed(awards: Lake, tmp_path: Path) -> None:
    found = evaluate_ranking(awards, FIRST, LAST, "it", tmp_path / "lists.jsonl")
    assert (found.candidates, found.suppliers, found.wins) == (428, 124, 261)
    assert found.ndcg_at_10 > max(one.ndcg_at_10 for one in found.references.values()) + 0.05
    assert found.recall_at_50 >= 0.60
    lines = [
        msgspec.json.decode(line, type=Prediction) for line in (tmp_path / "lists.jsonl").read_bytes().splitlines()
    ]
    assert len(lines) == found.suppliers
    recalls = [len(set(line.contracts[:50]) & set(line.won)) / len(line.won) for line in lines]
    assert sum(recalls) / len(recalls) == pytest.approx(found.recall_at_50, abs=1e-4)


@pytest.mark.shared
@pytest.mark.slow
def test_a_contract_s_list_of_firms_can_be_judged_again_from_what_is_written(awards: Lake, tmp_path: Path) -> None:
    path = tmp_path / "firms.jsonl"
    found = evaluate_ranking(awards, FIRST, LAST, "it-open", path, direction="contracts", ablate=True).contracts
    lines = [msgspec.json.decode(line, type=SuppliersFound) for line in path.read_bytes().splitlines()]
    assert len(lines) == found.contracts
    assert sum(bool(set(line.suppliers[:5]) & set(line.won)) for line in lines) / len(lines) == pytest.approx(
        found.top_5, abs=1e-4
    )
    assert found.top_5 >= max(one.top_5 for one in found.references.values())


@pytest.mark.shared
@pytest.mark.slow
def test_days_without_contracts_say_what_is_needed(awards: Lake) -> None:
    with pytest.raises(InvalidInput, match="no supplier") as error:
        evaluate_ranking(awards, date(2030, 1, 1), date(2030, 2, 1))
    assert "Portal BASE" in error.value.remedy
