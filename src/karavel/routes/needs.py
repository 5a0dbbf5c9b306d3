"""What a lot asks and what the firm has: one answer per requirement, and one for all of them."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

NeedKind: TypeAlias = Literal[
    "turnover", "references", "certificate", "staff", "insurance", "bond", "language", "years", "other"
]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a lot asks, as far as its text could be read.

    Attributes:
        kind: what it is about; ``other`` where the text could not be read.
        text: the words it was read from, original language.
        amount, currency: a sum of money, where one is asked.
        count: how many (references, people).
        years: over how many years it looks back.
        name: the certificate (``ISO 27001``) or the languages (ISO 639-1).
        specific: turnover from comparable work only.
        cumulative: turnover of all years together rather than a year.
    """

    kind: NeedKind
    text: str = ""
    amount: float | None = None
    currency: str | None = None
    count: int | None = None
    years: int | None = None
    name: str | None = None
    specific: bool = False
    cumulative: bool = False

    @property
    def settled(self) -> bool:
        """Whether the text says enough to compare it with a company."""
        figures = {
            "turnover": self.amount,
            "insurance": self.amount,
            "bond": self.amount,
            "references": self.count,
            "staff": self.count,
            "certificate": self.name,
            "language": self.name,
        }
        return figures.get(self.kind) is not None


class Days(msgspec.Struct, frozen=True):
    """How long a cure takes, in calendar days; always an estimate."""

    min: int
    max: int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement against the company.

    Attributes:
        need: what is asked, in a sentence.
        have: what the company has, None where nothing is known.
        gap: what is missing, None where the need is met.
        cure: what could close the gap.
        days: how long the cure takes.
        met: True, False, or None where the documents must be read; None is never counted as met.
        kind: what it is about; ``text`` the form's own words.
        by_partner: the firm itself lacks it, and the partner of a consortium may bring it: not known beforehand.
    """

    need: str
    have: str | None = None
    gap: str | None = None
    cure: str | None = None
    days: Days | None = None
    met: bool | None = None
    kind: NeedKind = "other"
    text: str = ""
    by_partner: bool = False


class Qualification(msgspec.Struct, frozen=True):
    """All requirements of a lot against the company, by one route.

    ``all`` is True where every need is met, False where one is not, else None: something could not be read.
    """

    all: bool | None
    requirements: tuple[Answer, ...]


def together(answers: tuple[Answer, ...]) -> Qualification:
    """The answer for all requirements; a lot of which nothing could be read is not known, never met."""
    if any(answer.met is False for answer in answers):
        return Qualification(False, answers)
    settled = bool(answers) and all(answer.met for answer in answers)
    return Qualification(True if settled else None, answers)
