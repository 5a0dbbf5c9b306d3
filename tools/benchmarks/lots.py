"""A lake of many synthetic lots, the same every time: calls for ICT and other things in many languages and countries.

The words and names are of our own making; nothing of it is a real notice.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from karavel.lake import Lake, write_part
from karavel.money import Rates
from karavel.notices import Buyer, Document, Lot, Moment, Money, Notice, Provenance, Reading

#: The day as of which most of the lots are open.
DAY: Final = date(2026, 3, 2)

_PART: Final = 2500  # notices in a part
_LOTS: Final = 2  # a notice, on average
_COUNTRIES: Final = (
    "PT", "ES", "FR", "DE", "IT", "PL", "RO", "BG", "GR", "CZ", "HU", "SE", "FI", "DK", "NL", "BE",
    "AT", "IE", "LT", "LV", "EE", "SI", "SK", "HR",
)  # fmt: skip
_LANGUAGES: Final = {"PT": "pt", "ES": "es", "FR": "fr", "DE": "de", "IT": "it", "PL": "pl", "AT": "de", "IE": "en"}
_CPV: Final = (
    "72200000", "72212000", "72262000", "72267000", "72253000", "48000000", "48820000", "30200000",
    "30213000", "79400000", "80500000", "64200000", "45000000", "45210000", "33100000", "55500000",
    "90500000", "34100000", "15000000", "71300000",
)  # fmt: skip
_WORDS: Final = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
_PROCEDURES: Final = ("open", "restricted", "neg-w-call")
_LEVELS: Final = ("central", "sub-central", "utility", None)


def fill(root: Path, lots: int, day: date = DAY) -> Lake:
    """Writes a lake of so many lots that are open on a day, without reading: notices are made as if they had been."""
    rates = Rates()
    with Lake(root).writer() as writer:
        made = notices(lots, day)
        while chunk := list(islice(made, _PART)):
            writer.commit([write_part(root, writer.part_name(), chunk, writer.run, rates)])
        writer.commit([], finished=True)
        writer.compact()
    return Lake(root)


def notices(lots: int, day: date) -> Iterator[tuple[Document, Reading]]:
    """Calls with so many lots, open on a day, as they would have been read."""
    chance = random.Random(20260302)  # noqa: S311  # the same lots every time, no secret
    left, number = lots, 0
    while left > 0:
        count = min(left, chance.randint(1, 2 * _LOTS - 1))
        left -= count
        number += 1
        yield _notice(number, count, chance, day)


def _notice(number: int, count: int, chance: random.Random, day: date) -> tuple[Document, Reading]:
    content = f"synthetic notice {number}".encode()
    country = some_country(chance)
    published = day - timedelta(days=chance.randint(0, 30))
    provenance = Provenance(file=f"synthetic!{number}", sha256=hashlib.sha256(content).hexdigest())
    notice = Notice(
        id=f"{number}-2026",
        format="eforms",
        kind="call",
        provenance=provenance,
        form="16",
        language=_LANGUAGES.get(country, "en"),
        dispatched=published,
        published=published,
        procedure_start=published,
        legal_basis="32014L0024",
        procedure=chance.choice(_PROCEDURES),
        buyers=(Buyer(name=f"Buyer {chance.randint(1, 4000)}", country=country, level=chance.choice(_LEVELS)),),
        title=words(chance, 6),
        nature="services",
        cpv=(some_cpv(chance),),
        lots=tuple(_lot(place, published, chance, day) for place in range(count)),
    )
    return Document(content=content, format="eforms", provenance=provenance), Reading(notice)


def _lot(place: int, published: date, chance: random.Random, day: date) -> Lot:
    deadline = day + timedelta(days=chance.randint(1, 60))
    return Lot(
        id=f"LOT-{place + 1:04d}",
        title=words(chance, 8),
        description=words(chance, 60),
        nature="services",
        cpv=tuple(chance.sample(_CPV, chance.randint(1, 3))),
        value=Money(float(chance.randint(10, 3000) * 1000), "EUR") if chance.random() < 0.7 else None,  # noqa: PLR2004
        deadline=Moment(f"{deadline.isoformat()}T12:00+01:00"),
        deadline_for="tenders",
        start=published + timedelta(days=120),
        gpa_declared=chance.choice((True, False, None)),
    )


def some_country(chance: random.Random) -> str:
    """A country, alpha-2."""
    return chance.choice(_COUNTRIES)


def some_cpv(chance: random.Random) -> str:
    """A CPV code."""
    return chance.choice(_CPV)


def words(chance: random.Random, count: int) -> str:
    """So many words in a row."""
    return " ".join(chance.choices(_WORDS, k=count))
