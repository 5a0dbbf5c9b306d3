"""Price formulas as pages say them: the names, how each counts, and what a buyer should know before choosing it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from karavel.procurement.scoring import FORMULAS
from karavel.texts.marking import say


class Told(NamedTuple):
    """A formula in the language in use."""

    title: str
    sentence: str
    warning: str


def choices() -> list[tuple[str, str]]:
    """What a criterion may choose, with the points of the committee first."""
    return [("", _("none: points by the committee")), *((name, say(one.title)) for name, one in FORMULAS.items())]


def everything() -> list[Told]:
    """All formulas, for whoever chooses."""
    return [Told(say(one.title), say(one.sentence), say(one.warning)) for one in FORMULAS.values()]


def sentence(name: str) -> str:
    """How a formula counts; nothing for none."""
    return next((say(one.sentence) for key, one in FORMULAS.items() if key == name), "")


def title(name: str) -> str:
    """What a formula is called; nothing for none."""
    return next((say(one.title) for key, one in FORMULAS.items() if key == name), "")


def is_relative(name: str) -> bool:
    """Whether a formula looks at the prices of other bids."""
    return any(one.relative for key, one in FORMULAS.items() if key == name)


def needs_value(name: str) -> bool:
    """Whether a formula counts from the lot's estimated value or budget."""
    return any({"estimate", "budget"} & set(one.needs) for key, one in FORMULAS.items() if key == name)
