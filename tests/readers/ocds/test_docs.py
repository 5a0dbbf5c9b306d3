"""The pages on sources and on the OCDS reader say what is."""

from __future__ import annotations

import re
from pathlib import Path

from karavel import sources
from karavel.readers import base, ocds, reading
from karavel.readers.pieces import DOCUMENT_LIMIT, PARTS_LIMIT
from karavel.sources import LIMITS

ROOT = Path(__file__).parents[3]
_CODE = r"\"([a-z]+(?:-[a-z]+)+)\""


def told(page: str) -> set[str]:
    return set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", (ROOT / "docs" / page).read_text(encoding="utf-8")))


def used(files: list[Path], pattern: str) -> set[str]:
    return {code for file in files for code in re.findall(pattern, file.read_text(encoding="utf-8"))}


def test_every_problem_of_the_readers_is_explained() -> None:
    folders = (Path(ocds.__file__).parent, Path(base.__file__).parent)
    files = [*(file for folder in folders for file in folder.glob("*.py")), Path(reading.__file__)]
    found = used(files, r"(?:problems\.add|Problem|_unreadable)\((?:[^()]*?,)??\s*" + _CODE)
    assert len(found) > 12
    assert found - told("problems.md") == set()


def test_every_reason_for_an_unreadable_file_is_explained() -> None:
    readers = Path(reading.__file__).parent
    files = [*Path(sources.__file__).parent.glob("*.py"), *readers.glob("split*.py"), readers / "pieces.py"]
    found = used(files, r"(?:Unreadable|unreadable)\([^()]*?" + _CODE)
    assert len(found) > 12
    assert found - told("sources.md") == set()


def test_the_limits_on_the_page_are_those_that_hold() -> None:
    page = " ".join((ROOT / "docs" / "sources.md").read_text(encoding="utf-8").split())
    assert f"{LIMITS.member_bytes >> 30} GiB for one member, {LIMITS.archive_bytes >> 30} GiB for everything" in page
    assert f"{LIMITS.ratio:,} bytes out for each byte in once {LIMITS.ratio_from >> 20} MiB" in page
    assert f"one document above {DOCUMENT_LIMIT >> 20} MiB, or of more than {PARTS_LIMIT:,} elements" in page
