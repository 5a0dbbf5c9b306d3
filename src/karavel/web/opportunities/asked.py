"""What a list is narrowed to, as the address and a saved search say it: ``?q=portal&market=PT&market=AO&verdict=open``.

One table of filters; what means nothing is left out, so an address that somebody wrote by hand never fails.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Self, cast
from urllib.parse import urlencode

from django.http import QueryDict

from karavel.codes import cpv
from karavel.verbs.board import DAYS, VALUES, Filters, Order

VERDICTS: Final = ("guaranteed", "open", "discretionary", "unknown", "excluded")
#: How a list may be ordered; the first one unless another is asked for.
ORDERS: Final = ("rank", "deadline", "published", "value")
#: Lower bounds of the classes of value, EUR.
CLASSES: Final = tuple(str(bound) for bound in (0, *VALUES))
#: A deadline in less than so many days.
WITHIN: Final = tuple(str(days) for days in DAYS)

_LONGEST: Final = 200  # letters of words to look for
_LARGEST: Final = 1e15  # EUR: what a double tells to the cent, and more than anybody buys for
_COUNTRY: Final = 2
_BRANCH: Final = re.compile(r"[0-9]{2,8}")
_BUYER: Final = re.compile(r"(?:[A-Za-z]{2})?:[^\x00-\x1f]{1,250}")

_Check = Callable[[str], str | None]


def _one_of(values: Iterable[str]) -> _Check:
    known = frozenset(values)
    return lambda text: text if text in known else None


def words(text: str) -> str | None:
    """Words to look for, as few letters as may be; None for none."""
    return " ".join(text.split())[:_LONGEST] or None


def _letters(text: str) -> str | None:
    return text if len(text) == _COUNTRY and text.isascii() and text.isalpha() else None


def _country(text: str) -> str | None:
    return (_letters(text) or "").upper() or None


def _language(text: str) -> str | None:
    return (_letters(text) or "").lower() or None


def branch(text: str) -> str | None:
    """A branch of the CPV tree by its digits: ``72``, ``7221``, ``72212000``; None where it is none."""
    return cpv.significant(text) if _BRANCH.fullmatch(text) and text[:2] in cpv.DIVISIONS else None


def _buyer(text: str) -> str | None:
    """A buyer as the counts name it: ``PT:Município do Porto``."""
    said = " ".join(text.split())
    country, _colon, name = said.partition(":")
    return f"{country.upper()}:{name.strip()}" if _BUYER.fullmatch(said) and name.strip() else None


def _amount(text: str) -> str | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return f"{value:.15g}" if 0 <= value <= _LARGEST else None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


#: Name in the address to what its value must be. The order is that of the page.
CHECKS: Final[dict[str, _Check]] = {
    "q": words,
    "fit": _one_of({"1"}),
    "best": _one_of({*VERDICTS, "none"}),
    "verdict": _one_of(VERDICTS),
    "market": _country,
    "cpv": branch,
    "buyer": _buyer,
    "value": _one_of(CLASSES),
    "value_min": _amount,
    "value_max": _amount,
    "within": _one_of(WITHIN),
    "from": _day,
    "until": _day,
    "since": _day,
    "language": _language,
    "hidden": _one_of({"1"}),
    "sort": _one_of(ORDERS),
}
#: Filters that may have several values; of the others the last one counts.
MANY: Final = frozenset({"best", "verdict", "market", "cpv", "buyer", "language"})

#: Filters that somebody writes and does not choose, beside words.
WRITTEN: Final = ("value_min", "value_max", "from", "until", "since")


class Asked:
    """Filters and order that are in use; equal ones have equal addresses.

    Args:
        said: name to values; what :data:`CHECKS` refuses is left out.
    """

    def __init__(self, said: Mapping[str, Iterable[str]]) -> None:
        self._said: dict[str, tuple[str, ...]] = {}
        for name, check in CHECKS.items():
            found = [value for text in said.get(name, ()) if (value := check(text)) is not None]
            if found:
                self._said[name] = tuple(sorted(set(found))) if name in MANY else (found[-1],)

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Those of an address."""
        return cls({name: query.getlist(name) for name in query})

    def kept(self) -> dict[str, list[str]]:
        """As :attr:`karavel.web.workspace.models.SavedSearch.query` keeps them; ``Asked(kept)`` gives them back."""
        return {name: list(values) for name, values in self._said.items()}

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a filter."""
        return self._said.get(name, ())

    def one(self, name: str) -> str:
        """The one value of a filter; empty where it is not in use."""
        return next(iter(self.all(name)), "")

    @property
    def order(self) -> Order:
        """How the list is ordered."""
        return cast("Order", self.one("sort") or ORDERS[0])

    @property
    def fitting(self) -> bool:
        """Whether only lots are wanted that fit."""
        return bool(self.one("fit"))

    @property
    def hidden(self) -> bool:
        """Whether only lots are wanted that the company has hidden."""
        return bool(self.one("hidden"))

    @property
    def exact(self) -> dict[str, str]:
        """The filters that somebody has written and not chosen, but for words."""
        return {name: self.one(name) for name in WRITTEN if self.one(name)}

    @property
    def address(self) -> str:
        """The query of the list's address, without its question mark."""
        return urlencode(self._said, doseq=True)

    def without(self, name: str, value: str) -> Asked:
        """The same with one value less."""
        left = tuple(one for one in self.all(name) if one != value)
        return Asked(self._said | {name: left})

    def with_(self, **changes: str) -> Asked:
        """The same with some filters set to one value."""
        return Asked(self._said | {name: (value,) for name, value in changes.items()})

    def pairs(self) -> list[tuple[str, str]]:
        """Each filter with each of its values, but for the order."""
        return [(name, value) for name, values in self._said.items() if name != "sort" for value in values]

    def wanted(self, as_of: date) -> Filters:
        """What the board is asked for on a day."""
        least, most = self._values()
        return Filters(
            markets=self.all("market"),
            direct=self.all("verdict"),  # type: ignore[arg-type]  # the table lets verdicts pass only
            best=self.all("best"),  # type: ignore[arg-type]
            cpv=self.all("cpv"),
            buyers=self.all("buyer"),
            languages=self.all("language"),
            value_min=least,
            value_max=most,
            deadline_from=self._on("from"),
            deadline_until=self._until(as_of),
            published_from=self._on("since"),
            words=self.one("q"),
            fitting=self.fitting,
            hidden=self.hidden,
        )

    def _values(self) -> tuple[float | None, float | None]:
        """The least and the greatest value; a class ends just below the next one."""
        bounds = [float(text) if (text := self.one(name)) else None for name in ("value_min", "value_max")]
        chosen = self.one("value")
        if not chosen:
            return bounds[0], bounds[1]
        above = CLASSES[CLASSES.index(chosen) + 1 :]
        return float(chosen), math.nextafter(float(above[0]), 0) if above else None

    def _until(self, as_of: date) -> date | None:
        within = self.one("within")
        found = [self._on("until"), as_of + timedelta(days=int(within) - 1) if within else None]
        return min((day for day in found if day), default=None)

    def _on(self, name: str) -> date | None:
        return date.fromisoformat(self.one(name)) if self.one(name) else None
