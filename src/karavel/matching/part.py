"""A row of the table of features: a name, a weight, a function whose docstring is what users read about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from karavel.matching.columns import Floats
from karavel.matching.question import Question

#: What a feature tells: whether the lot is the firm's trade, how well it suits, or how the firm may get in.
Role: TypeAlias = Literal["topic", "circumstance", "entry"]


@dataclass(frozen=True, eq=False)
class Part:
    """What a feature finds: a value for each lot, and a sentence about one lot, said only when it is shown.

    Attributes:
        values: from 0 to 1 for a topic, from -1 to 1 for the others; 0 is neutral, unknown is 0.
        say: the sentence about the lot with a row number.
    """

    values: Floats
    say: Callable[[int], str]


Function: TypeAlias = Callable[[Question], Part]


@dataclass(frozen=True)
class Feature:
    """One part of the score. It cannot be made without a docstring: a part that nobody can explain has no place."""

    weight: float
    role: Role
    function: Function

    def __post_init__(self) -> None:
        """Refuse a feature that does not explain itself."""
        if not (self.function.__doc__ or "").strip():
            message = f"the feature {self.name!r} has no docstring: users could not read what it means"
            raise ValueError(message)

    @property
    def name(self) -> str:
        """The function's name, which users see beside the weight."""
        return self.function.__name__.rstrip("_")

    @property
    def explanation(self) -> str:
        """The docstring as one line."""
        return " ".join((self.function.__doc__ or "").split())
