"""The command line finds commands by name, keeps its exit codes, and never shows a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from karavel.cli import main as command_line
from karavel.cli import output
from karavel.errors import InvalidProfile, KaravelError, Mistake, UsageError


def karavel(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "karavel", *words], capture_output=True, text=True, cwd=cwd, check=False, timeout=120
    )


def test_help_names_every_command_and_loads_none_of_them() -> None:
    code = (
        "import sys; sys.argv = ['karavel', '--help']\n"
        "from karavel.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'duckdb', 'pyarrow', 'lxml', 'tantivy', 'numpy', 'httpx'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "HEAVY []" in done.stdout
    for name in command_line.COMMANDS:
        assert f" {name} " in done.stdout


def test_an_unknown_command_is_wrong_usage() -> None:
    done = karavel("nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr


@pytest.mark.parametrize("name", command_line.COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = karavel(name, "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KaravelError("The disk is full.", remedy="Make room."), 1),
        (UsageError("Say which."), 2),
        (ValueError("odd"), 1),
    ],
)
def test_errors_become_sentences_and_exit_codes(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_asked: str) -> None:
        raise error

    monkeypatch.delenv("KARAVEL_DEBUG", raising=False)
    monkeypatch.setattr(command_line, "build", fail)
    with pytest.raises(SystemExit) as left:
        command_line.main()
    assert left.value.code == code
    shown = capsys.readouterr()
    assert str(error) in shown.err
    assert "Traceback" not in shown.err
    assert not shown.out


_WITHOUT = """
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "rdflib", "mcp", "sklearn"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.partition(".")[0])
sys.meta_path.insert(0, Without())
from karavel.cli.main import main
main()
"""


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("services", "check", "x.ttl"), "web"),
        (("serve",), "web"),
        (("audit", "verify"), "web"),
        (("desk", "tick"), "web"),
        (("alerts", "send"), "web"),
        (("mcp", str(Path("examples/my-company.toml").resolve())), "mcp"),
    ],
)
def test_a_command_whose_extra_is_left_out_says_how_to_install_it(words: tuple[str, ...], extra: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert f"pip install 'karavel[{extra}]'" in done.stderr
    assert "fault" not in done.stderr


def test_all_mistakes_of_a_file_are_told_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    mistakes = (Mistake("company.country", "no such country"), Mistake("owners", "shares add up to 130 %"))
    output.error(InvalidProfile("firm.toml has 2 problems:", mistakes, remedy="Fix the file."))
    shown = capsys.readouterr().err
    assert shown.splitlines() == [
        "firm.toml has 2 problems:",
        "  company.country  no such country",
        "  owners           shares add up to 130 %",
        "Fix the file.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("match", "firm.toml", "--as-of", "2026-13-40"),
        ("law", "coverage", "AZ", "PT", "--on", "yesterday"),
        ("fetch", "ted", "--since", "24.11.2026"),
        ("search", "portal", "--closes-from", "soon"),
    ],
)
def test_a_day_that_is_none_is_told_with_how_to_write_one(words: tuple[str, ...]) -> None:
    done = karavel(*words)
    assert done.returncode == 2
    assert f"{words[-1]} is no day; write it as 2026-11-24." in " ".join(done.stderr.replace("│", " ").split())


def test_a_folder_that_is_a_file_is_told_as_such_and_not_as_a_fault(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    done = karavel("demo", "--folder", "taken", cwd=tmp_path)
    assert done.returncode == 1
    assert "taken" in done.stderr
    assert "fault" not in done.stderr
    assert "Check that it is there" in done.stderr


@pytest.mark.parametrize("command", [("read",), ("ingest", "--lake", "lake")])
def test_a_folder_without_a_file_is_told(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "No file was found there." in karavel(command[0], "empty", *command[1:], cwd=tmp_path).stderr


def test_a_country_that_is_none_is_told_once_with_its_place() -> None:
    done = karavel("law", "coverage", "AZ", "XX")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ['BUYER: "XX" is not a country code; did you mean "XK"?']
