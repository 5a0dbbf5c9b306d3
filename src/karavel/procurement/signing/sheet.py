"""The pages of a contract: text that breaks over pages, tables, and at the end the places to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.enums import XPos, YPos

_MARGIN: Final = 22.0  # mm
_INK, _SOFT, _LINE = (20, 28, 34), (85, 100, 107), (190, 196, 200)
_BOX: Final = 34.0  # mm that a place to sign is high
_POINT: Final = 72 / 25.4  # points a millimetre


class Place(NamedTuple):
    """Where a signature goes, in points from the lower left corner of the last page."""

    left: int
    bottom: int
    right: int
    top: int


class Sheet(FPDF):
    """A4 pages. The same text of the same moment gives the same bytes."""

    def __init__(self, language: str, foot: str, made: datetime) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self.set_lang(language)
        self.set_creation_date(made)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        # Noto Sans has the letters of all three languages; the web serves the same files.
        fonts = files("karavel").joinpath("web/static/karavel/vendor")
        self.add_font("body", "", str(fonts.joinpath("noto-sans-400-0.4.2.ttf")))
        self.add_font("body", "B", str(fonts.joinpath("noto-sans-700-0.4.2.ttf")))
        self.add_font("other", "", str(fonts.joinpath("dejavu-sans-2.37.3.ttf")))
        self.set_fallback_fonts(["other"], exact_match=False)
        self.set_text_shaping(use_shaping_engine=False)

    def footer(self) -> None:
        """Which contract this is, and the page."""
        self.set_y(-14)
        self._ink(_SOFT, 7.5)
        self.cell(self.epw - 20, 4, self._foot)
        self.cell(20, 4, f"{self.page_no()} / {{nb}}", align="R")

    def headline(self, text: str, above: str) -> None:
        """The title of the whole, and what stands above it."""
        self._ink(_SOFT, 9)
        self._write(above, 5)
        self._ink(_INK, 17, bold=True)
        self._write(text, 8)
        self.ln(3)

    def heading(self, text: str) -> None:
        """The title of a clause, which stays with what follows it."""
        if self.will_page_break(22):
            self.add_page()
        self.ln(3)
        self._ink(_INK, 11, bold=True)
        self._write(text, 6)
        self.ln(0.5)

    def paragraph(self, text: str) -> None:
        """A paragraph, whole."""
        self._ink(_INK, 10)
        for line in text.splitlines() or [""]:
            self._write(" ".join(line.split()), 5.2)
        self.ln(1.2)

    def rows(self, widths: Sequence[float], head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table; ``widths`` are shares, the last column stands to the right."""
        self._ink(_INK, 9)
        self.set_draw_color(*_LINE)
        align = ("LEFT",) * (len(widths) - 1) + ("RIGHT",)
        with self.table(
            col_widths=tuple(widths), text_align=align, line_height=5, borders_layout="HORIZONTAL_LINES"
        ) as table:
            for row in (head, *rows):
                table.row(row)
        self.ln(2)

    def to_sign(self, sides: Sequence[Sequence[str]]) -> list[Place]:
        """Two places to sign side by side, each under its lines; where they lie on this, the last page."""
        height = max(len(lines) for lines in sides) * 5.2 + _BOX + 6
        if self.will_page_break(height):
            self.add_page()
        self.ln(4)
        top, width = self.get_y(), (self.epw - 8) / len(sides)
        below = max(self._side(lines, number * (width + 8), top, width) for number, lines in enumerate(sides))
        return [self._place(number * (width + 8), below + 2, width) for number in range(len(sides))]

    def _side(self, lines: Sequence[str], shift: float, top: float, width: float) -> float:
        self.set_xy(self.l_margin + shift, top)
        for number, line in enumerate(lines):
            self._ink(_INK if number else _SOFT, 9, bold=number == 1)
            self.set_x(self.l_margin + shift)
            self.multi_cell(width, 5, line, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        return float(self.get_y())

    def _place(self, shift: float, top: float, width: float) -> Place:
        left = self.l_margin + shift
        self.set_draw_color(*_LINE)
        self.rect(left, top, width, _BOX)
        corners = (left, self.h - top - _BOX, left + width, self.h - top)
        return Place(*(round(corner * _POINT) for corner in corners))

    def _ink(self, colour: tuple[int, int, int], size: float, *, bold: bool = False) -> None:
        self.set_text_color(*colour)
        self.set_font("body", "B" if bold else "", size)

    def _write(self, text: str, height: float) -> None:
        self.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
