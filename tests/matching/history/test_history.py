"""History ranks what a supplier wins next, knowing nothing but what was published before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.matching.history.made import contract

from karavel.matching.history import metrics
from karavel.matching.history.contracts import Split, contracts, split
from karavel.matching.history.features import FEATURES, measured
from karavel.matching.history.ranker import ranked, weights
from karavel.matching.history.references import REFERENCES
from karavel.matching.history.spaces import counted, product, unit, vocabulary

FIRST, LAST = date(2024, 1, 20), date(2024, 2, 1)
OTHER = {"PT-NIF 2": "Sul Elevadores"}
PAST = [
    contract(1, 2, "Licenças de software de gestão documental"),
    contract(2, 3, "Manutenção do software de gestão documental"),
    contract(3, 4, "Manutenção de elevadores", winners=OTHER, cpv="50750000"),
]
NEXT = [
    contract(11, 20, "Aluguer de tendas", cpv="39522000", winners={}),
    contract(12, 21, "Renovação de licenças de software de gestão documental"),
    contract(13, 22, "Elevadores: manutenção anual", winners=OTHER, cpv="50750000"),
    contract(14, 32, "Software de gestão documental", winners=OTHER),
]


def parted(scope: str = "all") -> Split:
    return split([*NEXT, *PAST], FIRST, LAST, scope)  # type: ignore[arg-type] # a parameter of the test


def test_history_ends_on_the_first_day_and_candidates_before_the_last() -> None:
    found = parted()
    assert [one.id for one in found.past] == ["BASE-1", "BASE-2", "BASE-3"]
    assert [one.id for one in found.candidates] == ["BASE-11", "BASE-12", "BASE-13"]


def test_the_scope_it_takes_any_code_and_leaves_history_whole() -> None:
    mixed = contract(15, 23, "Cadeiras e computadores", cpv="39110000 30213000", winners=OTHER, procedure="restricted")
    found = split([*NEXT, *PAST, mixed], FIRST, LAST, "it")
    assert [one.id for one in found.candidates] == ["BASE-12", "BASE-15"]
    assert len(found.past) == len(PAST)
    assert [one.id for one in split([*NEXT, *PAST, mixed], FIRST, LAST, "it-open").candidates] == ["BASE-12"]


def test_only_suppliers_with_a_win_before_and_after_are_judged() -> None:
    newcomer = contract(16, 24, "Cortinas", winners={"PT-NIF 3": "Nova"})
    found = split([*NEXT, *PAST, newcomer], FIRST, LAST)
    assert found.suppliers == ("PT-NIF 1", "PT-NIF 2")
    assert found.wins == ((1,), (2,))


def test_contracts_gather_the_rows_of_their_suppliers_and_hide_those_without_a_number() -> None:
    row = {"notice_id": "BASE-1", "published": FIRST, "title": "A", "buyer_name": "B", "cpv": [], "value_eur": None}
    row |= {"procedure": None, "supplier_name": "Norte", "supplier_ids": ["PT-NIF 1"]}
    found = contracts([row, row | {"supplier_name": "Uma Pessoa", "supplier_ids": []}])
    assert [dict(one.winners) for one in found] == [{"PT-NIF 1": "Norte"}]


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_lies_between_zero_and_one(name: str) -> None:
    values = measured(parted())[name]
    assert values.shape == (2, 3)
    assert values.min() >= 0
    assert values.max() <= 1 + 1e-6


def test_the_ranker_puts_the_win_first_for_both_suppliers() -> None:
    assert ranked(parted()).argmax(axis=1).tolist() == [1, 2]


def test_weights_and_features_go_by_the_same_names() -> None:
    assert set(weights()) == set(FEATURES)


@pytest.mark.parametrize("changed", ["winners", "order", "later"])
def test_nothing_of_the_test_window_enters_a_score(changed: str) -> None:
    """Whoever wins the candidates, in whatever order they come, whatever comes later: the scores are the same."""
    before = parted()
    swapped = tuple(replace(one, winners={"PT-NIF 9": "Quem quer"}) for one in before.candidates)
    after = {
        "winners": replace(before, candidates=swapped),
        "order": split([*PAST, *reversed(NEXT)], FIRST, LAST),
        "later": split([*PAST, *NEXT, contract(17, 40, "Licenças de tendas", winners=OTHER)], FIRST, LAST),
    }[changed]
    np.testing.assert_array_equal(ranked(before), ranked(after))


def test_a_planted_leak_is_caught_by_the_same_comparison() -> None:
    """Were a candidate's winner read, the comparison above would see it: here it is read, and it does."""
    before = parted()
    leaky = split([*PAST, *NEXT], LAST, date(2024, 2, 10))
    assert len(leaky.past) > len(before.past)
    swapped = [replace(one, winners={"PT-NIF 2": "Sul Elevadores"}) for one in NEXT]
    other = split([*PAST, *swapped], LAST, date(2024, 2, 10))
    assert not np.array_equal(ranked(leaky), ranked(replace(leaky, past=other.past)))


@pytest.mark.parametrize("name", REFERENCES)
def test_references_score_every_candidate_for_every_supplier(name: str) -> None:
    scores = REFERENCES[name](parted())
    assert scores.shape == (2, 3)
    assert np.isfinite(scores).all()


def test_metrics_are_those_of_a_list_worked_out_by_hand() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.1])
    found = metrics.places(scores, [2, 3])
    assert found.tolist() == [3, 4]
    assert metrics.judge([found]) == {
        "mrr": 0.3333,
        "recall_at_10": 1.0,
        "recall_at_50": 1.0,
        "ndcg_at_10": round((1 / 2 + 1 / np.log2(5)) / (1 + 1 / np.log2(3)), 4),
    }


def test_ties_keep_the_order_of_the_candidates() -> None:
    assert metrics.places(np.zeros(5), [0, 4]).tolist() == [1, 5]


def test_products_of_sparse_rows_equal_those_of_full_ones() -> None:
    texts = [["a", "b", "b"], [], ["c"], ["a", "c"]]
    table = unit(counted(texts, vocabulary(texts)))
    full = np.array([[1, 2, 0], [0, 0, 0], [0, 0, 1], [1, 0, 1]]) / np.array([5**0.5, 1, 1, 2**0.5])[:, None]
    np.testing.assert_allclose(product(table, table), full @ full.T, atol=1e-6)
