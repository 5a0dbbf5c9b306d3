"""How near a lot's CPV codes lie to a firm's, by the tree of the vocabulary and by what is bought together.

Nearness in the tree is Wu and Palmer's (ACL 1994): twice the depth of the nearest common ancestor over the sum of both
depths; a division has depth 1, a group 2, a class 3, a category 4. A firm that names a branch claims all of it, so a
lot inside is at least :data:`INSIDE` near, however deep; a lot that names only the branch may want anything in it.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from karavel.codes import cpv
from karavel.matching.columns import Floats

#: Branches that buyers name together although the tree puts them apart, and how often: the share of the rarer branch's
#: notices that also name the other, counted on 3,377 TED notices of 2015 to 2024 (pairs from 5 notices and 0.2 up).
NEIGHBOURS: Final[tuple[tuple[str, str, float], ...]] = (
    ("48", "72", 0.46),  # software packages, programming services
    ("302", "48", 0.43),  # computer equipment, software packages
    ("642", "72", 0.31),  # telecommunication services, IT services
    ("302", "72", 0.30),
    ("32", "72", 0.28),  # network and communication equipment, IT services
    ("302", "32", 0.27),
    ("32", "642", 0.27),
    ("32", "48", 0.25),
)

#: How near a lot lies at least that is inside a branch of the firm's.
INSIDE: Final = 0.8

_Digits: TypeAlias = npt.NDArray[np.int64]


def nearness(asked: tuple[str, ...], own: tuple[str, ...]) -> Floats:
    """A matrix of how near each code asked (8 digits) lies to each of the firm's: 1 the same, 0 nothing in common."""
    if not asked or not own:
        return np.zeros((len(asked), len(own)))
    common = _common(_digits(asked), _digits(own))
    depths, own_depths = _depths(asked), _depths(own)
    shared = np.minimum(common, np.minimum.outer(depths, own_depths))
    tree = 2.0 * shared / np.add.outer(depths, own_depths)
    claimed = np.where(shared == own_depths, np.maximum(tree, INSIDE), tree)
    return np.asarray(np.maximum(claimed, _neighbours(asked, own)), dtype=np.float64)


def _digits(codes: tuple[str, ...]) -> _Digits:
    return np.array([[ord(digit) for digit in code.ljust(cpv.DIGITS, "0")[: cpv.DIGITS]] for code in codes])


def _depths(codes: tuple[str, ...]) -> Floats:
    # A mistyped code of one digit has no depth; it counts as a division, which nothing else lies in.
    return np.array([max(cpv.level(code) - 1, 1) for code in codes], dtype=np.float64)


def _common(codes: _Digits, others: _Digits) -> Floats:
    """Depth of the longest common beginning: two digits make 1, three 2, and so on."""
    same = codes[:, None, :] == others[None, :, :]
    length = np.cumprod(same, axis=2).sum(axis=2)
    return np.asarray(np.maximum(length - 1, 0), dtype=np.float64)


def _neighbours(codes: tuple[str, ...], others: tuple[str, ...]) -> Floats:
    found = np.zeros((len(codes), len(others)))
    for one, two, near in NEIGHBOURS:
        for first, second in ((one, two), (two, one)):
            pairs = np.logical_and.outer(_within(codes, first), _within(others, second))
            found = np.where(pairs, np.maximum(found, near), found)
    return found


def _within(codes: tuple[str, ...], beginning: str) -> npt.NDArray[np.bool_]:
    return np.array([code.startswith(beginning) for code in codes])
