"""Every code of a problem is told in docs/problems.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
ROOMS = ("sources", "readers", "lake", "verbs")
MAKERS = {"Problem", "Unreadable", "unreadable", "_unreadable", "_refused", "add", "damaged"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
#: Words that stand where a code could and are none: notices' own codes and kinds.
NO_CODES = {"error", "warning"}


def codes_of(source: str) -> Iterator[str]:
    """Codes in calls that make a problem: the first or second argument, where it is a plain word."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
            for argument in node.args[:2]:
                yield from filter(CODE.fullmatch, _texts(argument))


def _texts(argument: ast.expr) -> Iterator[str]:
    """The text of an argument, or of both branches of a choice."""
    if isinstance(argument, ast.IfExp):
        yield from _texts(argument.body)
        yield from _texts(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_code_of_a_problem_is_told() -> None:
    files = [path for room in ROOMS for path in (REPOSITORY / "src" / "karavel" / room).rglob("*.py")]
    used = {code for path in files for code in codes_of(path.read_text(encoding="utf-8"))} - NO_CODES
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", (REPOSITORY / "docs" / "problems.md").read_text(encoding="utf-8")))
    assert {"not-storable", "unknown-currency", "damaged-file"} <= used, "codes are found where they stand"
    assert used - told == set()
