"""The law data answer the lawyers' case tables and the settled cases beside the checkout, by rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.access.lawyers import cases, situation

from karavel.access import Law, decide, from_case

TABLE = dict(cases())


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


@pytest.mark.parametrize("name", TABLE)
def test_a_case_of_the_tables_is_decided_as_written(law: Law, name: str) -> None:
    row = TABLE[name]
    decision = decide(law, situation(row))
    assert decision.verdict == row["verdict"], decision.reasons
    assert row["article"] in {reason.instrument for reason in decision.reasons}, decision.reasons
    if "threshold_reached" in row:
        assert decision.threshold_reached is (row["threshold_reached"] == "true")
    beside = {condition.message for condition in decision.conditions}
    assert set(row.get("conditions", ())) <= beside, decision.conditions
    assert not set(row.get("no_conditions", ())) & beside, decision.conditions


def test_every_settled_case_beside_the_checkout_is_right(law: Law, shared: Path) -> None:
    file = shared.parent / "law" / "cases.jsonl"
    wrong = []
    for case in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        decision = decide(law, from_case(case))
        expected = case["expected"]
        verdicts = expected["verdict"] if isinstance(expected["verdict"], list) else [expected["verdict"]]
        reached = expected.get("threshold_reached", decision.threshold_reached)
        if decision.verdict not in verdicts or decision.threshold_reached != reached:
            wrong.append((case["id"], expected, decision.verdict, decision.threshold_reached))
    assert wrong == []


def test_every_case_has_reasons_in_plain_words_with_their_source(law: Law) -> None:
    for name, row in TABLE.items():
        for reason in decide(law, situation(row)).reasons:
            assert reason.sentence.endswith("."), name
            assert "{" not in reason.sentence, reason
            assert "…" not in reason.sentence, reason
            assert reason.message, name


def test_sentences_stand_in_three_languages(law: Law) -> None:
    missing = [
        f"{instrument.id}.{name}"
        for instrument in law.instruments
        for name, texts in instrument.messages.items()
        if not {"en", "pt", "az"} <= set(texts) and not name.startswith("missing-fact")
    ]
    assert missing == []
