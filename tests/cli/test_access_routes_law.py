"""``access``, ``routes``, ``ask`` and ``law``: 100 columns for people, JSON for scripts, sentences for mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from tests.lake.made import fill
from tests.routes.firms import lot, notice, requirement

from karavel.cli import output
from karavel.cli.routes_csv import table_of

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

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lake and a company."""
    folder = tmp_path_factory.mktemp("place")
    asked = lot(requirements=(requirement("ISO 27001; at least 2 references; [and markup] is shown as it is"),))
    fill(folder / "karavel-data", [notice(asked)])
    (folder / "firm.toml").write_text(PROFILE, encoding="utf-8")
    return folder


@pytest.fixture
def run(place: Path, ran: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in that folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(place)
    return ran


@pytest.mark.parametrize(
    "words",
    [
        ("access", "firm.toml", "1-2026", "--as-of", "2026-11-23"),
        ("access", "firm.toml", "1-2026", "--as-of", "2026-11-23", "--all"),
        ("routes", "firm.toml", "--as-of", "2026-11-23"),
        ("routes", "firm.toml", "--as-of", "2026-11-23", "--all"),
        ("law", "check"),
        ("law", "show"),
        ("law", "show", "C-652-22"),
        ("law", "coverage", "UA", "PT", "--on", "2026-03-01"),
        ("law", "coverage", "AZ", "PT", "--on", "2026-03-01"),
        ("law", "questions"),
        ("law", "changes", "PT", "AZ"),
        ("law", "changes", "TR", "PL", "--silent", "--from", "2025-01-01", "--until", "2027-12-31"),
        ("access", "firm.toml", "1-2026", "--as-of", "2026-11-23", "--changes", "--all"),
        ("routes", "firm.toml", "--as-of", "2026-11-23", "--by-market"),
        ("match", "firm.toml", "--as-of", "2026-11-23"),
    ],
)
@pytest.mark.parametrize(("language", "columns"), [("en", 100), ("en", 80), ("pt", 80), ("az", 80)])
def test_what_people_read_keeps_to_the_screen(
    run: Run, words: tuple[str, ...], language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KARAVEL_LANGUAGE", language)
    monkeypatch.setattr(output, "console", lambda: Console(highlight=False, width=columns))
    code, out, _ = run(*words)
    assert code == 0
    assert out.strip()
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("access", "firm.toml", "1-2026", "--as-of", "2026-11-23"), {"notice_id", "lots"}),
        (("routes", "firm.toml", "--as-of", "2026-11-23"), {"as_of", "considered", "routes"}),
        (("ask", "1-2026", "--company", "firm.toml", "--as-of", "2026-11-23"), {"language", "text", "until", "to"}),
        (("law", "check"), {"mistakes"}),
        (("law", "show", "C-652-22"), {"id", "title", "parts"}),
        (("law", "coverage", "UA", "PT", "--on", "2026-03-01"), {"supplier", "buyer", "on", "coverage"}),
        (("law", "changes", "TR", "PL"), {"supplier", "buyer", "since", "until", "pairs"}),
        (("access", "firm.toml", "1-2026", "--changes"), {"notice_id", "company", "since", "until", "routes"}),
    ],
)
def test_json_has_the_promised_keys(run: Run, words: tuple[str, ...], keys: set[str]) -> None:
    code, out, _ = run(*words, "--json")
    assert code == 0
    assert keys <= set(json.loads(out))


def test_text_of_a_notice_is_no_markup(run: Run) -> None:
    assert "[and markup]" in run("access", "firm.toml", "1-2026", "--as-of", "2026-11-23")[1]


def test_a_letter_goes_to_stdout_and_its_days_to_stderr(run: Run) -> None:
    code, out, err = run("ask", "1-2026", "--company", "firm.toml", "--as-of", "2026-11-23")
    assert code == 0
    assert out.startswith("Assunto:")
    assert "x@example.pt" in err
    assert "assumed" in err


def test_csv_has_one_row_a_route(run: Run) -> None:
    code, out, _ = run("routes", "firm.toml", "--as-of", "2026-11-23", "--csv")
    rows = out.splitlines()
    assert code == 0
    assert rows[0].startswith("kind,via,lots")
    assert any(row.startswith("subsidiary,PT,1,") for row in rows)


def test_csv_by_market_has_one_row_a_route_and_country(run: Run) -> None:
    code, out, _ = run("routes", "firm.toml", "--as-of", "2026-11-23", "--csv", "--by-market")
    rows = out.splitlines()
    assert code == 0
    assert rows[0] == "kind,via,market,lots,value_eur"
    assert "subsidiary,PT,PT,1,310000.0" in rows


def test_no_cell_of_the_csv_is_a_formula() -> None:
    assert table_of([("=1+1", "+x", "-y", "@z", "\tq", "plain", -1.5)]) == "'=1+1,'+x,'-y,'@z,'\tq,plain,-1.5"


def test_access_says_why_the_best_route_is_the_best(run: Run) -> None:
    out = " ".join(run("access", "firm.toml", "1-2026", "--as-of", "2026-11-23")[1].split())
    assert "* subcontract PT: the same verdict as consortium PT (€3,000 < €7,700), at less cost" in out
    assert "direct (buyer decides) would come before it, but you fall short: certificate ISO 27001 or equal" in out


def test_changes_name_the_article_and_its_day(run: Run) -> None:
    out = " ".join(run("law", "changes", "TR", "PL", "--silent")[1].split())
    assert "9 Sep 2025" in out
    assert "Art. 16b (begins)" in out
    assert "Documents read" in out


def test_a_letter_in_english_for_want_of_another_says_so(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "lake", [notice(lot(), language="ka"), notice(lot(), language=None, id="2-2026")])
    for name, said in (("1-2026", "Georgian"), ("2-2026", "does not say its language")):
        words = ("ask", name, "--company", "firm.toml", "--lake", str(tmp_path / "lake"), "--as-of", "2027-02-12")
        code, out, err = run(*words)
        assert code == 0
        assert out.startswith("Subject:")
        assert said in err
        assert "That day is past" in err


def test_an_empty_lake_says_what_to_do_next(tmp_path: Path, run: Run) -> None:
    fill(tmp_path / "lake", [])
    for words in (("routes", "firm.toml"), ("match", "firm.toml"), ("lake", "status"), ("show", "1")):
        _, out, err = run(*words, "--lake", str(tmp_path / "lake"))
        assert "karavel" in out + err
        assert not any(line.startswith(("┏", "┌")) for line in out.splitlines())


def test_access_without_a_notice_is_wrong_usage(run: Run) -> None:
    code, _, err = run("access", "firm.toml")
    assert code == 2
    assert "--cases" in err


def test_a_gateway_that_is_no_country_is_wrong_usage(run: Run) -> None:
    code, _, err = run("routes", "firm.toml", "--via", "Portugall")
    assert code == 2
    assert err.startswith("--via: ")
    assert '"PT"' in err


@pytest.mark.parametrize(
    "words",
    [
        ("law", "changes", "PT", "AZ", "--cpv", "7200"),
        ("law", "changes", "PT", "AZ", "--from", "2027-01-01", "--until", "2026-01-01"),
        ("law", "changes", "PT"),
    ],
)
def test_wrong_options_of_changes_are_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("access", "firm.toml", "9-1999"), "9-1999"),
        (("law", "show", "NO-SUCH-LAW"), "NO-SUCH-LAW"),
        (("law", "coverage", "Azerbajan", "PT"), "AZ"),
        (("law", "changes", "PT", "Azerbajan"), "AZ"),
        (("access", "firm.toml", "2-2026"), "Did you mean 1-2026?"),
        (("routes", "firm.toml", "--lake", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert code == 1
    assert said in err
    assert not out
    assert "Traceback" not in err
