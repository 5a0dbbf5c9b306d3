"""Whether a call reads like what the firm wins rather than like what everybody wins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from karavel.matching.history import words
from karavel.matching.history.contracts import Call
from karavel.matching.history.past import Asked, Past
from karavel.matching.history.spaces import Floats, Table, once, product

#: Words' worth of what everybody wins, so that a firm of one contract claims little (Dirichlet smoothing).
_DOUBT: Final = 20.0


def wording(past: Past) -> Asked:
    """How much more often the firm's contracts say what the call says than everybody's, in the mean of its words."""
    space = past.space(words.everything)
    won = past.won(once(space.counts))
    said = np.bincount(won.owners, won.values, len(won))
    usual = np.bincount(won.features, won.values, won.width) / max(1.0, float(said.sum()))
    values = np.log1p(won.values / (_DOUBT * usual[won.features])).astype(np.float32)
    more, less = Table(won.starts, won.features, values, won.width), np.log(_DOUBT / (said + _DOUBT))[:, None]

    def means(calls: Sequence[Call]) -> Floats:
        table = once(space.count(calls))
        known = np.diff(table.starts)
        means = product(more, table) / np.maximum(known, 1) + less * (known > 0)
        return np.asarray(np.clip(means, -6, 6), np.float32)

    return means
