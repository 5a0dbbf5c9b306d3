"""Words find lots, in any alphabet, inflected or not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.lake.made import fill, lot, notice

from karavel.lake import Lake, search
from karavel.lake.folding import fold
from karavel.lake.search import Seen


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Təhlükəsizlik", "TEHLUKESIZLIK"),
        ("İŞIQ", "işıq"),
        ("Straße", "STRASSE"),
        ("λογισμικό", "ΛΟΓΙΣΜΙΚΟ"),
        ("ёлка", "ЕЛКА"),
        ("Łódź", "lodz"),
        ("ﬁnance", "Finance"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Elektron xidmətlər portalının inkişafı", "portal inkisaf"),
        ("Розробка програмного забезпечення", "програмне"),
        ("Ανάπτυξη λογισμικού", "ΑΝΑΠΤΥΞΗ"),
        ("Desenvolvimento de aplicação", "aplicacao"),
        ("Wartung der Fachverfahren", "Wartung"),
    ],
)
def test_a_lot_is_found_by_its_words_whatever_their_ending(title: str, query: str, tmp_path: Path) -> None:
    other = notice("2-2024", title="Road works", lots=(lot("1", title="Asphalt"),))
    with fill(tmp_path, [notice("1-2024", lots=(lot("7", title=title),)), other]).view() as view:
        hits = view.search(query)
    assert [(hit.notice_id, hit.lot_id) for hit in hits] == [("1-2024", "7")]
    assert hits[0].score > 0


def test_the_exact_word_in_the_title_counts_most(tmp_path: Path) -> None:
    made = [
        notice("1-2024", title="", lots=(lot("1", title="Software"),)),
        notice("2-2024", title="", lots=(lot("1", title="Desks", description="for the software team"),)),
        notice("3-2024", title="", lots=(lot("1", title="Softwareentwicklung"),)),
    ]
    with fill(tmp_path, made).view() as view:
        assert view.search("software")[0].notice_id == "1-2024"
        assert len(view.search("software")) == 3


def test_a_search_finds_what_has_come_since_and_no_older_version(tmp_path: Path) -> None:
    fill(tmp_path, [notice(salt="a", title="Bridge")])
    with fill(tmp_path).view() as view:
        assert len(view.search("bridge")) == 1
    with fill(tmp_path, [notice(salt="b", title="Bridge again"), notice("2-2024", title="Bridge")]).view() as view:
        assert sorted(hit.notice_id for hit in view.search("bridge")) == ["1-2024", "2-2024"]
        assert view.search("bridge", limit=1) != []


def test_the_index_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    lake = fill(tmp_path, [notice(title="Bridge")])
    with lake.view() as view:
        first = view.search("bridge")
        shutil.rmtree(tmp_path / "index")
        assert view.search("bridge") == first


def test_scores_weigh_words_and_keep_to_a_kind(tmp_path: Path) -> None:
    made = [
        notice("1-2024", title="", lots=(lot("1", title="apple"),)),
        notice("2-2024", title="", lots=(lot("1", title="pear"),)),
        notice("3-2024", title="", kind="award", lots=(lot("1", title="pear"),)),
    ]
    with fill(tmp_path, made).view() as view:
        keys = {row["notice_id"]: row["key"] for row in view.lots(all_=True).to_pylist()}
        found = view.scores({"apple": 1.0, "pear": 3.0}, limit=10, kinds=("call",))
        assert list(found) == [keys["2-2024"], keys["1-2024"]]
        assert len(view.scores({"pear": 1.0}, limit=10)) == 2
        assert view.scores({}, limit=10) == {}


def test_an_older_view_leaves_a_later_index_as_it_is_and_finds_what_it_knows(tmp_path: Path) -> None:
    with fill(tmp_path, [notice("1-2024", title="Bridge")]).view() as older:
        with fill(tmp_path, [notice("2-2024", title="Bridge")]).view() as newer:
            assert len(newer.search("bridge")) == 2
        generations = sorted(path.name for path in (tmp_path / "index").iterdir())
        assert [hit.notice_id for hit in older.search("bridge")] == ["1-2024"]
        assert sorted(path.name for path in (tmp_path / "index").iterdir()) == generations


def test_an_index_that_another_process_has_extended_is_not_extended_twice(tmp_path: Path) -> None:
    with fill(tmp_path, [notice("1-2024", title="Bridge")]).view() as view:
        index = view.index()
        made = list(view.notices())
        index.extend(Seen(), index.seen(), made)
        assert len(view.search("bridge")) == 1
        assert len(view.scores({"bridge": 1.0}, 10)) == 1


def test_a_damaged_index_is_made_again(tmp_path: Path) -> None:
    with fill(tmp_path, [notice("1-2024", title="Bridge")]).view() as view:
        first = view.search("bridge")
        for told in (tmp_path / "index").glob("*/seen.json"):
            told.write_text("[")
        assert view.search("bridge") == first


def test_a_generation_that_another_process_replaces_while_it_is_opened_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fill(tmp_path, [notice("1-2024", title="Bridge")]).view() as view:
        view.index()
    opened = search._searcher
    late: list[Path] = []

    def replaced_meanwhile(generation: Path) -> object:
        if not late:
            late.append(generation)
            with fill(tmp_path, [notice("2-2024", title="Bridge")]).view() as newer:
                newer.index()
            assert not generation.exists()
        return opened(generation)

    with Lake(tmp_path).view() as older:
        monkeypatch.setattr(search, "_searcher", replaced_meanwhile)
        assert [hit.notice_id for hit in older.search("bridge")] == ["1-2024"]
    assert late


def test_a_lock_that_is_put_into_the_folder_while_it_is_removed_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = shutil.rmtree
    passing: list[Path] = []

    def locked_meanwhile(folder: Path, *, ignore_errors: bool) -> None:
        removed(folder, ignore_errors=ignore_errors)
        if len(passing) < 3:
            passing.append(folder)
            Path(folder).mkdir()
            (Path(folder) / ".tantivy-meta.lock").touch()

    with fill(tmp_path, [notice("1-2024", title="Bridge")]).view() as view:
        view.index()
        monkeypatch.setattr(shutil, "rmtree", locked_meanwhile)
        assert len(view.search("bridge")) == 1
    assert len(set(passing)) == 1
    assert not passing[0].exists()
