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


def _spellings(amount: float) -> set[str]:
    """How the facts may write an amount: 135,018 or 143k or 8.7m or 26.5bn."""
    found = {f"{amount:,.0f}", f"{amount:.0f}", f"{amount:,.0f}".replace(",", " ")}
    for unit, size in (("k", 1e3), ("m", 1e6), ("bn", 1e9)):
        found.add(f"{amount / size:g}{unit}")
        found.add(f"{amount / size:g} {unit}")
    return found | ({f"{amount / 1e6:g}"} if amount >= 1e6 else set())


def test_every_threshold_stands_in_the_facts_or_names_where_it_was_looked_up(law: Law, shared: Path) -> None:
    facts = "".join(file.read_text(encoding="utf-8") for file in sorted((shared.parent / "law").glob("facts*.md")))
    astray = []
    for instrument in law.instruments:
        for table in instrument.thresholds:
            for row in table.rows:
                url = instrument.sources[row.source].url
                looked_up = url is not None and url not in facts
                amounts = [a for a in (row.services, row.supplies, row.works) if a is not None]
                if not looked_up and not all(_stands(facts, amount) for amount in amounts):
                    astray.append((table.id, row.valid_from, amounts))
    assert astray == []


def _stands(facts: str, amount: float) -> bool:
    return any(spelling in facts for spelling in _spellings(amount))


def test_the_fidelity_check_would_notice_a_slip() -> None:
    assert _stands("GBP 135,018 and 5.5m SDR", 135_018)
    assert _stands("GBP 135,018 and 5.5m SDR", 5_500_000)
    assert not _stands("GBP 135,018 and 5.5m SDR", 135_019)


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
