"""``access``, ``routes``, ``ask`` and ``law``: 100 columns for people, JSON for scripts, sentences for mistakes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.lake.made import fill
from tests.routes.firms import lot, notice, requirement

from karavel.cli.main import main

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
def run(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in that folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(place)
    monkeypatch.delenv("KARAVEL_LAKE", raising=False)

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["karavel", *words])
        code = 0
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


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
    ],
)
def test_what_people_read_keeps_to_a_hundred_columns(run: Run, words: tuple[str, ...]) -> None:
    code, out, _ = run(*words)
    assert code == 0
    assert out.strip()
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("access", "firm.toml", "1-2026", "--as-of", "2026-11-23"), {"notice_id", "lots"}),
        (("routes", "firm.toml", "--as-of", "2026-11-23"), {"as_of", "considered", "routes"}),
        (("ask", "1-2026", "--company", "firm.toml", "--as-of", "2026-11-23"), {"language", "text", "until", "to"}),
        (("law", "check"), {"mistakes"}),
        (("law", "show", "C-652-22"), {"id", "title", "parts"}),
        (("law", "coverage", "UA", "PT", "--on", "2026-03-01"), {"supplier", "buyer", "on", "coverage"}),
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
    ("words", "said"),
    [
        (("access", "firm.toml", "9-1999"), "9-1999"),
        (("law", "show", "NO-SUCH-LAW"), "NO-SUCH-LAW"),
        (("law", "coverage", "Azerbajan", "PT"), "AZ"),
        (("routes", "firm.toml", "--lake", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert code == 1
    assert said in err
    assert not out
    assert "Traceback" not in err
