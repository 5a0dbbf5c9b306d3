"""Decides every lot of some files for companies of several countries and tells how often the answer is `unknown`.

    python tools/verdicts.py ../shared/data/ted ../shared/data/eforms --for AZ PT BR TR

One line a buyer country: its lots, then for each company the share of lots whose answer is not settled. `--why` adds
what was missing, most frequent first. Files are read as `karavel read` reads them; nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from karavel.access import Bidder, Establishment, Law, Owner, Situation, Tender, decide, situation_key, tender_of
from karavel.notices import Document, OfficialFile
from karavel.readers.reading import read
from karavel.readers.splitting import documents
from karavel.sources import files

COMPANIES = ("AZ", "PT", "BR", "KZ", "US", "UA", "TR")


class Count(NamedTuple):
    """Lots of one buyer country, the unsettled ones by company, and what was missing for them."""

    lots: Counter[str]
    unknown: dict[str, Counter[str]]
    missing: dict[str, Counter[str]]


def tenders(paths: Iterable[Path], every: int = 1) -> Iterator[Tender]:
    """Every lot of every notice (or of one document in ``every``) that could be read, as the law looks at it."""
    for document in islice(_documents(paths), 0, None, every):
        notice = read(document).notice
        if notice:
            yield from (tender_of(notice, lot) for lot in notice.lots)


def _documents(paths: Iterable[Path]) -> Iterator[Document]:
    for file in files(list(paths)):
        if isinstance(file, OfficialFile):
            yield from (each for each in documents(file) if isinstance(each, Document))


def local(country: str) -> Bidder:
    """A company of a country with real operations there, owned there."""
    return Bidder(
        country=country,
        establishments=(Establishment(country, "head-office", substantive=True),),
        owners=(Owner(country, 100.0),),
    )


def counted(law: Law, lots: Iterable[Tender], companies: Iterable[str]) -> Count:
    """Decide once per distinct situation; count every lot."""
    found = Count(Counter(), defaultdict(Counter), defaultdict(Counter))
    bidders = {country: local(country) for country in companies}
    known: dict[object, dict[str, tuple[str, ...]]] = {}
    for tender in lots:
        key = situation_key(law, tender)
        if key not in known:
            answers = {c: decide(law, Situation(bidder, tender)) for c, bidder in bidders.items()}
            known[key] = {c: answer.missing for c, answer in answers.items() if answer.verdict == "unknown"}
        found.lots[tender.buyer_country] += 1
        for country, missing in known[key].items():
            found.unknown[tender.buyer_country][country] += 1
            found.missing[country].update(missing)
    return found


def table(count: Count, companies: tuple[str, ...]) -> Iterator[str]:
    """The shares in per cent, most lots first; a dot where every answer is settled."""
    yield f"{'buyer':<8}{'lots':>8}" + "".join(f"{company:>8}" for company in companies)
    for buyer, lots in count.lots.most_common():
        shares = (100 * count.unknown[buyer][company] / lots for company in companies)
        yield f"{buyer or '-':<8}{lots:>8}" + "".join(f"{share:>8.1f}" if share else f"{'.':>8}" for share in shares)


def main() -> None:
    """Read the arguments, print the table."""
    parser = argparse.ArgumentParser(description="Share of lots whose verdict is unknown, by buyer country.")
    parser.add_argument("paths", nargs="+", type=Path, help="files, folders or archives of official notices")
    parser.add_argument("--for", dest="companies", nargs="+", default=COMPANIES, help="countries of the companies")
    parser.add_argument("--every", type=int, default=1, help="read one document in so many")
    parser.add_argument("--why", action="store_true", help="also what was missing, most frequent first")
    parser.add_argument("--json", action="store_true", help="counts instead of shares")
    given = parser.parse_args()
    companies = tuple(given.companies)
    count = counted(Law.load(), tenders(given.paths, given.every), companies)
    if given.json:
        lines = [json.dumps({"lots": count.lots, "unknown": count.unknown})]
    else:
        lines = list(table(count, companies))
    if given.why:
        lines += [f"{c}: {n:>6}  {line}" for c in companies for line, n in count.missing[c].most_common(8)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
