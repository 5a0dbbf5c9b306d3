"""A mistake in a law file is told with its place and what would be right; all are told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from karavel.access import Law
from karavel.access.compiled import FOLDER
from karavel.access.mistakes import check
from karavel.errors import InvalidLaw

BROKEN = Path(__file__).parent / "broken"


def _alone(file: Path, folder: Path) -> Path:
    text = file.read_text(encoding="utf-8")
    name = file.name if file.stem == "misnamed" else "BROKEN.yaml"
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_broken_file_is_told_in_the_words_it_expects(file: Path, tmp_path: Path) -> None:
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expects: ")
    told = [f"{mistake.place} {mistake.message}" for mistake in check(_alone(file, tmp_path))]
    assert any(expected in line for line in told), told


def test_the_law_of_the_package_has_no_mistake() -> None:
    assert check(FOLDER) == []


def test_two_mistakes_in_two_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("unknown_layer", "missing_article"):
        (tmp_path / f"{name}.yaml").write_text((BROKEN / f"{name}.yaml").read_text(encoding="utf-8"), "utf-8")
    with pytest.raises(InvalidLaw) as error:
        Law.load(tmp_path)
    assert {mistake.place.split(".")[0] for mistake in error.value.mistakes} == {"unknown_layer", "missing_article"}


def test_norway_is_not_false(tmp_path: Path) -> None:
    text = (BROKEN / "low_confidence.yaml").read_text(encoding="utf-8").replace("low}", "high, when: {buyer: [NO]}}")
    (tmp_path / "BROKEN.yaml").write_text(text, encoding="utf-8")
    assert check(tmp_path) == []
    assert Law.load(tmp_path).instrument("BROKEN").rules[0].when.buyer == ("NO",)
