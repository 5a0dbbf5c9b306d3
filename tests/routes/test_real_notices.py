"""Every lot of real notices gets a plan, for firms of several countries, without error or a late best route."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from tests.routes.firms import firm

from karavel.access import Law
from karavel.companies import Preferences
from karavel.notices import Document, Lot, Notice, OfficialFile
from karavel.readers.reading import read
from karavel.readers.splitting import documents
from karavel.routes import Planner, best, letter, value_in_euro
from karavel.sources import files

_EVERY, _MOST = 11, 1_000  # one document in eleven of the archives' first thousand and so


@pytest.fixture(scope="module")
def real(shared: Path) -> list[tuple[Notice, Lot]]:
    return list(calls(shared))


def calls(shared: Path) -> Iterator[tuple[Notice, Lot]]:
    archives = [shared / "ted" / "ted-notices.tar.xz", shared / "eforms" / "published-notices.tar.xz"]
    for archive in archives:
        for document in islice(found(archive), 0, _MOST, _EVERY):
            notice = read(document).notice
            if notice and notice.kind == "call":
                yield from ((notice, lot) for lot in notice.lots[:2])


def found(archive: Path) -> Iterator[Document]:
    for file in files([archive]):
        if isinstance(file, OfficialFile):
            yield from (each for each in documents(file) if isinstance(each, Document))


@pytest.mark.shared
@pytest.mark.parametrize("country", ["AZ", "PT", "BR", "KZ", "US", "UA", "TR"])
def test_every_real_lot_gets_a_plan(real: list[tuple[Notice, Lot]], country: str) -> None:
    planner = Planner(Law.load(), firm(country, preferences=Preferences(gateways=("PT", "GE"))), date(2022, 1, 14))
    for notice, lot in real:
        routes = planner.routes(notice, lot)
        chosen = best(routes, value_in_euro(notice, lot, planner.rates))
        assert routes[0].kind == "direct"
        assert all(route.qualification.requirements for route in routes)
        assert chosen is None or (chosen.in_time is not False and chosen.decision.verdict != "excluded")
        assert letter(planner.company, notice, lot).text
    assert len(real) > 50
