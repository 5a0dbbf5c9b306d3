"""Docs are tests: every console block of README and docs is run, and shows what the page says it shows.

A block runs in a folder that holds ``examples/`` and a demo lake (``karavel-demo/``), the blocks of a page one after
the other. A line that starts with ``$ `` is a command; the lines after it must all stand in its output, in that order,
white space folded; ``…`` alone on a line stands for any lines, inside a line for any text. A block that needs the
network or a whole machine says so in a comment above it: ``<!-- not run: why -->``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"(?P<skipped><!-- not run: [^>]+ -->\n)?```console\n(?P<body>.*?)```", re.DOTALL)


@dataclass
class Step:
    """A command and the lines that its output must hold."""

    command: str
    expected: list[str]


def steps(page: Path) -> Iterator[Step]:
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        if not block["skipped"]:
            yield from _steps(block["body"])


def _steps(body: str) -> Iterator[Step]:
    step: Step | None = None
    for line in body.splitlines():
        if line.startswith("$ "):
            if step:
                yield step
            step = Step(line[2:], [])
        elif step and line.strip() not in {"", "…"}:
            step.expected.append(line)
    if step:
        yield step


def _pattern(line: str) -> re.Pattern[str]:
    folded = " ".join(line.split())
    return re.compile(".*?".join(re.escape(part) for part in folded.split("…")))


def missing(expected: list[str], output: str) -> list[str]:
    """The expected lines that do not follow one another in the output."""
    lines = iter([" ".join(line.split()) for line in output.splitlines()])
    return [line for line in expected if not any(_pattern(line).search(found) for found in lines)]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples and the demo lake, made once."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "examples", folder / "examples")
    run("karavel demo --as-of 2026-11-24", folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    binaries = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "KARAVEL_LANGUAGE": "en",
        "COLUMNS": "100",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # that of the tests
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


RUN = [page for page in PAGES if any(True for _ in steps(page))]


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_does_what_it_says(page: Path, demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    shutil.copytree(demo, folder)
    for step in steps(page):
        done = run(step.command, folder)
        shown = done.stdout + done.stderr
        assert done.returncode in {0, 1}, f"$ {step.command}\n{shown}"
        assert not missing(step.expected, shown), f"$ {step.command}\nexpected {step.expected}\n{shown}"


def test_a_missing_line_is_noticed() -> None:
    assert missing(["a 1", "b … 3"], "a  1\nb 2 3\n") == []
    assert missing(["b", "a"], "a\nb\n") == ["a"]


def test_every_page_is_reached_from_the_readme() -> None:
    reached = {ROOT / "README.md"}
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        for target in re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8")):
            linked = (page.parent / target).resolve()
            if linked not in reached and linked.exists():
                reached.add(linked)
                waiting.append(linked)
    assert set(PAGES) <= reached, sorted(str(page) for page in set(PAGES) - reached)
