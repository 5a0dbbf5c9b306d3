"""The law says when an answer changes; its files are compiled once for each content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from karavel.access import Law, flips, from_case, reading, started
from karavel.access.compiled import FOLDER, law_files, read_instruments, write_compiled
from karavel.access.model import Instrument
from karavel.errors import Mistake, NotFound


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def _case(country: str, buyer: str, start: str, **facts: object) -> dict[str, object]:
    tender = {
        "buyer_country": buyer,
        "buyer_level": "central",
        "nature": "supplies",
        "procedure_start": start,
        "cpv": "30200000",
        "value": {"amount": 500000, "currency": "XDR"},
        "facts": facts,
    }
    return {"company": {"country": country}, "tender": tender}


def test_the_days_on_which_an_answer_flips_are_listed(law: Law) -> None:
    poland = from_case(_case("TR", "PL", "2025-01-01", documents_silent=True))
    assert [(f.on, f.before, f.after) for f in flips(law, poland, date(2027, 1, 1))] == [
        (date(2025, 9, 9), "discretionary", "excluded")
    ]
    brazil = from_case(_case("PT", "BR", "2026-01-01"))
    assert [(f.on, f.after, f.instrument) for f in flips(law, brazil, date(2027, 1, 1))] == [
        (date(2026, 5, 1), "guaranteed", "EU-MERCOSUR-ITA")
    ]


def test_an_instrument_is_found_by_its_number(law: Law) -> None:
    assert law.instrument("2025R1197").kind == "union-act"
    with pytest.raises(NotFound, match="No instrument 'XYZ'"):
        law.instrument("XYZ")


def test_yaml_is_read_only_when_a_file_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = tmp_path / "law", tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    for file in law_files(FOLDER):
        (folder / file.name).write_bytes(file.read_bytes())
    first = read_instruments(folder)
    calls: list[list[Path]] = []

    def watched(files: list[Path]) -> tuple[list[Instrument], list[Mistake]]:
        calls.append(files)
        return [], []

    monkeypatch.setattr(reading, "check_files", watched)
    assert read_instruments(folder) == first
    assert calls == []
    (folder / "EEA.yaml").write_text((folder / "EEA.yaml").read_text("utf-8") + "# read again\n", "utf-8")
    read_instruments(folder)
    assert len(calls) == 1


def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a-file-where-a-folder-should-be"
    blocked.write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert read_instruments()


def test_a_packaged_law_is_taken_as_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in law_files(FOLDER):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    target = write_compiled(tmp_path)
    assert target.parent == tmp_path
    monkeypatch.setattr(reading, "check_files", lambda _: pytest.fail("YAML was read"))
    assert read_instruments(tmp_path)


@pytest.mark.parametrize("file", law_files(FOLDER), ids=lambda file: file.stem)
def test_every_instrument_says_where_it_stands_and_when_it_was_looked_at(law: Law, file: Path) -> None:
    instrument = law.instrument(file.stem)
    assert instrument.title["en"]
    assert instrument.reviewed <= date(2030, 1, 1)
    assert instrument.sources or instrument.kind == "words"


def test_award_and_deadline_move_with_the_start() -> None:
    case = _case("TR", "PL", "2025-01-01")
    tender = case["tender"]
    assert isinstance(tender, dict)
    tender |= {"award": "2025-03-01", "deadline": "2025-02-01"}
    moved = started(from_case(case), date(2026, 1, 1)).tender
    assert (moved.procedure_start, moved.deadline, moved.award) == (
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    )
