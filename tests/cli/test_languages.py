"""People are spoken to in their language, in all that a command shows of its own."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.lake.made import fill
from tests.routes.firms import lot, notice, requirement
from tests.texts.catalogues import compile_into

from karavel.cli.main import main
from karavel.notices import Buyer
from karavel.texts import translation

PROFILE = """
[company]
name = "Xəzər Systems MMC"
country = "AZ"
languages = ["az", "en"]

[[establishments]]
country = "AZ"
kind = "head-office"

[capabilities]
cpv = ["72200000"]

[preferences]
gateways = ["PT"]
"""

Say = Callable[..., str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    call = notice(
        lot(title="Desenvolvimento de software", requirements=(requirement("ISO 27001"),)),
        id="1-2026",
        buyers=(Buyer(name="Câmara Municipal de Exemplo", country="PT"),),
    )
    fill(folder / "karavel-data", [call])
    (folder / "firm.toml").write_text(PROFILE, encoding="utf-8")
    (folder / "wrong.toml").write_text(PROFILE.replace('"AZ"', '"Atlantis"', 1), encoding="utf-8")
    return folder


@pytest.fixture
def say(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """What a command says in a language, with the catalogues of this moment."""
    where = compile_into(tmp_path / "locale")
    monkeypatch.setattr(
        translation, "_catalogue", lambda name: gettext.translation("karavel", where, [name], fallback=True)
    )
    monkeypatch.chdir(place)
    monkeypatch.delenv("KARAVEL_LAKE", raising=False)

    def call(language: str, *words: str) -> str:
        monkeypatch.setenv("KARAVEL_LANGUAGE", language)
        monkeypatch.setattr(sys, "argv", ["karavel", *words])
        with suppress(SystemExit):
            main()
        captured = capsys.readouterr()
        return captured.out + captured.err

    return call


HEADLINES = {
    "en": "Xəzər Systems MMC · 1 of 1 open lots fit · as of 23 Nov 2026",
    "pt": "Xəzər Systems MMC · 1 de 1 lotes abertos adequam-se · à data de 23/11/2026",
    "az": "Xəzər Systems MMC · 1 açıq lotdan 1 uyğundur · 23 noy 2026 tarixinə",
}


@pytest.mark.parametrize("language", HEADLINES)
def test_the_headline_of_match_is_in_the_language_asked_for(say: Say, language: str) -> None:
    shown = say(language, "match", "firm.toml", "--as-of", "2026-11-23")
    assert shown.splitlines()[0].strip() == HEADLINES[language]
    assert max(map(cell_len, shown.splitlines())) <= 100


@pytest.mark.parametrize(
    ("language", "column", "law"), [("pt", "Veredicto", "retenção na fonte"), ("az", "Rəy", "mənbədə vergi")]
)
def test_access_gives_columns_and_law_in_the_language_asked_for(say: Say, language: str, column: str, law: str) -> None:
    shown = say(language, "access", "firm.toml", "1-2026", "--as-of", "2026-11-23")
    assert column in shown
    assert law in shown.lower()
    assert "The " not in shown


def test_a_wrong_profile_is_told_in_the_language_asked_for(say: Say) -> None:
    shown = say("pt", "match", "wrong.toml")
    assert "wrong.toml tem 1 problema:" in shown
    assert "não é um código de país" in shown
    assert "Corrija o ficheiro" in shown


def test_an_unknown_language_is_answered_in_english(say: Say) -> None:
    assert "1 of 1 open lots fit" in say("xx", "match", "firm.toml", "--as-of", "2026-11-23")
