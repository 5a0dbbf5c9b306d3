"""Which trade each lot and the firm are in, told from their words alone: what carries a profile across languages.

The classifier names CPV divisions in any language it was trained on, so a profile in English, Portuguese or
Azerbaijani meets a lot in Polish or Greek there, also one without a code or with a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from karavel.codes import cpv
from karavel.matching.columns import Floats, Integers
from karavel.matching.cpv import Classifier
from karavel.matching.profile import Profile


@dataclass(frozen=True, eq=False)
class Trades:
    """Trades of lots and of the firm.

    Attributes:
        lots: (lots, divisions) the probability of each division, from the lot's words; zeros for a lot without words.
        own: (divisions) how far each is the firm's trade, 0 to 1.
        codes: the divisions, CPV codes of 8 digits.
    """

    lots: NDArray[np.float32]
    own: NDArray[np.float32]
    codes: tuple[str, ...]

    def take(self, rows: Integers) -> Trades:
        """The same of some of the lots."""
        return Trades(self.lots[rows], self.own, self.codes)

    @property
    def affinity(self) -> Floats:
        """For each lot how likely it is of the firm's trade, 0 to 1."""
        return np.asarray(self.lots @ self.own, np.float64).clip(0, 1)

    def likeliest(self, row: int) -> tuple[str, float] | None:
        """A lot's likeliest division and its probability; None for a lot without words."""
        best = int(self.lots[row].argmax())
        return (self.codes[best], float(self.lots[row, best])) if self.lots[row, best] else None


def trades(profile: Profile, probabilities: NDArray[np.float32], chosen: Classifier) -> Trades:
    """The trades of a firm and of lots whose probabilities are known (:meth:`Classifier.divisions`)."""
    return Trades(probabilities, own_trades(profile, chosen), chosen.division_codes)


def own_trades(profile: Profile, chosen: Classifier) -> NDArray[np.float32]:
    """How far each division is a firm's trade: 1 for those of its codes, and what its words say."""
    told = _told([profile.summary, *(win.title for win in profile.wins)], chosen)
    divisions = {cpv.division(code) for code in profile.cpv}
    named = np.array([code in divisions for code in chosen.division_codes], np.float32)
    return np.maximum(named, told)


def _told(texts: Sequence[str], chosen: Classifier) -> NDArray[np.float32]:
    """What a firm's own words say, the likeliest division as 1."""
    said = " ".join(text for text in texts if text)
    found = chosen.divisions([said])[0]
    return np.asarray(found / max(float(found.max(initial=0)), 1e-9), np.float32)
