"""Fetches notices from TED: whole days as packages, or the notices of a search one by one.

Search API v3 (https://docs.ted.europa.eu/api/): expert query, iteration mode, 250 notices a page. It tells the issue of
the OJ S of a day; the day's package is ``packages/daily/{year}{issue, five digits}`` and holds all its notices as XML.
Where only some CPV codes or countries are wanted, their notices are fetched by publication number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from karavel.codes import countries as country_codes
from karavel.errors import SourceError, UsageError
from karavel.sources.client import Client
from karavel.sources.download import Fetched, Progress, download, quiet
from karavel.sources.ledger import Ledger

_PAGE: Final = 250
_ISSUE: Final = re.compile(r"(\d{1,3})/(\d{4})")
_NUMBER: Final = re.compile(r"\d{1,8}-\d{4}")
_CPV: Final = re.compile(r"\d{2,8}")
_CPV_DIGITS: Final = 8
_SATURDAY: Final = 5  # TED is published from Monday to Friday
_FIRST_ISSUES: Final = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Places:
    """Where TED is; a test plays it elsewhere."""

    api: str = "https://api.ted.europa.eu"
    site: str = "https://ted.europa.eu"


TED: Final = Places()


def fetch(
    client: Client,
    folder: Path,
    since: date,
    until: date,
    *,
    cpv: Iterable[str] = (),
    countries: Iterable[str] = (),
    places: Places = TED,
    progress: Progress = quiet,
) -> Fetched:
    """Brings the notices published from ``since`` to ``until`` to disk; what is there already is not asked for again.

    Args:
        client: asks for them.
        folder: takes them, packages in ``daily``, single notices in ``notices``.
        since: first day of publication.
        until: last day of publication.
        cpv: codes or their first digits (``72``); with any, only notices of these branches.
        countries: of the buyer, in any code; with any, only their notices.
        places: where TED is.
        progress: is told how far it is.

    Raises:
        UsageError: the days, codes or countries make no sense.
        SourceError: TED did not answer as documented.
    """
    if since > until:
        raise UsageError(f"The days go backwards: from {since} to {until}.")
    if since < _FIRST_ISSUES:
        raise UsageError(f"TED has no XML that Karavel reads before {_FIRST_ISSUES}; {since} is too early.")
    wanted = [*_branches(cpv), *_buyers(countries)]
    if wanted:
        return _notices(client, folder / "notices", [*_published(since, until), *wanted], places, progress)
    return _packages(client, folder / "daily", since, until, places, progress)


def _published(since: date, until: date) -> list[str]:
    return [f"publication-date>={since:%Y%m%d}", f"publication-date<={until:%Y%m%d}"]


def _branches(codes: Iterable[str]) -> list[str]:
    """``classification-cpv IN (72* 48000000)``: a code that ends in zeros stands for its whole branch."""
    found = []
    for code in codes:
        digits = code.partition("-")[0].rstrip("*")
        if not _CPV.fullmatch(digits):
            raise UsageError(f"{code!r} is no CPV code; write eight digits, or the first ones of a branch, such as 72.")
        branch = digits[:2] + digits[2:].rstrip("0")
        found.append(branch if len(branch) == _CPV_DIGITS else f"{branch}*")
    return [f"classification-cpv IN ({' '.join(found)})"] if found else []


def _buyers(given: Iterable[str]) -> list[str]:
    known = [country_codes.to_alpha3(country_codes.require(one)) for one in given]
    return [f"buyer-country IN ({' '.join(code for code in known if code)})"] if known else []


def _notices(client: Client, folder: Path, conditions: list[str], places: Places, progress: Progress) -> Fetched:
    so_far, ledger = Fetched(), Ledger(folder)
    for notice in search(client, " AND ".join(conditions), ["publication-number"], places):
        number = str(notice.get("publication-number"))
        if not _NUMBER.fullmatch(number):
            raise SourceError(f"TED names a notice {number!r}, which is no publication number.")
        download(client, f"{places.site}/en/notice/{number}/xml", ledger, f"{number}.xml", so_far, progress)
    return so_far


def _packages(client: Client, folder: Path, since: date, until: date, places: Places, progress: Progress) -> Fetched:
    so_far, ledger = Fetched(), Ledger(folder)
    for day in _working_days(since, until):
        known = ledger.under(day.isoformat())
        if known and ledger.holds(known.file):
            so_far.skipped += 1
            progress(so_far)
            continue
        issue = _issue(client, day, places)
        if issue:
            address = f"{places.site}/packages/daily/{issue}"
            download(client, address, ledger, f"{issue}.tar.gz", so_far, progress, day.isoformat())
    return so_far


def _working_days(since: date, until: date) -> Iterator[date]:
    days = (since + timedelta(days=number) for number in range((until - since).days + 1))
    return (day for day in days if day.weekday() < _SATURDAY)


def _issue(client: Client, day: date, places: Places) -> str | None:
    """The day's issue of the OJ S as packages are named (``202600157``); None when nothing was published."""
    query = " AND ".join(_published(day, day))
    page = _page(client, query, ["ojs-number"], places, limit=1)
    if not page["notices"]:
        return None
    named = str(page["notices"][0].get("ojs-number"))
    parts = _ISSUE.fullmatch(named)
    if parts is None:
        raise SourceError(f"TED names the issue of {day} {named!r}; expected is a number and a year, such as 157/2026.")
    return f"{parts[2]}{int(parts[1]):05}"


def search(client: Client, query: str, fields: list[str], places: Places = TED) -> Iterator[dict[str, Any]]:
    """All notices of an expert query, page after page.

    The token for the next page comes with the last page too, so the count that TED announces ends the search.

    Raises:
        SourceError: TED did not answer as documented, or ended before all that it announced had come.
    """
    token, received = None, 0
    while True:
        page = _page(client, query, fields, places, token=token)
        yield from page["notices"]
        received += len(page["notices"])
        announced, token = page.get("totalNoticeCount") or 0, page.get("iterationNextToken")
        if received >= announced:
            return
        if not page["notices"] or not token:
            raise SourceError(f"TED announced {announced} notices and gave {received}.", remedy="Run it again.")


def _page(
    client: Client, query: str, fields: list[str], places: Places, *, limit: int = _PAGE, token: str | None = None
) -> dict[str, Any]:
    body = {
        "query": query,
        "fields": fields,
        "limit": limit,
        "scope": "ALL",
        "checkQuerySyntax": False,
        "paginationMode": "ITERATION",
    }
    page = client.post_json(f"{places.api}/v3/notices/search", body | ({"iterationNextToken": token} if token else {}))
    notices = page.get("notices")
    if page.get("timedOut") or not isinstance(notices, list) or not all(isinstance(one, dict) for one in notices):
        raise SourceError("TED did not answer the search as documented.", remedy="Run the same command again later.")
    return page
