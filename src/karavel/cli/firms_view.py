"""Firms in order, each with the contract that tells most of it: what ``suppliers`` and ``partners`` show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from karavel.answers.suppliers import Evidence, RankedFirm
from karavel.cli.fitting import cut
from karavel.texts import compact_money
from karavel.texts import gettext as _
from karavel.texts.marking import N_

_COLUMNS: Final = (("#", 2), (N_("firm"), 28), (N_("score"), 6), (N_("most telling contract"), 30), (N_("buyer"), 14))
_VALUE, _DATE = 7, 7
_PROFILE: Final = N_("its own profile")


def table(firms: Sequence[RankedFirm]) -> Table:
    """One line a firm."""
    found = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    for name, _width in _COLUMNS:
        found.add_column(_(name), no_wrap=True)
    found.add_column(_("value"), justify="right", no_wrap=True)
    found.add_column(_("when"), no_wrap=True)
    for firm in firms:
        found.add_row(*map(Text, _cells(firm, firm.evidence[0])))
    return found


def _cells(firm: RankedFirm, best: Evidence) -> tuple[str, ...]:
    country = f" ({firm.country})" if firm.country else ""
    widths = [width for _name, width in _COLUMNS]
    return (
        str(firm.rank),
        cut(firm.name, widths[1] - len(country)) + country,
        f"{firm.score:.2f}",
        cut(best.title, widths[3]),
        cut(best.buyer or ("" if best.notice_id else _(_PROFILE)), widths[4]),
        compact_money(best.value_eur, "EUR") if best.value_eur is not None else "",
        f"{best.date:%Y-%m}" if best.date else "",
    )
