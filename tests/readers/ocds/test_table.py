"""The table names paths that the reader reads and fields that the model has."""

from __future__ import annotations

import re
from typing import get_args, get_type_hints

import pytest

from karavel.notices import Notice
from karavel.readers.ocds import TABLE
from karavel.readers.ocds.table import Row
from karavel.readers.ocds.unread import Branch, known


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.path)
def test_every_path_is_read(row: Row) -> None:
    branch: Branch | None = known()
    for step in row.path.removeprefix("/").split("/"):
        assert branch is not None
        assert step in branch.read
        branch = branch.read[step]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.path)
def test_every_field_is_the_models_and_every_term_is_one(row: Row) -> None:
    owner: type = Notice
    for name in row.field.split("."):
        hints = get_type_hints(owner)
        assert name in hints
        owner = next((one for one in get_args(hints[name]) if isinstance(one, type)), owner)
    assert re.fullmatch(r"|(?:BT|OPP)-\d{2,5}", row.bt)
