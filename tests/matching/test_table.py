"""The score is a table of parts, each explained, and the parts are the score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching.tables import DAY, FIRM, ask, lots, row, texts

from karavel.access import Verdict
from karavel.matching.columns import Floats
from karavel.matching.entries import Entries, Entry
from karavel.matching.part import Feature, Part
from karavel.matching.profile import Profile, Win
from karavel.matching.question import Question
from karavel.matching.ranking import rank
from karavel.matching.scoring import DIGITS, RELEVANT, score, weight_of
from karavel.matching.table import FEATURES, WITHOUT_REFERENCES, table_of

CODES = st.sampled_from(["72212000", "72000000", "72267100", "48000000", "30200000", "45000000", "15800000", "7", ""])
COUNTRIES = st.sampled_from(["AZ", "GE", "PT", "MT", "XK", None])
LANGUAGES = st.sampled_from(["en", "az", "tr", "pt", "es", "el", None])
VALUES = st.one_of(st.none(), st.floats(-1e6, 1e12, allow_nan=False))
DAYS = st.one_of(st.none(), st.integers(-400, 4000).map(lambda days: DAY + timedelta(days=days)))
VERDICTS: st.SearchStrategy[Verdict | None] = st.sampled_from(
    ["guaranteed", "open", "discretionary", "unknown", "excluded", None]
)

ROWS = st.fixed_dictionaries(
    {
        "cpv": st.one_of(st.none(), st.lists(CODES, max_size=4)),
        "buyer_country": COUNTRIES,
        "language": LANGUAGES,
        "languages": st.one_of(st.none(), st.lists(LANGUAGES, max_size=3)),
        "value_eur": VALUES,
        "deadline_day": DAYS,
        "published": DAYS,
    }
)
ENTRIES = st.builds(
    Entry,
    direct=VERDICTS,
    best=VERDICTS,
    cost_eur=st.floats(0, 1e6),
    days=st.floats(0, 400),
    way=st.just("a company in Portugal"),
)
PROFILES = st.builds(
    Profile,
    cpv=st.lists(st.sampled_from(["72200000", "48810000", "45000000"]), max_size=3).map(tuple),
    wins=st.lists(
        st.builds(
            Win,
            title=st.just("Portal"),
            cpv=st.just(("72212000",)),
            country=COUNTRIES,
            ended=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1))),
            share=st.sampled_from([1.0, 0.6]),
        ),
        max_size=3,
    ).map(tuple),
    countries=st.just(frozenset({"AZ"})),
    languages=st.frozensets(st.sampled_from(["en", "pt", "ru"]), max_size=2),
    markets=st.frozensets(st.sampled_from(["PT", "GE"]), max_size=2),
    smallest_eur=st.one_of(st.none(), st.floats(0, 1e5)),
    largest_eur=st.one_of(st.none(), st.floats(1e5, 1e9)),
)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Question, dict[int, Entry]]:
    rows = draw(st.lists(ROWS, min_size=1, max_size=8))
    profile = draw(PROFILES)
    alike = draw(st.lists(st.floats(0, 1), min_size=len(rows), max_size=len(rows)))
    ways = draw(st.lists(ENTRIES, min_size=len(rows), max_size=len(rows)))
    table = [row(number, **changes) for number, changes in enumerate(rows)]
    return ask(*table, profile=profile, trade=np.array(alike)), dict(enumerate(ways))


def entered(ways: dict[int, Entry]) -> Callable[[Any], dict[int, Entry]]:
    return lambda rows: {number: ways[number] for number in rows}


@settings(max_examples=80, deadline=None)
@given(questions())
def test_the_parts_that_are_shown_sum_to_the_score(case: tuple[Question, dict[int, Entry]]) -> None:
    question, ways = case
    for ranked in rank(question, 20, enter=entered(ways)).lots:
        assert ranked.score == pytest.approx(sum(part.weight * part.value for part in ranked.parts), abs=1e-8)
        assert [part.feature for part in ranked.parts] == [feature.name for feature in FEATURES]


@settings(max_examples=80, deadline=None)
@given(questions())
def test_a_score_lies_between_0_and_1_and_no_value_leaves_its_range(case: tuple[Question, dict[int, Entry]]) -> None:
    question, ways = case
    for ranked in rank(question, 20, enter=entered(ways)).lots:
        assert -1e-8 <= ranked.score <= 1
        for feature, part in zip(FEATURES, ranked.parts, strict=True):
            assert (0 if feature.role == "topic" else -1) <= part.value <= 1
            assert part.sentence.endswith(".")
            assert "{" not in part.sentence


@pytest.mark.parametrize("table", [FEATURES, WITHOUT_REFERENCES])
def test_the_weights_sum_to_one_and_leave_a_relevant_lot_above_zero(table: tuple[Feature, ...]) -> None:
    weights = [weight_of(table, role) for role in ("topic", "circumstance", "entry")]
    assert sum(weights) == pytest.approx(1)
    assert weights[1] + weights[2] <= RELEVANT + 1e-9


def test_a_firm_without_references_is_ranked_by_what_it_says_of_itself_and_loses_nothing_by_it() -> None:
    bare = replace(FIRM, wins=())
    assert (table_of(FIRM), table_of(bare)) == (FEATURES, WITHOUT_REFERENCES)
    scored = score(ask(row(1), profile=bare, trade=np.array([1.0])), table_of(bare))
    assert scored.relevance[0] == 1
    assert next(feature.weight for feature in WITHOUT_REFERENCES if feature.name == "wins") == 0


def test_a_feature_without_a_docstring_cannot_be_registered() -> None:
    def silent(question: Question) -> Part:
        return Part(np.zeros(len(question.lots)), lambda _: ".")

    with pytest.raises(ValueError, match="'silent' has no docstring"):
        Feature(0.1, "topic", silent)


def test_every_feature_explains_itself_in_one_sentence_and_has_its_own_name() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    for feature in FEATURES:
        assert feature.explanation.endswith(".")
        assert "\n" not in feature.explanation


def test_an_unrelated_lot_never_outranks_a_related_one_because_it_is_easy_to_enter() -> None:
    easy = row(1, cpv=["15800000"], buyer_country="AZ", value_eur=300_000.0)
    hard = row(2, cpv=["48000000"], buyer_country="MT", languages=["mt"], value_eur=9e9, deadline_day=date(2026, 3, 4))
    ways = {0: Entry("guaranteed", "guaranteed"), 1: Entry("excluded", None)}
    ranked = rank(ask(easy, hard), 2, enter=entered(ways)).lots
    assert [one.row for one in ranked] == [1, 0]
    assert ranked[1].score == 0


def test_unknown_is_neutral_the_parts_of_a_lot_that_says_nothing_are_zero() -> None:
    nothing = dict.fromkeys(
        ("value_eur", "deadline_day", "language", "languages", "buyer_country", "published", "cpv", "nature"), None
    )
    question = ask(row(1, **nothing), trade=np.array([0.5]))
    (ranked,) = rank(question, 1).lots
    assert {part.feature for part in ranked.parts if part.value} == {"text"}


def test_rounding_keeps_six_digits_of_each_value() -> None:
    scored = score(ask(row(1, value_eur=7_654_321.0)), FEATURES)
    assert all(float(value[0]) == round(float(value[0]), DIGITS) for value in scored.values)


def test_a_lot_scores_the_same_whoever_else_is_in_the_list() -> None:
    one, other = row(1), row(2, cpv=["45000000"])
    alone: Floats = score(ask(one), FEATURES).scores
    together: Floats = score(ask(other, one, other), FEATURES).scores
    assert together[1] == alone[0]


def test_entries_that_nobody_worked_out_are_neutral() -> None:
    question = Question(lots(row(1)), FIRM, DAY, texts(1), Entries.none(1))
    parts = {part.feature: part for part in score(question, FEATURES).explain(0)}
    assert parts["verdict"].value == parts["effort"].value == 0
    assert "not been settled" in parts["verdict"].sentence
