"""The entry data hold: every figure is sourced or an estimate, and each kind of mistake is told with its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from karavel.errors import InvalidLaw
from karavel.routes.entry import EntryData
from karavel.routes.loading import FOLDER, load, write_compiled
from karavel.routes.reading import read

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def _texts(node: object) -> Iterator[dict[str, object]]:
    if isinstance(node, dict):
        if isinstance(node.get("en"), str):
            yield node
        for child in node.values():
            yield from _texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_step_is_told_in_three_languages(file: Path) -> None:
    texts = _texts(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert [text["en"] for text in texts if not {"pt", "az"} <= text.keys()] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the package's words and templates, for one country's file."""
    for name in ("words.yaml", "templates.yaml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def data() -> EntryData:
    return read(FOLDER)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_told_with_its_place_and_what_is_wrong(broken: Path, folder: Path) -> None:
    content = broken.read_text(encoding="utf-8")
    expected = content.splitlines()[0].removeprefix("# says: ")
    (folder / "PT.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidLaw) as caught:
        read(folder)
    told = [f"{mistake.place} {mistake.message}" for mistake in caught.value.mistakes]
    assert all(line.startswith("PT.yaml") for line in told)
    assert any(expected in line for line in told), told


def test_all_mistakes_of_all_files_are_told_at_once(folder: Path) -> None:
    for name, broken in (("PT", "fee-backwards"), ("AZ", "unknown-step")):
        text = (Path(__file__).parent / "broken" / f"{broken}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text.replace("country: PT", f"country: {name}"), encoding="utf-8")
    with pytest.raises(InvalidLaw) as caught:
        read(folder)
    assert {mistake.place.partition(".")[0] for mistake in caught.value.mistakes} == {"PT", "AZ"}


def test_a_folder_without_words_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidLaw) as caught:
        read(tmp_path)
    assert {mistake.place for mistake in caught.value.mistakes} == {"words.yaml", "templates.yaml"}


def test_both_ends_of_both_corridors_are_complete(data: EntryData) -> None:
    for code in ("PT", "AZ"):
        entry = data.countries[code]
        assert entry.subsidiary
        assert entry.branch
        assert entry.bidding
        assert entry.tax


def test_every_word_is_said_in_english_portuguese_and_azerbaijani(data: EntryData) -> None:
    words = data.words
    tables = (words.steps, words.papers, words.people, words.running, words.fees, words.keeps)
    texts = [text for table in tables for text in table.values()]
    texts += [risk.text for risk in words.risks.values()]
    assert all(text.get(language) for text in texts for language in ("en", "pt", "az"))


def test_proposals_are_never_worded_as_law(data: EntryData) -> None:
    for key, risk in data.words.risks.items():
        assert risk.may_change == risk.text["en"].startswith("May change:"), key
        if risk.may_change:
            assert risk.source, key


def test_a_figure_without_a_source_is_an_estimate_everywhere(data: EntryData) -> None:
    for entry in data.countries.values():
        for part in (entry.subsidiary, entry.branch, entry.bidding):
            for step in part.steps if part else ():
                assert step.sources or step.estimate


def test_the_compiled_form_says_the_same_and_a_changed_file_makes_it_stale(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.yaml"):
        shutil.copy(file, tmp_path / file.name)
    first = write_compiled(tmp_path)
    assert load(tmp_path) == read(FOLDER)
    (tmp_path / "PT.yaml").write_text((tmp_path / "PT.yaml").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert write_compiled(tmp_path) != first
    assert not first.exists()
