"""A draw of lots that anybody can do again: the order follows from what was fixed before anybody knew whom it favours.

Each bid has a ticket, SHA-256 of the seed and of what its receipt names; the lowest is drawn first. The seed must
be settled before prices and points are known, such as the digest of the minutes of the opening, and be public.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256


def tickets(seed: str, bids: Mapping[str, str]) -> dict[str, str]:
    """The bids in the order in which they are drawn, each with its ticket (hexadecimal).

    The order of two bids never depends on a third.

    Args:
        seed: settled and public before bids were known.
        bids: by id, the digest that the receipt of each names.
    """
    drawn = {bid: sha256(f"karavel-draw/1\n{seed}\n{digest}".encode()).hexdigest() for bid, digest in bids.items()}
    return dict(sorted(drawn.items(), key=lambda one: (one[1], one[0])))
