"""A4 pages of text that never run over: what finds no room is left out, and that is said by an ellipsis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

_FONTS: Final = Path(__file__).resolve().parent.parent / "static/karavel/vendor"
_MARGIN, _BOTTOM = 18.0, 20.0  # mm
_INK, _SOFT, _ACCENT, _LINE = (29, 42, 48), (85, 100, 107), (14, 82, 97), (224, 218, 205)
_LABEL: Final = 38.0  # mm that the name of a fact takes


class Paper(FPDF):
    """Pages with the house's fonts; letters that these lack (Georgian, Arabic) are taken from another.

    Args:
        language: of the text, for those who have it read aloud.
        foot: what stands under each page.
        made: when it was made; the same text of the same moment gives the same bytes.
    """

    def __init__(self, language: str, foot: str, made: datetime) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self.set_lang(language)
        self.set_creation_date(made)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=False)
        self.add_font("body", "", _FONTS / "noto-sans-400-0.4.2.ttf")
        self.add_font("body", "B", _FONTS / "noto-sans-700-0.4.2.ttf")
        self.add_font("other", "", _FONTS / "dejavu-sans-2.37.3.ttf")
        self.set_fallback_fonts(["other"], exact_match=False)
        self.set_text_shaping(use_shaping_engine=False)

    def footer(self) -> None:
        """The line under each page."""
        self.set_y(-14)
        self._ink(_SOFT, 7.5)
        self.cell(self.epw - 20, 4, self._foot)
        self.cell(20, 4, f"{self.page_no()}", align="R")

    def headline(self, text: str, above: str) -> None:
        """The title of the whole, and what stands above it."""
        self._ink(_SOFT, 8.5)
        self._write(above, 4.2)
        self._ink(_INK, 15, bold=True)
        self._write(text, 7, most=3)
        self.ln(2)

    def heading(self, text: str) -> None:
        """The title of a part."""
        self.ln(3)
        self.set_draw_color(*_LINE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(2.5)
        self._ink(_ACCENT, 11.5, bold=True)
        self._write(text, 6)
        self.ln(0.5)

    def text_of(self, text: str, *, bold: bool = False, soft: bool = False, most: int = 8) -> None:
        """A paragraph of so many lines at most."""
        self._ink(_SOFT if soft else _INK, 8.5 if soft else 9.5, bold=bold)
        self._write(text, 4.4 if soft else 5, most=most)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names and what they say."""
        for name, said in pairs:
            self._ink(_SOFT, 8.5)
            top = self.get_y()
            self.multi_cell(_LABEL - 2, 5, name, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            under = self.get_y()
            self.set_xy(self.l_margin + _LABEL, top)
            self._ink(_INK, 9.5)
            self._write(said, 5, most=3, indent=_LABEL)
            self.set_y(max(under, self.get_y()))

    def points(self, items: Iterable[tuple[str, str]], until: float = 0, *, box: bool = False) -> None:
        """A list: what it is, and beside the point how and when; what finds no room is left out.

        Args:
            items: the lines.
            box: with a box to tick off.
            until: the height (mm from below) that must stay free for what follows.
        """
        for what, beside in items:
            if not self.has_room(14 + until):
                self._ink(_SOFT, 9.5)
                self._write("…", 5)
                return
            top = self.get_y()
            self.set_draw_color(*_SOFT)
            if box:
                self.rect(self.l_margin + 0.3, top + 1.1, 2.6, 2.6)
            else:
                self.line(self.l_margin + 0.5, top + 2.6, self.l_margin + 2.5, top + 2.6)
            self.set_x(self.l_margin + 5)
            self._ink(_INK, 9.5)
            self._write(what, 5, most=2, indent=5)
            if beside:
                self.set_x(self.l_margin + 5)
                self._ink(_SOFT, 8.5)
                self._write(beside, 4.2, most=2, indent=5)
            self.ln(0.8)

    def has_room(self, height: float) -> bool:
        """Whether so many mm are left on the page."""
        return self.get_y() + height < self.h - _BOTTOM

    def _ink(self, colour: tuple[int, int, int], size: float, *, bold: bool = False) -> None:
        self.set_text_color(*colour)
        self.set_font("body", "B" if bold else "", size)

    def _write(self, text: str, height: float, *, most: int = 3, indent: float = 0) -> None:
        """Lines of a text, as many as wanted and as the page has room for."""
        room = int((self.h - _BOTTOM - self.get_y()) / height)
        if room < 1:
            return
        plain = " ".join(text.split())
        width = self.epw - indent
        lines: Any = self.multi_cell(width, height, plain, align="L", dry_run=True, output="LINES")
        kept = min(most, room)
        if len(lines) > kept:
            plain = " ".join(lines[:kept])[:-1].rstrip(" ,.;") + "…"
        self.multi_cell(width, height, plain, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT, max_line_height=height)
