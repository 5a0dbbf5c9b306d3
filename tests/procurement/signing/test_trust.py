"""An authority is trusted with its provenance only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.procurement.signing.authorities import Authority

from karavel.errors import InvalidInput
from karavel.procurement.signing import TrustList, read_trust

ROOT = Authority.new("PT", "Root")


def test_a_folder_is_read(tmp_path: Path) -> None:
    ROOT.trusted(tmp_path)
    (tmp_path / "PT" / "der.der").write_bytes(ROOT.der)
    (tmp_path / "PT" / "der.toml").write_text((tmp_path / "PT" / "root.toml").read_text())
    found = read_trust(tmp_path).entries
    assert [(one.country, one.name, one.level, one.retrieved) for one in found] == [
        ("PT", "der", "qualified", date(2026, 11, 26)),
        ("PT", "root", "qualified", date(2026, 11, 26)),
    ]
    assert found[0].certificate == found[1].certificate == ROOT.der


def test_no_folder_is_an_empty_list(tmp_path: Path) -> None:
    assert read_trust(tmp_path / "absent") == TrustList()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sha256": "0" * 64}, "another SHA-256"),
        ({"level": "excellent"}, "level"),
        ({"unheard": "of"}, "unheard"),
    ],
)
def test_a_provenance_that_does_not_hold_is_told(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    ROOT.trusted(tmp_path, **changed)
    assert words in told(tmp_path)


def told(folder: Path) -> str:
    with pytest.raises(InvalidInput) as found:
        read_trust(folder)
    return " ".join(f"{mistake.place} {mistake.message}" for mistake in found.value.mistakes)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    ROOT.trusted(tmp_path)
    (tmp_path / "PT" / "root.toml").unlink()
    (tmp_path / "XX").mkdir()
    (tmp_path / "XX" / "a.pem").write_bytes(b"x")
    (tmp_path / "AZ").mkdir()
    (tmp_path / "AZ" / "b.pem").write_bytes(b"x")
    (tmp_path / "AZ" / "b.toml").write_text(
        'title = "b"\nsource = "s"\nretrieved = 2026-01-01\nsha256 = "00"\n', encoding="utf-8"
    )
    said = told(tmp_path)
    for words in ("root.toml is missing", "no country code: XX", "no certificate"):
        assert words in said, said


def test_a_certificate_of_no_authority_is_told(tmp_path: Path) -> None:
    _key, certificate = ROOT.issued("Somebody")
    Authority("PT", "Somebody", ROOT.key, certificate).trusted(tmp_path)
    assert "of no authority" in told(tmp_path)
