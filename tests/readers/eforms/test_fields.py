"""For every field of the model, the SDK's own XPaths find in all eForms files what the notice holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.readers.eforms.official import AWARD_ROWS, LOT_ROWS, NOTICE_ROWS, PARTY_ROWS, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from karavel.notices import Reading

#: Where reader and XPath differ, and why the reader is right to.
DIFFERENT = {
    ("notice", "2023-698390.xml"): "two procedures in one document: the first is read, the second told as a problem",
    ("lot criteria.kind", "775348-2023.xml"): "the kind's list has no official name, its code is official all the same",
    ("party", "INVALID_can_24_stage-2.xml"): "a buyer that refers to no organisation is nobody",
    ("party", "INVALID_pin-only_24_minimal.xml"): "same",
    ("party", "INVALID_pin-only_24_stage-1.xml"): "same",
}
WITHHELD = ("can_25_withheld.xml", "can_25_withheld_lots.xml")  # see test_awards


def _excused(kind: str, row: Row, file: str) -> bool:
    base = file.rpartition("/")[2].rpartition("!")[2]
    return base in WITHHELD or (kind, base) in DIFFERENT or (f"{kind} {row.name}", base) in DIFFERENT


ROWS = [
    pytest.param(kind, row, id=f"{kind} {row.name}")
    for kind, rows in (("notice", NOTICE_ROWS), ("party", PARTY_ROWS), ("lot", LOT_ROWS), ("award", AWARD_ROWS))
    for row in rows
]


@pytest.mark.shared
@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_the_official_xpaths_find_what_the_model_holds(
    kind: str,
    row: Row,
    readings: Mapping[str, Reading],
    trees: Mapping[str, etree._Element],
    xpaths: dict[str, str],
) -> None:
    found: Counter[object] = Counter()
    for file, reading in readings.items():
        notice, root = reading.notice, trees[file]
        assert notice is not None
        if _excused(kind, row, file) or (kind == "lot" and not root.xpath("boolean(//*[@schemeName='Lot'])")):
            continue
        assert not (why := row.disagreement(notice, root, xpaths)), f"{file}: {why}"
        found += row.wanted(root, xpaths)
    assert found, f"no file has {row.fields}"
