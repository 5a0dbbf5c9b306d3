"""The field table says of each path what the SDK says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from karavel.readers import eforms
from karavel.readers.tree import Field, Group

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Paths that earlier versions of the SDK had, or that serve the assembly and are no field of the SDK.
NOT_IN_THE_SDK = {
    "BT-747": "until SDK 1.9; BT-809 since",
    "BT-748": "until SDK 1.9",
    "BT-749": "until SDK 1.9",
    "cbc:LanguageID": "languages of documents before SDK 1.3",
    "cac:ProcurementProjectLot/cbc:ID": "told by schemeName: lot, part or group",
}


def _absolute(rows: tuple[Field | Group, ...], above: str = "") -> Iterator[tuple[str, str]]:
    """Path from the root and business term of every row."""
    for row in rows:
        path = f"{above}/{row.path}" if row.path else above
        if isinstance(row, Group):
            yield from _absolute(row.rows, path)
        else:
            yield from ((path, term) for term in row.bt.split())


def _plain(xpath: str) -> str:
    """An XPath without its predicates and the root."""
    while (shorter := re.sub(r"\[[^\[\]]*\]", "", xpath)) != xpath:
        xpath = shorter
    return xpath.removeprefix("/*")


ROWS = sorted(set(_absolute(eforms.TABLE)))


@pytest.fixture(scope="module")
def official(xpaths: Mapping[str, str]) -> set[tuple[str, str]]:
    """Path and business term of every field of the SDK; of withheld fields (BT-195 of BT-161) the first."""
    terms = ((_plain(path), match[0]) for name, path in xpaths.items() if (match := re.match(r"[A-Z]+-\d+", name)))
    return set(terms)


@pytest.mark.shared
def test_every_row_stands_where_the_sdk_says(official: set[tuple[str, str]]) -> None:
    wrong = [
        (path, term)
        for path, term in ROWS
        if (path, term) not in official and not any(known in (term, path[-len(known) :]) for known in NOT_IN_THE_SDK)
    ]
    assert wrong == []
    assert len(ROWS) > 150


@pytest.mark.shared
def test_every_exception_is_one(official: set[tuple[str, str]]) -> None:
    for known in NOT_IN_THE_SDK:
        rows = [(path, term) for path, term in ROWS if known in (term, path[-len(known) :])]
        assert rows
        assert known == "cac:ProcurementProjectLot/cbc:ID" or not official.intersection(rows)
