"""``karavel matches``: a line of JSON for each company, the same as ``karavel match`` prints for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_match import PROFILE
from tests.lake.made import fill
from tests.routes.firms import lot, notice

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    fill(tmp_path / "lake", [notice(lot(), lot(id="LOT-0002", title="Second portal"))])
    folder = tmp_path / "companies"
    (folder / "more").mkdir(parents=True)
    for name, country in (("b", "AZ"), ("a", "GE"), ("more/c", "PT")):
        profile = PROFILE.replace("Xəzər Systems MMC", f"Firm {name}").replace(
            'country = "AZ"', f'country = "{country}"'
        )
        (folder / f"{name}.toml").write_text(profile)
    return tmp_path


def test_each_company_of_a_folder_has_a_line_like_that_of_match(place: Path, ran: Run) -> None:
    options = ("--lake", str(place / "lake"), "--as-of", "2026-11-24", "--top", "1")
    code, out, err = ran("matches", str(place / "companies"), *options)
    assert (code, err) == (0, "")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["company"] for line in lines] == ["Firm a", "Firm b", "Firm more/c"]
    for line, name in zip(lines, ("a", "b", "more/c"), strict=True):
        _, alone, _ = ran("match", str(place / "companies" / f"{name}.toml"), *options, "--json")
        assert line == json.loads(alone)
        assert len(line["lots"]) == 1


def test_a_folder_without_profiles_is_told(place: Path, ran: Run) -> None:
    code, out, err = ran("matches", str(place / "lake"), "--lake", str(place / "lake"))
    assert (code, out) == (1, "")
    assert "no folder that holds one" in err
    assert "*.toml" in err
