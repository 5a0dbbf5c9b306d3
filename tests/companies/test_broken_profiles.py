"""Every mistake in a profile is told with its place and its remedy, all at once.

A case is a file in ``broken/``: its first lines, ``# expect: place | words``, are all the mistakes that must be told.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from karavel import companies
from karavel.errors import InvalidProfile

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.toml"))


def expected(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [line.removeprefix("# expect: ").partition(" | ") for line in lines if line.startswith("# expect: ")]
    return [(place, words) for place, _, words in told]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_broken_profile_tells_exactly_its_mistakes(path: Path) -> None:
    with pytest.raises(InvalidProfile) as error:
        companies.load(path)
    told = {mistake.place: mistake.message for mistake in error.value.mistakes}
    wanted = expected(path)
    assert wanted
    assert set(told) == {place for place, _ in wanted}
    assert all(words in told[place] for place, words in wanted)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_headline_counts_the_mistakes_and_names_the_file(path: Path) -> None:
    with pytest.raises(InvalidProfile) as error:
        companies.load(path)
    count = len(error.value.mistakes)
    assert count == len(expected(path))
    assert str(error.value) == f"{path} has {count} problem{'s' if count > 1 else ''}:"
    assert error.value.remedy == "Fix the file and run the same command again."


def test_a_file_that_is_not_there_says_where_to_begin(tmp_path: Path) -> None:
    with pytest.raises(InvalidProfile, match=r"there is no file .*firma\.toml") as error:
        companies.load(tmp_path / "firma.toml")
    assert "examples/my-company.toml" in error.value.remedy


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    with pytest.raises(InvalidProfile, match="cannot be read"):
        companies.load(tmp_path)


def test_a_file_in_another_encoding_is_told_by_its_first_wrong_byte(tmp_path: Path) -> None:
    path = tmp_path / "firma.toml"
    path.write_bytes('[company]\nname = "Évora"\n'.encode("latin-1"))
    with pytest.raises(InvalidProfile, match=r"not UTF-8 text \(byte 18\)"):
        companies.load(path)


def test_a_file_that_cannot_be_a_profile_by_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_bytes(b"#" * 2_000_000)
    with pytest.raises(InvalidProfile, match="is it another file"):
        companies.load(path)


def test_nesting_without_end_is_a_mistake_not_a_crash() -> None:
    with pytest.raises(InvalidProfile) as error:
        companies.parse("a = " + "[" * 100_000)
    assert error.value.mistakes
