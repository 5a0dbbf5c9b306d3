"""The real eForms notices, each read once for all tests, and the official description of every field."""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from karavel.notices import Document, Provenance, Reading
from karavel.readers import eforms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ARCHIVES = (
    "eforms/published-notices.tar.xz",
    "eforms/norway-doffin-notices.tar.xz",
    "eforms/sdk-examples.tar.xz",
    "pairs/ted-and-eforms-pairs.tar.xz",
)


def _members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        wanted = [member for member in tar if member.name.endswith(".xml") and "ted-xml" not in member.name]
        return {f"{archive.name}!{member.name}": tar.extractfile(member).read() for member in wanted}  # type: ignore[union-attr]


def document(content: bytes, file: str = "notice.xml") -> Document:
    return Document(
        content=content,
        format="eforms",
        provenance=Provenance(file=file, sha256=hashlib.sha256(content).hexdigest()),
    )


@pytest.fixture(scope="session")
def contents(shared: Path) -> dict[str, bytes]:
    """File to content of all eForms notices."""
    found: dict[str, bytes] = {}
    for archive in ARCHIVES:
        found |= _members(shared / archive)
    return found


@pytest.fixture(scope="session")
def readings(contents: Mapping[str, bytes]) -> dict[str, Reading]:
    """File to its reading."""
    return {file: eforms.read(document(content, file)) for file, content in contents.items()}


@pytest.fixture(scope="session")
def trees(contents: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """File to its root element, parsed as plainly as possible."""
    return {file: etree.fromstring(content) for file, content in contents.items()}


@pytest.fixture(scope="session")
def sdk(shared: Path) -> Callable[[str], bytes]:
    """A file of the SDK's own description: ``fields/fields.json``, ``codelists/currency.gc``."""
    archive = tarfile.open(shared / "eforms/sdk-fields-and-codelists.tar.xz")  # noqa: SIM115  # open as long as the tests

    def member(name: str) -> bytes:
        return archive.extractfile(name).read()  # type: ignore[union-attr]

    return member


@pytest.fixture(scope="session")
def xpaths(sdk: Callable[[str], bytes]) -> dict[str, str]:
    """Field to its XPath, out of ``fields.json``."""
    fields: list[dict[str, Any]] = json.loads(sdk("fields/fields.json"))["fields"]
    return {field["id"]: field["xpathAbsolute"] for field in fields}
