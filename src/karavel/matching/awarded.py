"""What a firm won according to the lake: award notices that name one of its registration numbers.

A firm need not type in what a register already says; such a contract counts as a reference of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from karavel.companies import Company
from karavel.lake import View
from karavel.matching.firm import profile_of
from karavel.matching.profile import Profile, Win
from karavel.matching.texts import latest_first
from karavel.money import Rates

#: What the query answers, in this order.
FOUND: Final = ("title", "cpv", "country", "value_eur", "ended")

#: Awards to a firm with one of the numbers ``$ids``, known on a day; a title given twice to one buyer counts once.
QUERY: Final = """
    SELECT title, any_value(cpv) AS cpv, any_value(buyer_country) AS country, max(value_eur) AS value_eur,
        max(coalesce(date, published)) AS ended
    FROM current_awards
    WHERE list_has_any(supplier_ids, $ids) AND title IS NOT NULL
    GROUP BY title, buyer_name
    ORDER BY ended DESC NULLS LAST, title
"""


def known(company: Company, view: View, rates: Rates, as_of: date) -> Profile:
    """A firm as ranking sees it: what it says of itself, and what the lake says that it had won by a day."""
    profile = profile_of(company, rates, as_of)
    if not company.ids:
        return profile
    answer = view.sql(QUERY, as_of, ids=list(company.ids))
    return with_awards(profile, (dict(zip(FOUND, row, strict=True)) for row in answer.fetchall()))


def with_awards(profile: Profile, rows: Iterable[Mapping[str, Any]]) -> Profile:
    """The profile with what the lake says it won, as a prime contractor; titles that it names itself are kept once."""
    named = {win.title.casefold() for win in profile.wins}
    found = [_win(row) for row in rows if row["title"].casefold() not in named]
    return replace(profile, wins=latest_first((*profile.wins, *found))) if found else profile


def _win(row: Mapping[str, Any]) -> Win:
    return Win(row["title"], tuple(row["cpv"] or ()), row["country"], row["value_eur"], row["ended"])
