"""Whatever a notice, a profile or a file's name holds, a terminal only prints it, in whatever encoding it has."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.verbs.releases import release, write

from karavel.cli import harmless, match_view, output

STEERING = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \u202eturned\u2066 \x7f\x00"
PRINTED = "[31mred[0m ]0;title 2J turned "
TITLE = f"Portal {STEERING} [bold]əlavə[/] [/nope]"


def karavel(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; its output is read as UTF-8."""
    command = [sys.executable, "-m", "karavel", *words]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=os.environ | environment, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("terminal")
    file = write(folder / "a.jsonl", [release(number, title=TITLE) for number in range(300)])
    assert karavel("ingest", str(file), "--lake", str(folder / "lake")).returncode == 0
    return str(folder / "lake")


def test_text_loses_what_a_terminal_obeys_and_nothing_else() -> None:
    assert harmless.text(STEERING) == PRINTED
    assert harmless.text("Xəzər\tΔήμος\n東京 مناقصة \U0001f600") == "Xəzər\tΔήμος\n東京 مناقصة \U0001f600"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "iso-8859-1", None])
def test_json_means_the_same_and_holds_nothing_that_a_terminal_obeys(encoding: str | None) -> None:
    written = harmless.json(json.dumps(TITLE + "\U0001f600", ensure_ascii=False), encoding)
    assert json.loads(written) == TITLE + "\U0001f600"
    assert harmless.text(written) == written
    assert encoding in {"utf-8", None} or written.isascii()


@pytest.mark.parametrize(
    "words", [("show", "ocds-test00-7"), ("lake", "search", "portal"), ("show", "ocds-test00-7", "--json")]
)
def test_a_title_steers_no_terminal_and_is_no_markup(words: tuple[str, ...], lake: str) -> None:
    done = karavel(*words, "--lake", lake)
    assert done.returncode == 0, done.stderr
    assert harmless.text(done.stdout) == done.stdout
    assert "[bold]əlavə[/]" in done.stdout


def test_an_error_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.note(STEERING)
    assert capsys.readouterr().err == PRINTED + "\n"


@pytest.mark.parametrize("words", [("show", "ocds-test00-7"), ("show", "ocds-test00-7", "--json"), ("show", "nəşr")])
def test_an_encoding_without_the_letters_fails_nothing(words: tuple[str, ...], lake: str) -> None:
    done = karavel(*words, "--lake", lake, PYTHONIOENCODING="ascii")
    assert "fault" not in done.stderr
    assert done.stdout.isascii()
    if "--json" in words:
        assert json.loads(done.stdout)["title"] == TITLE.replace("\0", "")  # readers keep no NUL


@pytest.mark.parametrize("words", [("lake", "search", "portal", "--top", "300"), ("lake", "status", "--json")])
def test_a_reader_that_leaves_early_is_no_failure(words: tuple[str, ...], lake: str) -> None:
    command = [sys.executable, "-m", "karavel", *words, "--lake", lake]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_ingest_says_what_stays(workers: str, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [release(number) for number in range(20_000)])
    root = tmp_path / "lake"
    command = [sys.executable, "-m", "karavel", "ingest", str(file), "--lake", str(root), "--workers", workers]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not list(root.glob("data/*")) and process.poll() is None:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, the workers too
        _, told = process.communicate()
    assert process.returncode == 130
    assert told.splitlines() == ["Stopped. What was committed stays; the same command goes on from there."]
    assert karavel("lake", "status", "--lake", str(root)).returncode == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Xəzər Systems · İmişli, Şəki", "Xezer Systems - Imisli, Seki"),
        ("São João: €370K–€410K…", "Sao Joao: EUR370K-EUR410K."),
        ("Łódź → Ærø ≈ 2", "Lodz > AEro ~ 2"),
        ("340\xa0₼, ½", "340 AZN, 1/2"),
        ("Київ", "????"),
    ],
)
def test_an_encoding_that_lacks_a_character_gets_the_nearest(text: str, shown: str) -> None:
    assert text.encode("ascii", harmless.NEAREST).decode("ascii") == shown


def test_bytes_that_cannot_be_read_are_no_matter_of_the_nearest() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", harmless.NEAREST)


def test_in_sixty_columns_the_title_keeps_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karavel.cli.output.width", lambda: 60)
    assert match_view._columns() == ("#", "lot", "value", "days", "direct")
    monkeypatch.setattr("karavel.cli.output.width", lambda: 100)
    assert match_view._columns() == match_view.COLUMNS
