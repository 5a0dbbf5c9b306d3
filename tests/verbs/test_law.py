"""``karavel law`` looks into the law data: it holds, an instrument on a day, who covers whom from what value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from karavel.access import Law
from karavel.answers.law import LawCheck
from karavel.errors import NotFound
from karavel.procurement import periods, recognition, scoring
from karavel.verbs import law as verbs

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def test_the_law_and_the_entry_data_hold() -> None:
    found = verbs.check()
    assert found.mistakes == ()
    assert found.instruments
    assert found.entry_countries
    assert found.period_regimes
    assert found.signature_rules


def test_a_mistake_in_the_minimum_periods_the_signatures_or_the_scoring_rules_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "XX.yaml").write_text("id: XX\n", encoding="utf-8")
    monkeypatch.setattr("karavel.procurement.periods.loading.FOLDER", tmp_path)
    monkeypatch.setattr("karavel.procurement.recognition.worth.FOLDER", tmp_path)
    monkeypatch.setattr("karavel.procurement.scoring.abnormal_rules.FOLDER", tmp_path)
    found = check_anew()
    places = {mistake.place.partition(":")[0] for mistake in found.mistakes}
    assert places == {"XX.yaml", "recognition.yaml", "abnormally-low.yaml"}
    assert (found.period_regimes, found.signature_rules) == (0, 0)
    assert found.instruments


def test_a_list_that_rows_on_signatures_name_and_the_law_has_not_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (recognition.worth.FOLDER / "recognition.yaml").read_text(encoding="utf-8")
    (tmp_path / "recognition.yaml").write_text(text.replace("[EEA-STATES]", "[EEC-STATES]"), encoding="utf-8")
    monkeypatch.setattr("karavel.procurement.recognition.worth.FOLDER", tmp_path)
    (mistake,) = check_anew().mistakes
    assert mistake.place == "recognition.yaml: ua-from-eea"
    assert "'EEC-STATES' is not a list of countries" in mistake.message


def check_anew() -> LawCheck:
    """The check without what was kept before it, and nothing kept after it."""
    kept = (periods.load, scoring.rules, recognition.rules)
    for each in kept:
        each.cache_clear()
    found = verbs.check()
    for each in kept:
        each.cache_clear()
    return found


def test_an_instrument_shows_what_is_in_force_on_the_day(law: Law) -> None:
    name = next(instrument.id for instrument in law.instruments if instrument.rules)
    shown = verbs.show(law, name, DAY)
    assert shown.id == name
    assert all(part.valid_from is None or part.valid_from <= DAY for part in shown.parts)
    assert all(part.valid_until is None or part.valid_until >= DAY for part in shown.parts)
    assert msgspec.json.encode(shown)


def test_every_instrument_can_be_shown(law: Law) -> None:
    for instrument in law.instruments:
        assert msgspec.json.encode(verbs.show(law, instrument.id, DAY))


def test_no_treaty_covers_azerbaijan_before_portuguese_buyers(law: Law) -> None:
    assert verbs.coverage(law, "AZ", "PT", DAY).coverage == ()


def test_coverage_names_instrument_subject_and_value(law: Law) -> None:
    found = verbs.coverage(law, "UA", "PT", DAY).coverage
    gpa = next(each for each in found if each.instrument == "GPA-2012" and "central" in each.level)
    amounts = {(row.currency, row.supplies) for row in gpa.thresholds}
    assert ("EUR", 140_000) in amounts


def test_an_instrument_that_is_not_there_is_said(law: Law) -> None:
    with pytest.raises(NotFound):
        verbs.show(law, "NO-SUCH-LAW", DAY)


def test_every_open_question_is_listed_with_what_to_ask(law: Law) -> None:
    found = verbs.questions(law)
    assert len(found) == verbs.check().open_questions
    assert all(each.question and each.ask for each in found)
    assert {each.instrument for each in found} <= {instrument.id for instrument in law.instruments}


@pytest.mark.parametrize(("typed", "meant"), [("kolin", "C-652-22"), ("gpa", "GPA-2012"), ("32014L024", "32014L0024")])
def test_an_instrument_is_suggested_by_a_word_of_its_id_or_title(law: Law, typed: str, meant: str) -> None:
    with pytest.raises(NotFound) as caught:
        verbs.show(law, typed, DAY)
    assert meant in caught.value.remedy


def test_the_case_of_an_id_makes_no_difference(law: Law) -> None:
    assert verbs.show(law, "gpa-2012", DAY).id == "GPA-2012"
