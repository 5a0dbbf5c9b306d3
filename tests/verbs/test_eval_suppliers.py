"""The evaluation of suppliers sees nothing of its window: a planted leak does not help, the past does."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.lake.made import fill
from tests.partners.made import NIFS, award

from karavel.errors import InvalidInput
from karavel.lake import Lake
from karavel.verbs.eval_suppliers import evaluate_suppliers

FIRST, LAST = date(2024, 2, 1), date(2024, 2, 15)
ALFA, BETA, GAMA = NIFS

PAST = [
    award(1, "Manutenção de elevadores do hospital", ALFA, cpv="50750000"),
    award(2, "Manutenção do portal do cidadão", BETA),
    award(3, "Licenças de antivírus", GAMA, cpv="48761000"),
    award(4, "Licenças de antivírus e suporte", GAMA, cpv="48761000"),
]


def lake(root: Path, *window: object) -> Lake:
    return fill(root, [*PAST, *window])  # type: ignore[list-item]


def test_those_who_did_the_like_before_are_found(tmp_path: Path) -> None:
    window = (
        award(11, "Manutenção de elevadores da escola", ALFA, cpv="50750000", published=FIRST),
        award(12, "Novo portal do cidadão", BETA, published=FIRST, buyer="Município de Faro"),
    )
    found = evaluate_suppliers(lake(tmp_path, *window), FIRST, LAST, predictions=tmp_path / "lists.jsonl")
    assert (found.contracts, found.top_1, found.top_5, found.mrr) == (2, 1.0, 1.0, 1.0)
    assert found.slices["new-buyers"].contracts == 1
    assert found.references["most-frequent"].top_1 == 0.0
    lists = [json.loads(line) for line in (tmp_path / "lists.jsonl").read_text().splitlines()]
    assert [one["suppliers"][0] for one in lists] == [one["won"][0] for one in lists]


def test_a_leak_from_the_window_is_of_no_use(tmp_path: Path) -> None:
    """Twenty contracts of the window, of the same words and buyer, would name the winner at once."""
    leak = [award(20 + number, "Cadeiras ergonómicas", ALFA, cpv="39112000", published=FIRST) for number in range(20)]
    found = evaluate_suppliers(lake(tmp_path, *leak), FIRST, LAST)
    assert found.contracts == 20
    assert found.top_1 == 0.0


def test_winners_who_had_won_nothing_are_counted_apart(tmp_path: Path) -> None:
    window = [
        award(11, "Portal do cidadão", "Nova Lda", ids=("PT-NIF 500000000",), published=FIRST),
        award(12, "Portal do cidadão", BETA, published=FIRST),
    ]
    found = evaluate_suppliers(lake(tmp_path, *window), FIRST, LAST)
    assert (found.contracts, found.unknown) == (1, 1)


def test_a_repeated_contract_is_a_slice_of_its_own(tmp_path: Path) -> None:
    window = [award(11, "Manutenção do portal do cidadão", BETA, published=FIRST)]
    found = evaluate_suppliers(lake(tmp_path, *window), FIRST, LAST)
    assert (found.contracts, found.slices["not-repeated"].contracts) == (1, 0)


def test_the_scope_is_of_the_window(tmp_path: Path) -> None:
    window = [
        award(11, "Elevadores", ALFA, cpv="50750000", published=FIRST),
        award(12, "Portal do cidadão", BETA, published=FIRST),
    ]
    assert evaluate_suppliers(lake(tmp_path, *window), FIRST, LAST, "it").contracts == 1


def test_without_history_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="2023-01-01"):
        evaluate_suppliers(lake(tmp_path), date(2023, 1, 1), date(2023, 2, 1))
