"""Feedback, searches, what is like a lot, firms: screens of 100 columns, JSON, sentences for mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.lake.made import fill
from tests.partners.made import AWARDS, award, call

from karavel.notices import Buyer

PROFILE = """
[company]
name = "Xəzər Systems MMC"
country = "AZ"
languages = ["az", "en", "pt"]

[[establishments]]
country = "AZ"
kind = "head-office"

[capabilities]
summary = "Portal do cidadão, portals for citizens"
cpv = ["72200000"]

[[references]]
title = "Portal do cidadão"
cpv = ["72200000"]
country = "AZ"
"""

LONG = "市民ポータルサイトの構築及び運用保守業務の委託に関する一般競争入札の公告 Donaudampfschifffahrtselektrizitäten"
AS_OF = ("--as-of", "2024-05-10")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a lake and a company."""
    calls = [call(1), call(2, "Portal do cidadão da região"), call(3, LONG, buyers=(Buyer(name=LONG, country="JP"),))]
    fill(tmp_path / "karavel-data", [*AWARDS, *calls, award(9, LONG, LONG, ids=("JP-XXX 1234567890",), country="JP")])
    (tmp_path / "firm.toml").write_text(PROFILE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(place: Path, ran: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``karavel`` in that folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(place)
    return ran


SCREENS = (
    ("feedback", "firm.toml", "--list"),
    ("search", "portal", *AS_OF),
    ("search", "portal", *AS_OF, "--company", "firm.toml", "--verdict", "discretionary", "--verdict", "unknown"),
    ("search", *AS_OF, "--all"),
    ("searches", "firm.toml"),
    ("similar", "1-2024", *AS_OF),
    ("similar", "3-2024", "1", *AS_OF),
    ("suppliers", "1-2024", *AS_OF),
    ("suppliers", "3-2024", *AS_OF, "--company", "firm.toml"),
    ("partners", "firm.toml", "--in", "PT", *AS_OF),
    ("partners", "firm.toml", "--in", "BR", *AS_OF),
)


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "pt", "az"])
def test_every_screen_fits_a_hundred_columns(
    run: Run, words: tuple[str, ...], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KARAVEL_LANGUAGE", language)
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert out.strip()
    assert max(map(cell_len, out.splitlines())) <= 100


KEYS = {
    "feedback": {"company", "opinions", "weights", "words", "cpv", "buyers"},
    "search": {"name", "criteria", "as_of", "matching", "new", "lots"},
    "searches": {"company", "searches", "runs"},
    "similar": {"notice_id", "lot_id", "title", "as_of", "lots", "awards"},
    "suppliers": {"notice_id", "lot_id", "title", "as_of", "considered", "suppliers"},
    "partners": {"company", "country", "as_of", "considered", "partners"},
}


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_every_promised_key_is_there(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    assert set(json.loads(out)) >= KEYS[words[0]]


def test_firms_have_the_keys_of_the_promise(run: Run) -> None:
    firm = json.loads(run("suppliers", "1-2024", *AS_OF, "--json")[1])["suppliers"][0]
    assert set(firm) >= {"rank", "name", "ids", "country", "score", "evidence", "parts"}
    assert set(firm["evidence"][0]) >= {"notice_id", "title", "buyer", "value_eur", "date"}


def test_a_thumb_is_taken_told_listed_and_withdrawn(run: Run, place: Path) -> None:
    code, out, _ = run("feedback", "firm.toml", "2-2024", "--up", *AS_OF)
    assert (code, out.startswith("2-2024, lot 1: liked.")) == (0, True)
    assert (place / "firm.karavel" / "feedback.jsonl").exists()
    shown = run("feedback", "firm.toml", "--list")[1]
    assert "feedback on 1 lot" in shown
    assert "“região”" in shown
    assert "Your feedback on 1 lot counts" in run("match", "firm.toml", *AS_OF)[1]
    assert "withdrawn" in run("feedback", "firm.toml", "2-2024", "--undo", *AS_OF)[1]
    assert "no lot yet" in run("feedback", "firm.toml")[1]


def test_match_can_be_asked_to_forget_feedback(run: Run) -> None:
    before = json.loads(run("match", "firm.toml", *AS_OF, "--json")[1])
    run("feedback", "firm.toml", "2-2024", "--down", *AS_OF)
    after = json.loads(run("match", "firm.toml", *AS_OF, "--json")[1])
    without = json.loads(run("match", "firm.toml", *AS_OF, "--no-feedback", "--json")[1])
    assert after["lots"] != before["lots"]
    assert (after["feedback"], without["feedback"]) == (1, 0)
    assert without == before


def test_a_search_is_saved_run_and_forgotten(run: Run) -> None:
    code, _, err = run("search", "portal", *AS_OF, "--company", "firm.toml", "--save", "portals")
    assert code == 0
    assert "portals" in err
    assert "portal" in run("searches", "firm.toml")[1]
    assert "0 new" in run("searches", "firm.toml", "--run", *AS_OF)[1]
    assert "no saved search" in run("searches", "firm.toml", "--forget", "portals")[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("feedback", "firm.toml", "1-2024"), 2, "--up"),
        (("feedback", "firm.toml", "1-2024", "--up", "--down"), 2, "one of"),
        (("feedback", "firm.toml", "--won"), 2, "NOTICE_ID --won"),
        (("feedback", "firm.toml", "7-2024", "--up"), 1, "7-2024"),
        (("feedback", "firm.toml", "1-2024", "7", "--up"), 1, "has no lot 7"),
        (("feedback", "firm.toml", "1-2024", "--undo"), 1, "no feedback"),
        (("search", "x", "--save", "one"), 2, "--company"),
        (("search", "x", "--company", "firm.toml", "--save", "../one"), 2, "name of a search"),
        (("search", "x", "--verdict", "open"), 2, "--company"),
        (("search", "x", "--verdict", "yes"), 2, "guaranteed, open"),
        (("search", "x", "--cpv", "7220000x"), 2, "--cpv"),
        (("search", "x", "--language", "klingon"), 2, "klingon"),
        (("search", "x", "--market", "Portugual"), 2, "Portugual"),
        (("searches", "firm.toml", "--only", "none"), 1, "none"),
        (("similar", "7-2024"), 1, "7-2024"),
        (("similar", "1-2024", "--open", "--awards"), 2, "--awards"),
        (("suppliers", "1-2024", "9"), 1, "lots are 1"),
        (("partners", "firm.toml", "--in", "Atlantis"), 2, "Atlantis"),
        (("partners", "none.toml", "--in", "PT"), 1, "none.toml"),
        (("suppliers", "1-2024", "--lake", "none"), 1, "none"),
    ],
)
def test_mistakes_are_sentences(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    left, out, err = run(*words)
    assert (left, out) == (code, "")
    assert said in " ".join(err.split())
    assert "Traceback" not in err


@pytest.mark.parametrize("name", KEYS)
def test_help_says_what_each_does(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "--json" in out
