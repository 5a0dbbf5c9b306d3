"""The official code lists of eForms, for comparing ours with them."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def eforms_codes(shared: Path) -> Callable[[str], list[str]]:
    """Reads one code list of the eForms SDK by its name: ``eforms_codes("country")``."""
    path = shared / "eforms" / "sdk-fields-and-codelists.tar.xz"

    def codes(name: str) -> list[str]:
        with tarfile.open(path) as archive:
            member = archive.extractfile(f"codelists/{name}.gc")
            assert member is not None
            rows = ET.parse(member).getroot().iter("Row")
            return [str(row.findtext("Value[@ColumnRef='code']/SimpleValue")) for row in rows]

    return codes
