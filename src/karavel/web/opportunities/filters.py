"""What the list is narrowed to, as the address says it: ``?market=PT&market=AO&verdict=open``."""

from __future__ import annotations

from typing import Final, NamedTuple, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from karavel.verbs.board import Facets
from karavel.verbs.board import Filters as Wanted
from karavel.web.words import country_name, verdict_words

VERDICTS: Final = ("guaranteed", "open", "discretionary", "unknown", "excluded")


class Option(NamedTuple):
    """One value of a facet; ``lots`` is None where it is not counted."""

    value: str
    label: str
    lots: int | None
    chosen: bool


class Facet(NamedTuple):
    """A filter with its values."""

    name: str
    label: str
    options: list[Option]


class Filters(NamedTuple):
    """The filters in use; values that mean nothing are left out."""

    markets: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        """The filters of an address."""
        markets = sorted({code for code in asked.getlist("market") if len(code) == 2 and code.isalpha()})  # noqa: PLR2004
        verdicts = [name for name in VERDICTS if name in asked.getlist("verdict")]
        return cls(tuple(code.upper() for code in markets), tuple(verdicts))

    def wanted(self) -> Wanted:
        """What the board is asked for."""
        return Wanted(markets=self.markets, direct=self.verdicts)  # type: ignore[arg-type]  # names of verdicts only

    def facets(self, found: Facets) -> list[Facet]:
        """The filters to choose from; what is chosen stays, also when nothing is left of it."""
        codes = list(found.markets) + [code for code in self.markets if code not in found.markets]
        markets = [Option(code, country_name(code), found.markets.get(code, 0), code in self.markets) for code in codes]
        verdicts = [
            Option(name, verdict_words(name), found.direct.get(name, 0), name in self.verdicts) for name in VERDICTS
        ]
        return [Facet("verdict", _("May we bid from home?"), verdicts), Facet("market", _("Market"), markets)]
