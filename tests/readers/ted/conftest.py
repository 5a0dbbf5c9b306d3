"""The real TED notices, each read once for all tests."""

from __future__ import annotations

import hashlib
import tarfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from karavel.notices import Document, Provenance, Reading
from karavel.readers import ted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ARCHIVES = ("ted/ted-notices.tar.xz", "pairs/ted-and-eforms-pairs.tar.xz")


def document(content: bytes, file: str = "notice.xml") -> Document:
    provenance = Provenance(file=file, sha256=hashlib.sha256(content).hexdigest())
    return Document(content=content, format="ted", provenance=provenance)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file and member.name.endswith(".xml") and "eforms-xml" not in member.name:
                yield f"{archive.name}!{member.name}", file.read()


@pytest.fixture(scope="session")
def contents(shared: Path) -> dict[str, bytes]:
    """File to content of all TED notices."""
    return {name: content for archive in ARCHIVES for name, content in _members(shared / archive)}


@pytest.fixture(scope="session")
def readings(contents: Mapping[str, bytes]) -> dict[str, Reading]:
    """File to its reading."""
    return {file: ted.read(document(content, file)) for file, content in contents.items()}


@pytest.fixture(scope="session")
def trees(contents: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """File to its root element, parsed as plainly as possible."""
    return {file: etree.fromstring(content) for file, content in contents.items()}
