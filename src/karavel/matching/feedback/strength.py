"""How much each opinion says."""

from __future__ import annotations

from typing import Final

from karavel.companies.opinions import Rated

#: What became of a lot says more than a thumb; who bid and lost still thought that it was their trade.
STRENGTHS: Final[dict[str, float]] = {"up": 1.0, "pursued": 1.5, "won": 2.0, "lost": 0.5, "down": -1.0}


def strength(rated: Rated) -> float:
    """Above 0 for, below 0 against."""
    return STRENGTHS[rated.opinion]
