"""The answer of ``karavel law changes`` and ``karavel access --changes``: the days on which a verdict flips.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from karavel.access import Reason, Verdict


class ChangeAnswer(Struct, frozen=True, kw_only=True):
    """A day on which the answer flips.

    Attributes:
        on: the first day of the new answer.
        before, after: the verdicts on the day before and from that day on.
        how: ``begins`` (the cause comes into force that day), ``ended`` (it was in force for the last time the day
            before) or ``applies`` (it stood already; a threshold or the members of a treaty changed).
        cause: the rule whose day it is; ``was`` the first reason of the old answer, ``becomes`` of the new one.
    """

    on: date
    before: Verdict
    after: Verdict
    how: str
    cause: Reason
    was: Reason
    becomes: Reason


class PairChanges(Struct, frozen=True, kw_only=True):
    """The changes before buyers of these levels, who all fare the same; ``first`` is the verdict at the beginning."""

    levels: tuple[str, ...]
    first: Verdict
    changes: tuple[ChangeAnswer, ...]


class LawChanges(Struct, frozen=True, kw_only=True):
    """What changes for bidders of one country before buyers of another.

    ``nature``, ``cpv`` and ``value_eur`` are what was assumed, ``silent`` that the documents were read and say nothing
    on bidders from abroad.
    """

    supplier: str
    buyer: str
    since: date
    until: date
    nature: str
    cpv: str
    value_eur: float
    silent: bool
    pairs: tuple[PairChanges, ...]


class RouteChanges(Struct, frozen=True, kw_only=True):
    """The changes for one route to these lots, which all fare the same."""

    lots: tuple[str, ...]
    kind: str
    via: str | None
    first: Verdict
    changes: tuple[ChangeAnswer, ...]


class NoticeChanges(Struct, frozen=True, kw_only=True):
    """What would change for a company and a notice, had its procedure started on another day."""

    notice_id: str
    company: str
    title: str
    since: date
    until: date
    routes: tuple[RouteChanges, ...]
