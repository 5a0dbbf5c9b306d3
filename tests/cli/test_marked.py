"""No sentence reaches a person through the command line without having been marked for translation."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from karavel import cli

FILES = sorted(Path(cli.__file__).parent.glob("*.py"))

#: Calls that put their arguments before a person, and the keywords of calls that do.
SHOWING = re.compile(r"line|note|show|Text|Table|Column|add_column|add_row|\w*Error|Invalid\w+|NotFound")
SHOWN_KEYWORDS = {"title", "remedy", "description", "caption", "header", "footer"}

#: What is typed into a shell, places for values and acronyms are the same in every language.
SAME_EVERYWHERE = re.compile(r"\{[^}]*\}|--[a-z-]+|^\s*(karavel|pip|\$EDITOR) .*")
WORD = re.compile(r"[^\W\d_A-Z]{2,}")

#: Expressions whose text is that of their parts.
COMPOSED = (ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.BoolOp, ast.IfExp, ast.Tuple, ast.List, ast.Starred)


class Screen:
    """What one module shows, as far as its syntax tells."""

    def __init__(self, code: str) -> None:
        self._tree = ast.parse(code)
        self._values: dict[str, list[ast.expr]] = defaultdict(list)
        for node in ast.walk(self._tree):
            self._learn(node)

    def _learn(self, node: ast.AST) -> None:
        """Remembers what a name may stand for."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind(target, node.value)
        elif isinstance(node, ast.AnnAssign) and node.value:
            self._bind(node.target, node.value)
        elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple | ast.List):
            for item in node.iter.elts:
                self._bind(node.target, item)

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._values[target.id].append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for part, item in zip(target.elts, value.elts, strict=False):
                self._bind(part, item)

    def unmarked(self) -> list[str]:
        """The texts with words in them that are shown as they stand in the code."""
        found = [text for expression in self._shown() for text in self._texts(expression, frozenset())]
        return [text for text in found if WORD.search(SAME_EVERYWHERE.sub("", text))]

    def _shown(self) -> Iterator[ast.expr]:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call):
                if SHOWING.fullmatch(_name(node.func)):
                    yield from node.args
                yield from (word.value for word in node.keywords if word.arg in SHOWN_KEYWORDS)
            elif isinstance(node, ast.FunctionDef) and _says(node):
                yield from (
                    part.value for part in ast.walk(node) if isinstance(part, ast.Return | ast.Yield) and part.value
                )

    def _texts(self, node: ast.AST, seen: frozenset[str]) -> Iterator[str]:
        """Texts that an expression can be; those inside a marker are translated, those inside other calls not shown."""
        if isinstance(node, ast.Constant):
            yield from (node.value,) if isinstance(node.value, str) else ()
        elif isinstance(node, ast.Name):
            values = () if node.id in seen else self._values[node.id]
            yield from self._all(values, seen | {node.id})
        elif isinstance(node, ast.Call):
            yield from self._of_call(node, seen)
        elif isinstance(node, ast.Dict):
            yield from self._all(node.values, seen)
        elif isinstance(node, ast.Subscript):
            yield from self._texts(node.value, seen)
        elif isinstance(node, COMPOSED):
            yield from self._all(ast.iter_child_nodes(node), seen)

    def _all(self, nodes: Iterable[ast.AST], seen: frozenset[str]) -> Iterator[str]:
        for node in nodes:
            yield from self._texts(node, seen)

    def _of_call(self, node: ast.Call, seen: frozenset[str]) -> Iterator[str]:
        """``"…".format()`` and ``"…".join()`` show their text, the latter its parts too."""
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}:
            yield from self._texts(node.func.value, seen)
            yield from self._all(node.args if node.func.attr == "join" else (), seen)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _says(function: ast.FunctionDef) -> bool:
    """Whether a function gives text."""
    given = ast.unparse(function.returns) if function.returns else ""
    return re.fullmatch(r"str|Iterator\[str\]|tuple\[str, \.\.\.\]", given) is not None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_command_shows_is_marked(file: Path) -> None:
    """Mark it: ``_("…")`` where it is said, ``N_("…")`` in a constant that is given to ``_`` later."""
    assert Screen(file.read_text(encoding="utf-8")).unmarked() == []


@pytest.mark.parametrize(
    "code",
    [
        'output.line("Nothing was found.")',
        'output.note(f"{count} files were read")',
        'SENTENCE = "Nothing was found in {lake}."\noutput.line(SENTENCE.format(lake=lake))',
        'table.add_column("Buyer" if long else "")',
        'for name in ("", "Buyer"):\n    table.add_column(name)',
        'Table(title="All lots")',
        'raise UsageError("A notice is needed.", remedy=help)',
        'def state(value: bool) -> str:\n    return {True: "fits"}[value]',
        'Text(" · ".join(("lots", name)), style="bold")',
    ],
)
def test_a_sentence_that_is_not_marked_is_found(code: str) -> None:
    assert Screen(code).unmarked()


@pytest.mark.parametrize(
    "code",
    [
        'output.line(_("Nothing was found."))',
        'SENTENCE = N_("Nothing was found in {lake}.")\noutput.line(_(SENTENCE).format(lake=lake))',
        'output.line(f"  karavel match {file} --lake {lake}")',
        'Text(money(value, "eur"), style="bold")',
        "output.line(f\"{_('lots')}: {count} CPV\")",
    ],
)
def test_what_is_marked_or_needs_no_translation_is_let_through(code: str) -> None:
    assert Screen(code).unmarked() == []
