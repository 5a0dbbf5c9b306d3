"""Three-valued findings: a test holds, does not hold, or cannot be settled by what is known."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple


class Truth(IntEnum):
    """Ordered so that ``min`` is *and*, ``max`` is *or*."""

    NO = 0
    MAYBE = 1
    YES = 2


class Found(NamedTuple):
    """The outcome of a test, with the message ids of what is missing to settle it and of what it took for granted."""

    truth: Truth
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


YES = Found(Truth.YES)
NO = Found(Truth.NO)


def settled(holds: bool) -> Found:
    """A test that is settled."""
    return YES if holds else NO


def open_for(*missing: str) -> Found:
    """A test that cannot be settled while ``missing`` is."""
    return Found(Truth.MAYBE, missing)


def all_of(findings: Iterable[Found]) -> Found:
    """All hold: one NO settles it, whatever else is missing."""
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    truth = Truth.YES
    for found in findings:
        if found.truth is Truth.NO:
            return NO
        truth = min(truth, found.truth)
        missing += found.missing
        assumed += found.assumed
    return Found(truth, missing, assumed)


def any_of(findings: Iterable[Found]) -> Found:
    """At least one holds: one YES settles it."""
    missing: tuple[str, ...] = ()
    truth = Truth.NO
    for found in findings:
        if found.truth is Truth.YES:
            return found
        truth = max(truth, found.truth)
        missing += found.missing
    return Found(truth, missing if truth is Truth.MAYBE else ())


def negated(found: Found) -> Found:
    """Does not hold."""
    return Found(Truth(Truth.YES - found.truth), found.missing)
