"""All releases and records of real publishers are read; none is lost and what was wrong is told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from karavel.notices import Document, Notice, OfficialFile
from karavel.readers import ocds
from karavel.readers.splitting import documents
from karavel.sources import files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def notices(shared: Path) -> list[Notice]:
    opened = (file for file in files([shared / "ocds"]) if isinstance(file, OfficialFile))
    found = (document for file in opened for document in documents(file) if isinstance(document, Document))
    read = [ocds.read(document).notice for document in found]
    assert None not in read
    return [notice for notice in read if notice is not None]


def test_every_release_and_record_gives_a_notice(notices: list[Notice]) -> None:
    assert len(notices) == 704
    assert Counter(notice.form == "record" for notice in notices) == {False: 598, True: 106}
    assert all(notice.lots for notice in notices)


def test_buyers_have_the_country_of_their_publisher(notices: list[Notice]) -> None:
    countries = Counter(notice.buyer.country for notice in notices if notice.buyer)
    assert set(countries) == {"GB", "MD", "UA", "AM", "NG", "CO", "PY"}


def test_calls_have_what_a_bidder_asks_first(notices: list[Notice]) -> None:
    calls = [notice for notice in notices if notice.kind == "call" and notice.provenance.file.find("2025.jsonl") > 0]
    assert len(calls) == 183
    assert all(lot.deadline for notice in calls for lot in notice.lots)
    assert all(notice.cpv and notice.title and notice.nature for notice in calls)


def test_awards_name_their_winners(notices: list[Notice]) -> None:
    awards = [award for notice in notices for award in notice.awards if award.status == "selec-w"]
    assert sum(bool(award.suppliers) for award in awards) >= 0.95 * len(awards)


def test_ids_are_unique_among_the_releases_of_one_file(notices: list[Notice]) -> None:
    by_file = Counter((notice.provenance.file.partition("#")[0], notice.id) for notice in notices)
    assert max(by_file.values()) == 1
