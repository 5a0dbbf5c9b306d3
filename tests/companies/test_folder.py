"""The profile folder: a log that only grows and can be read by people; saved searches; broken files are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from karavel.companies.folder import ProfileFolder
from karavel.companies.opinions import Opinion, Rated
from karavel.companies.searches import Criteria, SavedSearch, named
from karavel.errors import InvalidInput, KaravelError, NotFound, UsageError


def rated(opinion: Opinion, lot: str = "1") -> Rated:
    return Rated(on=date(2026, 3, 1), notice_id="1-2026", lot_id=lot, opinion=opinion)


@pytest.fixture
def folder(tmp_path: Path) -> ProfileFolder:
    return ProfileFolder(tmp_path / "firm.toml")


def test_the_folder_stands_beside_the_profile(folder: ProfileFolder, tmp_path: Path) -> None:
    folder.add(rated("up"))
    assert (tmp_path / "firm.karavel" / "feedback.jsonl").read_text(encoding="utf-8").startswith('{"on":"2026-03-01"')


def test_nothing_is_written_by_looking(folder: ProfileFolder, tmp_path: Path) -> None:
    assert not folder.log()
    assert not folder.opinions()
    assert not folder.searches()
    assert list(tmp_path.iterdir()) == []


def test_lines_are_added_and_never_taken_away(folder: ProfileFolder) -> None:
    said = [rated("up"), rated("down", "2"), rated("won")]
    for one in said:
        folder.add(one)
    assert list(folder.log()) == said
    assert [one.opinion for one in folder.opinions()] == ["won", "down"]


def test_every_broken_line_is_named_at_once(folder: ProfileFolder) -> None:
    folder.add(rated("up"))
    path = folder.root / "feedback.jsonl"
    path.write_text(path.read_text() + "no json\n\n" + '{"on":"2026-03-01","opinion":"maybe"}\n')
    with pytest.raises(InvalidInput, match="2 of its lines") as broken:
        folder.log()
    assert [mistake.place for mistake in broken.value.mistakes] == ["feedback.jsonl:2", "feedback.jsonl:4"]


def test_a_search_is_saved_changed_and_forgotten(folder: ProfileFolder) -> None:
    search = SavedSearch(name="Portais 2", criteria=Criteria(words="portal", markets=("PT",)), seen=("1-2026/1",))
    folder.save(search)
    assert folder.search("Portais 2") == search
    assert folder.searches() == (search,)
    folder.forget("Portais 2")
    with pytest.raises(NotFound, match="Portais 2"):
        folder.search("Portais 2")


def test_a_broken_search_is_named(folder: ProfileFolder) -> None:
    folder.save(SavedSearch(name="one", criteria=Criteria()))
    (folder.root / "searches" / "one.json").write_text("{")
    with pytest.raises(InvalidInput, match=r"one\.json"):
        folder.searches()


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", ".hidden", "x" * 61, "a\nb/c"])
def test_names_that_would_leave_the_folder_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        named(name)


@pytest.mark.parametrize("name", ["portals", "Portais 2", "e-Xidmət", "Порталы", "a.b"])
def test_names_in_any_alphabet_are_names(name: str) -> None:
    assert named(f" {name} ") == name


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "firm.karavel").write_text("a file")
    folder = ProfileFolder(tmp_path / "firm.toml")
    with pytest.raises(KaravelError, match=r"firm\.karavel"):
        folder.add(rated("up"))
