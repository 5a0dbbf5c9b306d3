"""Regression trees in numpy: what gradient boosting learnt, as a table of text, scored and explained.

A row of the table is a node: ``tree``, ``node``, and either ``feature``, ``threshold``, ``left`` and ``right`` (a value
above the threshold goes right) or nothing of these; ``value`` is the tree's answer, had it to answer at the node.
A tree's answer is its root's value plus what each step on the way down changes; the step is the feature's doing
(Saabas 2014; Lundberg and others 2020 discuss it beside SHAP). So the parts sum to the score exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from karavel.matching.history.spaces import Floats

#: The columns of the table.
COLUMNS: Final = ("tree", "node", "feature", "threshold", "left", "right", "value")

#: Values that all trees score before the next are looked at: so few stay in the processor's cache.
_SPAN: Final = 65_536


@dataclass(frozen=True)
class Node:
    """A node with the nodes below it; a leaf has no feature."""

    value: float
    feature: str = ""
    threshold: float = 0.0
    left: Node | None = None
    right: Node | None = None


@dataclass(frozen=True)
class Trees:
    """A sum of trees."""

    roots: tuple[Node, ...]

    @classmethod
    def read(cls, rows: Iterable[Mapping[str, str]]) -> Trees:
        """Trees out of the rows of their table."""
        by_tree: dict[int, dict[int, Mapping[str, str]]] = {}
        for row in rows:
            by_tree.setdefault(int(row["tree"]), {})[int(row["node"])] = row
        return cls(tuple(_node(nodes, 0) for _, nodes in sorted(by_tree.items())))

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The features that any tree asks for, in alphabetical order."""
        return tuple(sorted({name for root in self.roots for name in _asked(root)}))

    def score(self, values: Mapping[str, Floats]) -> Floats:
        """The sum of all trees' answers, of the shape of the features' values."""
        total = np.zeros_like(next(iter(values.values())))
        flat, asked = total.reshape(-1), {name: np.ravel(values[name]) for name in self.features}
        for begin in range(0, len(flat), _SPAN):
            span = slice(begin, begin + _SPAN)
            some = {name: value[span] for name, value in asked.items()}
            for root in self.roots:
                flat[span] += _answer(root, some)
        return total

    def parts(self, values: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to one score, and under ``""`` what the trees say of nothing."""
        found = dict.fromkeys(("", *self.features), 0.0)
        for root in self.roots:
            node, found[""] = root, found[""] + root.value
            while node.left and node.right:
                below = node.right if values[node.feature] > np.float32(node.threshold) else node.left
                found[node.feature] += below.value - node.value
                node = below
        return found


def lines(roots: Sequence[Node]) -> list[str]:
    """The table of these trees, a line a row, its columns first."""
    return [",".join(COLUMNS), *(line for number, root in enumerate(roots) for line in _lines(root, number))]


def _lines(root: Node, tree: int) -> list[str]:
    found, waiting, used = list[str](), [(root, 0)], 1
    while waiting:
        node, number = waiting.pop(0)
        if node.left and node.right:
            step = f"{node.feature},{node.threshold:.6g},{used},{used + 1}"
            waiting += [(node.left, used), (node.right, used + 1)]
            used += 2
        else:
            step = ",,,"
        found.append(f"{tree},{number},{step},{node.value:.6g}")
    return found


def _node(rows: Mapping[int, Mapping[str, str]], number: int) -> Node:
    row = rows[number]
    value = float(row["value"])
    if not row["feature"]:
        return Node(value)
    left, right = (_node(rows, int(row[side])) for side in ("left", "right"))
    return Node(value, row["feature"], float(row["threshold"]), left, right)


def _asked(node: Node) -> set[str]:
    if not (node.left and node.right):
        return set()
    return {node.feature} | _asked(node.left) | _asked(node.right)


def _answer(node: Node, values: Mapping[str, Floats]) -> Floats | np.float32:
    if not (node.left and node.right):
        return np.float32(node.value)
    above = values[node.feature] > np.float32(node.threshold)
    return np.where(above, _answer(node.right, values), _answer(node.left, values))
