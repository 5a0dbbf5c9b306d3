"""An authority is trusted with its provenance only; what a signature is worth is said by data, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY
from tests.procurement.signing.authorities import Authority

from karavel import texts
from karavel.access import Law
from karavel.errors import InvalidInput
from karavel.procurement.signing import TrustList, read_trust, recognition
from karavel.procurement.signing.recognition import rules

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


LAW = Law.load()


@pytest.mark.parametrize(
    ("governing", "provider", "level", "on", "effect", "article"),
    [
        ("PT", "PT", "qualified", date(2026, 11, 26), "handwritten", "Art. 25(2) and (3)"),
        ("PT", "EE", "qualified", date(2026, 11, 26), "handwritten", "Art. 25(2) and (3)"),
        ("PT", "PT", "qualified", date(2016, 6, 30), "unknown", ""),
        ("PT", "PT", "advanced", date(2026, 11, 26), "admissible", "Art. 25(1)"),
        ("PT", "AZ", "qualified", date(2024, 5, 19), "admissible", "Art. 14(1) and 25(1)"),
        ("PT", "AZ", "qualified", date(2024, 5, 20), "admissible", "Art. 14(1) and 25(1)"),
        ("AZ", "AZ", "qualified", date(2026, 11, 26), "handwritten", "legal force of the enhanced signature"),
        ("AZ", "PT", "qualified", date(2026, 11, 26), "unknown", ""),
        ("PT", "GB", "qualified", date(2026, 11, 26), "unknown", ""),
        ("PT", "PT", "unknown", date(2026, 11, 26), "unknown", ""),
        ("BR", "BR", "qualified", date(2026, 11, 26), "handwritten", "Art. 10, § 1"),
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


def test_every_row_speaks_every_language_and_names_known_lists() -> None:
    assert len({rule.id for rule in rules()}) == len(rules())
    for rule in rules():
        assert set(rule.sentence) == set(texts.LANGUAGES)
        assert all(LAW.members(name, rule.reviewed) for name in (*rule.law, *rule.provider))
        assert rule.url.startswith("https://")


def test_the_docs_show_every_row() -> None:
    table = (REPOSITORY / "docs" / "signatures.md").read_text(encoding="utf-8")
    for rule in rules():
        assert rule.article in table, rule.id
