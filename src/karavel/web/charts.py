"""Charts that pages draw as SVG, each with its figures as text: bars in a table, and columns over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Self

_WIDTH: Final = 100.0
_COLUMN, _GAP, _HEIGHT = 44.0, 12.0, 110.0


class Bar(NamedTuple):
    """One row: its name, its figure in words, its bar in hundredths of the longest; ``href`` where the name leads."""

    label: str
    said: str
    width: float
    href: str = ""
    beside: str = ""


class Figure(NamedTuple):
    """What a row shows."""

    label: str
    value: float
    said: str
    href: str = ""
    beside: str = ""


def bars(figures: Sequence[Figure]) -> list[Bar]:
    """Rows with bars, for ``components/bars.html``."""
    most = max((figure.value for figure in figures), default=0.0) or 1.0
    return [
        Bar(one.label, one.said, round(_WIDTH * max(one.value, 0.0) / most, 1), one.href, one.beside) for one in figures
    ]


class Column(NamedTuple):
    """A column: its place and size in the drawing; ``href`` where its figure in the table leads."""

    label: str
    said: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    href: str = ""


class Columns(NamedTuple):
    """Columns over time, for ``components/columns.html``.

    Attributes:
        told: the whole chart in a sentence, its title for those who do not see it.
        width, base: of the drawing, and where its columns stand.
    """

    told: str
    columns: list[Column]
    width: float
    base: float

    @classmethod
    def of(cls, name: str, figures: Iterable[Figure]) -> Self:
        """Columns of equal width in the order given."""
        shown = list(figures)
        most = max((figure.value for figure in shown), default=0.0) or 1.0
        drawn = []
        for place, one in enumerate(shown):
            height = round((_HEIGHT - 20) * max(one.value, 0.0) / most, 1)
            x = place * (_COLUMN + _GAP) + _GAP
            drawn.append(Column(one.label, one.said, x, _HEIGHT - height, _COLUMN, height, x + _COLUMN / 2, one.href))
        told = f"{name}: " + ", ".join(f"{one.label} {one.said}" for one in shown)
        return cls(told, drawn, len(shown) * (_COLUMN + _GAP) + _GAP, _HEIGHT)
