"""Which digests a lake knows: asked once a document, before it is parsed."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_DIGITS = 32  # hexadecimal digits that are kept: 128 bits, so that no two documents meet by chance
_FRESH = 50_000  # digests that gather in a set before they join the arrays


class Digests:
    """A set of hexadecimal digests in 16 bytes each, however many there are.

    The digests lie in two arrays, upper and lower 64 bits, sorted by the upper ones; those added since lie in a set.
    """

    def __init__(self, digests: Iterable[Iterable[str]] = ()) -> None:
        pairs = [_pairs(batch) for batch in digests]
        self._settle(np.concatenate(pairs) if pairs else _pairs(()))
        self._fresh: set[str] = set()

    def __contains__(self, digest: str) -> bool:
        digest = digest[:_DIGITS]
        return digest in self._fresh or self._in_arrays(digest)

    def __len__(self) -> int:
        return len(self._upper) + len(self._fresh)

    def add(self, digest: str) -> None:
        """Adds one digest that is not there yet."""
        self._fresh.add(digest[:_DIGITS])
        if len(self._fresh) >= _FRESH:
            old = np.stack((self._upper, self._lower), axis=1)
            self._settle(np.concatenate((old, _pairs(self._fresh))))
            self._fresh.clear()

    def _settle(self, pairs: NDArray[np.uint64]) -> None:
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self._upper = np.ascontiguousarray(pairs[:, 0])
        self._lower = np.ascontiguousarray(pairs[:, 1])

    def _in_arrays(self, digest: str) -> bool:
        upper, lower = np.uint64(int(digest[:16], 16)), int(digest[16:], 16)
        at = int(np.searchsorted(self._upper, upper))
        while at < len(self._upper) and self._upper[at] == upper:
            if int(self._lower[at]) == lower:
                return True
            at += 1
        return False


def _pairs(digests: Iterable[str]) -> NDArray[np.uint64]:
    """Digests as rows of two unsigned numbers."""
    joined = bytes.fromhex("".join(digest[:_DIGITS] for digest in digests))
    return np.frombuffer(joined, dtype=">u8").astype(np.uint64).reshape(-1, 2)
