"""What people said about lots: liked, turned down, pursued, won, lost. A log that only grows, and what stands of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

#: ``up`` and ``down`` are thumbs; ``hide`` takes the lot out of every list, and says nothing of others; ``pursued``,
#: ``won`` and ``lost`` say what became of it.
Opinion: TypeAlias = Literal["up", "down", "hide", "pursued", "won", "lost"]


class Sketch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a lot was about on the day of the opinion, so that the opinion counts when the lot has long been closed.

    Attributes:
        words: that tell its subject, in lower case.
        parts: value of each part of its score, by feature.
        usual: the same, on average over the lots that stood first on that day.
    """

    title: str = ""
    words: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    buyer: str | None = None
    country: str | None = None
    parts: dict[str, float] = {}
    usual: dict[str, float] = {}


class Rated(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log: an opinion on a lot, or the withdrawal of the last one (``undo``)."""

    on: date
    notice_id: str
    lot_id: str
    opinion: Opinion | Literal["undo"]
    lot: Sketch = Sketch()

    @property
    def key(self) -> tuple[str, str]:
        """Which lot it is about."""
        return self.notice_id, self.lot_id


def standing(log: Iterable[Rated]) -> tuple[Rated, ...]:
    """What stands: of each lot the last opinion that was not withdrawn, ordered by notice and lot.

    Withdrawing goes back one step: to the opinion before, or to none. So the order in which lots were judged leaves no
    trace, and what was withdrawn neither.
    """
    said: dict[tuple[str, str], list[Rated]] = {}
    for one in log:
        opinions = said.setdefault(one.key, [])
        if one.opinion != "undo":
            opinions.append(one)
        elif opinions:
            opinions.pop()
    return tuple(opinions[-1] for _, opinions in sorted(said.items()) if opinions)


def hidden(opinions: Iterable[Rated]) -> frozenset[tuple[str, str]]:
    """The lots that are not to be shown, by notice and lot.

    Args:
        opinions: that stand, one a lot at most.
    """
    return frozenset(one.key for one in opinions if one.opinion == "hide")


def heard(opinions: Iterable[Rated]) -> tuple[Rated, ...]:
    """The opinions that a ranking listens to: all but those that hide."""
    return tuple(one for one in opinions if one.opinion != "hide")
