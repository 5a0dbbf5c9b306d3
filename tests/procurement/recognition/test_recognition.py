"""What a signature is worth is said by dated, cited data, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from karavel import texts
from karavel.access import Law
from karavel.errors import InvalidLaw, Mistake
from karavel.procurement.recognition import recognition, rules
from karavel.procurement.recognition.reading import read

LAW = Law.load()
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("governing", "provider", "level", "on", "effect", "article"),
    [
        ("PT", "PT", "qualified", TODAY, "handwritten", "Art. 25(2) and (3)"),
        ("PT", "EE", "qualified", TODAY, "handwritten", "Art. 25(2) and (3)"),
        ("PT", "PT", "qualified", date(2016, 6, 30), "unknown", ""),
        ("PT", "PT", "advanced", TODAY, "admissible", "Art. 25(1)"),
        ("PT", "PT", "unknown", TODAY, "admissible", "Art. 25(1)"),
        ("PT", "AZ", "qualified", date(2024, 5, 19), "admissible", "Art. 14(1) and 25(1)"),
        ("PT", "AZ", "qualified", date(2024, 5, 20), "admissible", "Art. 14(1) and 25(1)"),
        ("PT", "GB", "qualified", TODAY, "admissible", "Art. 14(1) and 25(1)"),
        ("PT", "GB", "qualified", date(2020, 12, 31), "handwritten", "Art. 25(2) and (3)"),
        ("PT", "KZ", "qualified", TODAY, "admissible", "Art. 14(1) and 25(1)"),
        ("AZ", "AZ", "qualified", TODAY, "handwritten", "Art. 3"),
        ("AZ", "AZ", "advanced", TODAY, "admissible", "Art. 3"),
        ("AZ", "PT", "qualified", TODAY, "admissible", "Art. 3"),
        ("UA", "PT", "qualified", date(2022, 12, 31), "unknown", ""),
        ("UA", "PT", "qualified", date(2023, 1, 1), "as-own", "Final and Transitional Provisions, 6-1"),
        ("UA", "PT", "advanced", TODAY, "unknown", ""),
        ("UA", "AZ", "qualified", TODAY, "unknown", ""),
        ("MD", "PT", "qualified", TODAY, "as-own", "whole"),
        ("GB", "PT", "qualified", TODAY, "as-own", "Art. 24A"),
        ("GB", "AZ", "qualified", TODAY, "unknown", ""),
        ("TR", "PT", "qualified", TODAY, "conditional", "Art. 14"),
        ("BR", "BR", "qualified", TODAY, "handwritten", "Art. 10, § 1"),
        ("BR", "PT", "qualified", TODAY, "conditional", "Art. 10, § 2"),
        ("KZ", "PT", "qualified", TODAY, "unknown", ""),
    ],
)
def test_a_signature_is_worth_what_the_data_say(
    governing: str, provider: str, level: str, on: date, effect: str, article: str
) -> None:
    found = recognition(LAW, governing, provider, level, on)  # type: ignore[arg-type]
    assert (found.effect, found.article) == (effect, article)
    assert bool(found.url) == (effect != "unknown")


def test_the_amendment_of_2024_is_another_row() -> None:
    before, after = (recognition(LAW, "PT", "AZ", "qualified", date(2024, 5, day)) for day in (19, 20))
    assert ("2024/1183" in before.instrument, "2024/1183" in after.instrument) == (False, True)


def test_nothing_foreign_is_as_handwritten_but_within_the_union() -> None:
    """The strongest word is for a country's own signatures, and for those that a law puts beside them by name."""
    for rule in rules():
        assert rule.effect != "handwritten" or rule.law == rule.provider, rule.id


def test_a_portuguese_signature_in_baku_is_told_its_limit_and_a_way_round_it() -> None:
    told = {}
    for language in texts.LANGUAGES:
        with texts.use(language):
            told[language] = recognition(LAW, "AZ", "PT", "qualified", TODAY).sentence
    assert "has not been read" in told["en"]
    assert "embassy" in told["en"]
    assert len(set(told.values())) == len(texts.LANGUAGES)


def test_the_docs_show_every_row() -> None:
    table = (REPOSITORY / "docs" / "signatures.md").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if line.startswith("|")]
    for rule in rules():
        assert any(rule.article in line and rule.url in line for line in rows), rule.id


ROW = (
    "{id: a, law: [PT], provider: [ANY], level: [qualified], effect: admissible, instrument: I, article: A, "
    "url: 'https://a.example', looked_up: false, confidence: medium, from: 2016-07-01, reviewed: 2026-11-26, "
    "sentence: {en: x, pt: x, az: x}}"
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("effect: admissible", "effect: fine", "Invalid enum value"),
        ("law: [PT]", "law: []", "needs a law"),
        ("law: [PT]", "law: [ANY]", "for no law"),
        ("provider: [ANY]", "provider: [ANY, AZ]", "alone"),
        ("law: [PT]", "law: [QQ]", "'QQ' is not a country code"),
        ("confidence: medium", "confidence: high", "nobody looked up"),
        ("confidence: medium", "confidence: low", "Invalid enum value"),
        ("https://a.example", "", "the address"),
        ("article: A", "article: ''", "no article"),
        ("az: x", "ru: x", "needs en, pt, az"),
        ("az: x", "az: ''", "needs en, pt, az"),
        ("from: 2016-07-01", "from: 2016-07-01, until: 2016-06-30", "before it begins"),
        ("from: 2016-07-01", "from: 2016-02-30", "Invalid RFC3339"),
        ("id: a", "id: a, colour: red", "unknown field"),
        ("id: a", "id: a, law: [AZ]", "'law' is written twice"),
        ("id: a", "id: a, confidence: high", "'confidence' is written twice"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_its_place(old: str, new: str, told: str, tmp_path: Path) -> None:
    found = refused(tmp_path, f"- {ROW.replace(old, new)}\n")
    assert all(mistake.place.startswith("recognition.yaml") for mistake in found)
    assert any(told in mistake.message for mistake in found), found


def refused(folder: Path, text: str) -> tuple[Mistake, ...]:
    (folder / "recognition.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidLaw) as caught:
        read(folder)
    return caught.value.mistakes


@pytest.mark.parametrize(
    ("text", "told"), [("{}", "is a list of rows"), ("[", "is not YAML"), ("- 3", "Expected `object`")]
)
def test_a_file_that_is_no_list_of_rows_is_told_so(text: str, told: str, tmp_path: Path) -> None:
    assert any(told in mistake.message for mistake in refused(tmp_path, text))


def test_a_row_that_another_hides_is_told(tmp_path: Path) -> None:
    narrow = ROW.replace("id: a", "id: b").replace("[ANY]", "[AZ]")
    (mistake,) = refused(tmp_path, f"- {ROW}\n- {narrow}\n")
    assert mistake.message == "is never reached: 'a' stands above it and fits wherever it does"


def test_no_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidLaw) as caught:
        read(tmp_path / "absent")
    assert caught.value.mistakes[0].place == "recognition.yaml"
