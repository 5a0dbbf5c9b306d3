"""History ranks what a supplier wins next, knowing nothing but what was published before."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from msgspec.structs import replace as replace_struct
from tests.matching.history.made import contract

from karavel.matching.history import metrics, words
from karavel.matching.history.contracts import Call, Split, call_of, contracts, split
from karavel.matching.history.judging import sides
from karavel.matching.history.past import Asked, Past
from karavel.matching.history.ranker import measured, ranked, trees
from karavel.matching.history.references import REFERENCES
from karavel.matching.history.spaces import Floats, counted, product, unit, vocabulary
from karavel.matching.history.table import FEATURES
from karavel.matching.history.trees import Node, Trees, lines
from karavel.notices import Award, Duration, Lot, Notice, Place, Provenance, Supplier

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


def test_contracts_gather_their_suppliers_and_hide_those_without_a_number() -> None:
    firms = (Supplier(name="Norte", ids=("PT-NIF 1",)), Supplier(name="Uma Pessoa"))
    provenance = Provenance(file="a.csv", sha256="0" * 64)
    notice = Notice(id="BASE-1", format="base", kind="award", provenance=provenance, title="Obras", published=FIRST)
    full = replace_struct(notice, awards=(Award(suppliers=firms),))
    found = contracts([full, replace_struct(full, format="ted"), replace_struct(full, published=None)])
    assert [(one.id, dict(one.winners)) for one in found] == [("BASE-1", {"PT-NIF 1": "Norte"})]


def test_a_call_says_where_how_long_and_on_what_ground_as_far_as_the_register_does() -> None:
    provenance = Provenance(file="a.csv", sha256="0" * 64)
    bare = Notice(id="BASE-1", format="base", kind="award", provenance=provenance, title="Obras")
    told = replace_struct(
        bare,
        place=Place(text="Portugal, Faro, Lagos"),
        lots=(Lot(id="1", duration=Duration(30, "day")),),
        extensions={"fundamentacao": "Artigo 24.º, n.º 1, alínea e) do Código dos Contratos Públicos"},
    )
    call = call_of(told)
    assert (call.district, call.town, call.days, call.ground) == ("Faro", "Lagos", 30, "Artigo 24.º, n.º 1, alínea e)")
    assert (call_of(bare).town, call_of(bare).days, call_of(bare).ground) == ("", 0, "")


def everything(past: Past, calls: tuple[Call, ...]) -> dict[str, Floats]:
    """The values of every feature."""
    blocks = list(measured(past, calls))
    return {name: np.concatenate([block[name] for block in blocks], axis=1) for name in FEATURES}


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_is_a_finite_number_for_each_firm_and_call_and_says_what_it_means(name: str) -> None:
    values = everything(Past(parted().past), parted().calls)[name]
    assert values.shape == (2, 3)
    assert np.isfinite(values).all()
    assert np.abs(values).max() <= 6
    assert FEATURES[name].__doc__


def test_a_call_that_says_nothing_known_breaks_no_feature() -> None:
    silent = (Call(title="", buyer=""), Call(title="Ωμέγα", buyer="Ψ", cpv=("99999999",)))
    assert all(np.isfinite(values).all() for values in everything(Past(parted().past), silent).values())


def test_blocks_of_calls_score_as_all_at_once() -> None:
    part = parted()
    calls = part.calls * 200
    np.testing.assert_allclose(ranked(Past(part.past), calls)[:, :3], ranked(Past(part.past), part.calls), rtol=1e-5)


def test_the_ranker_puts_the_win_first_for_both_suppliers() -> None:
    assert ranked(Past(parted().past), parted().calls).argmax(axis=1).tolist() == [1, 2]


def test_the_parts_of_a_score_sum_to_it() -> None:
    part = parted()
    values, scores = everything(Past(part.past), part.calls), ranked(Past(part.past), part.calls)
    for row, column in np.ndindex(scores.shape):
        parts = trees().parts({name: float(value[row, column]) for name, value in values.items()})
        assert sum(parts.values()) == pytest.approx(scores[row, column], abs=1e-4)


def test_the_package_s_trees_ask_only_for_features_that_there_are_and_never_fall_where_one_rises() -> None:
    assert set(trees().features) <= set(FEATURES)
    random = np.random.default_rng(0)
    low = {name: random.random((50, 4), np.float32) for name in FEATURES}
    for name in FEATURES:
        high = low | {name: low[name] + np.float32(0.2)}
        assert (trees().score(high) >= trees().score(low) - 1e-5).all()


def test_trees_are_read_as_they_were_written() -> None:
    leaf = Node(0.25)
    root = Node(1.0, "named", 0.5, leaf, Node(2.0, "trade", -1.0, Node(-3.0), Node(4.0)))
    read = Trees.read(csv.DictReader(lines([root, leaf])))
    assert read.roots == (root, leaf)
    assert read.score({"named": np.array([0.5, 0.6, 0.6]), "trade": np.array([9.0, -1.0, 0.0])}).tolist() == [
        0.5,
        -2.75,
        4.25,
    ]
    assert read.parts({"named": 0.6, "trade": 0.0}) == {"": 1.25, "named": 1.0, "trade": 2.0}


def test_a_firm_s_name_in_the_title_and_a_framework_it_is_party_to_speak_for_it() -> None:
    past = Past([*PAST, contract(4, 5, "Tendas", winners=OTHER, framework="AQ 7")])
    asked = (Call(title="Contrato com Norte Sistemas", buyer="X"), Call(title="Toldos", buyer="X", framework="AQ 7"))
    found = everything(past, asked)
    assert found["named"][0, 0] > found["named"][1, 0] == 0
    assert found["framework"][1, 1] > 0 > found["framework"][0, 1]


def test_a_firm_is_found_by_its_initials_by_its_name_in_one_word_and_within_longer_words() -> None:
    past = Past([contract(1, 2, "A", winners={"PT-NIF 7": "Alfasoft Beta Gama"}), *PAST])
    found = everything(past, (Call("Suporte ABG", ""), Call("Licença alfasoftbeta", ""), Call("Um betão", "")))
    own, others = past.suppliers.index("PT-NIF 7"), [at for at, one in enumerate(past.suppliers) if one != "PT-NIF 7"]
    assert (found["named_short"][own, :2] > 0).all()
    assert not found["named_short"][others, :2].any()
    assert found["named_parts"][own, 1] > 0 == found["named_parts"][own, 2]
    assert not found["named_parts"][others].any()


def test_the_nearest_contracts_share_a_call_out_among_their_winners() -> None:
    past = Past(PAST)
    shares = everything(past, parted().calls)["nearest_title"] ** 2
    assert (shares.sum(axis=0) <= 1 + 1e-6).all()
    assert shares.argmax(axis=0)[1:].tolist() == [0, 1]


def test_models_and_editions_are_told_apart_only_as_they_stand() -> None:
    past = Past(
        [contract(1, 2, "Toner T-650", winners={"PT-NIF 7": "Sete"}), contract(2, 2, "Toner T-651", winners=OTHER)]
    )
    found = everything(past, (Call("Toner T-650", ""),))
    assert np.ptp(found["shares_subject"]) == 0 < np.ptp(found["shares_exact"])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Licenças da SAP e do Autodesk", ["sap", "autodesk"]),
        ("AQUISIÇÃO DE TONER T650 PARA ESCOLAS", ["t650"]),
        ("aquisição de mesas", []),
        ("", []),
    ],
)
def test_brands_are_words_that_look_like_names(title: str, expected: list[str]) -> None:
    assert words.brands(Call(title, "")) == expected


def test_a_kind_of_buyer_goes_with_what_it_buys() -> None:
    assert words.buyer_kind(Call("", "Câmara Municipal de Fora", ("72000000",))) == ["camara municipal|72"]
    assert words.buyer_kind(Call("", "Zeta", ("72000000",))) == ["other|72"]


def test_trade_is_learnt_from_namesakes_and_not_from_the_firm_itself() -> None:
    firms = {"PT-NIF 7": "Alfa Elevadores", "PT-NIF 8": "Beta Elevadores", "PT-NIF 9": "Gama Pão"}
    history = [
        contract(1, 2, "A", cpv="50750000", winners={"PT-NIF 7": firms["PT-NIF 7"]}),
        contract(2, 3, "B", cpv="15810000", winners={"PT-NIF 8": firms["PT-NIF 8"]}),
        contract(3, 4, "C", cpv="72000000", winners={"PT-NIF 9": firms["PT-NIF 9"]}),
    ]
    lifts = everything(Past(history), (Call(title="", buyer="", cpv=("50750000",)),))["trade"][:, 0]
    assert lifts[1] > 0  # its namesake mends lifts
    assert lifts[0] < lifts[1]  # its own lifts do not count here


def leaky(part: Split) -> Callable[[Past], Asked]:
    """A feature as it must not be: it looks up who won."""
    winners = {one.call: set(one.winners) for one in part.candidates}
    return lambda past: (
        lambda calls: np.array(
            [[float(number in winners[call]) for call in calls] for number in past.suppliers], np.float32
        )
    )


def changed(part: Split) -> dict[str, Split]:
    """The same split with other winners, in another order, and with later contracts: none may change a score."""
    swapped = tuple(replace(one, winners={"PT-NIF 2": "Quem quer"}) for one in part.candidates)
    return {
        "winners": replace(part, candidates=swapped),
        "order": split([*PAST, *reversed(NEXT)], FIRST, LAST),
        "later": split([*PAST, *NEXT, contract(17, 40, "Licenças de tendas", winners=OTHER)], FIRST, LAST),
    }


@pytest.mark.parametrize("what", ["winners", "order", "later"])
def test_nothing_of_the_test_window_enters_a_score(what: str) -> None:
    """Whoever wins the candidates, in whatever order they come, whatever comes later: the scores are the same."""
    before, after = parted(), changed(parted())[what]
    np.testing.assert_array_equal(ranked(Past(before.past), before.calls), ranked(Past(after.past), after.calls))


def test_a_planted_leak_is_caught_by_the_same_comparison() -> None:
    """A feature that looks up winners is planted; the comparison above must tell it from the others."""
    before = parted()
    after = changed(before)["winners"]
    first, second = (leaky(part)(Past(part.past))(part.calls) for part in (before, after))
    assert not np.array_equal(first, second)


def test_a_call_has_no_room_for_a_winner_a_price_or_a_day() -> None:
    said = {one.name for one in fields(Call)}
    assert said == {"title", "buyer", "cpv", "procedure", "kind", "district", "framework", "town", "ground", "days"}


def test_both_sides_of_a_ranking_are_read_from_the_same_scores() -> None:
    part = parted()
    past = Past(part.past)
    found = sides(part, past, iter([ranked(past, part.calls)]))
    assert found.scores.shape == (2, 3)
    assert found.contracts.tolist() == [1, 2]  # the first has no winner that the past knows
    assert found.ranks.tolist() == [1, 1]
    assert found.best[:, 0].tolist() == [0, 1]


def test_equal_scores_of_firms_are_ranked_by_their_number() -> None:
    part = parted()
    found = sides(part, Past(part.past), iter([np.zeros((2, 3), np.float32)]))
    assert found.ranks.tolist() == [1, 2]


@pytest.mark.parametrize("name", REFERENCES)
def test_references_score_every_candidate_for_every_supplier(name: str) -> None:
    scores = REFERENCES[name](Past(parted().past))(parted().calls)
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
