"""Reading and the lake beside bare parsing: unpacked bytes in memory to a committed manifest, the text index apart."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from lxml import etree
from tools.benchmarks.corpus import copied, copied_releases, found_in_lines, found_in_memory, notices
from tools.benchmarks.timing import Figure, in_turns, ratio

from karavel.lake import Lake
from karavel.notices import Found
from karavel.verbs.batches import process_pool
from karavel.verbs.ingest import Summary, ingest_found

XML_COPIES = 20  # of the eForms files, as the promise says
RELEASE_COPIES = 20
EFORMS_LIMIT, TED_LIMIT, LINES_LIMIT, WORKERS_GAIN = 4.0, 5.0, 12.0, 1.6


def eforms(shared: Path, times: int) -> Iterator[Figure]:
    """All eForms files, 20 times each, by one process and by two."""
    contents = copied(notices(shared / "eforms", "eforms"), XML_COPIES)
    runs = {
        "parse": lambda: _parse(contents),
        "one": lambda: _ingest(lambda: found_in_memory(contents, ".xml"), len(contents)),
        "two": lambda: _ingest(lambda: found_in_memory(contents, ".xml"), len(contents), workers=2),
    }
    found = in_turns(runs, times)
    yield ratio(f"eForms, {_size(contents)}: lake / lxml.fromstring", found["parse"], found["one"], EFORMS_LIMIT)
    yield ratio("eForms: two workers, gain over one", found["one"], found["two"], WORKERS_GAIN, at_least=True)


def ted(shared: Path, times: int) -> Iterator[Figure]:
    """All TED XML files once."""
    contents = notices(shared / "ted", "ted")
    runs = {
        "parse": lambda: _parse(contents),
        "one": lambda: _ingest(lambda: found_in_memory(contents, ".xml"), len(contents)),
    }
    found = in_turns(runs, times)
    yield ratio(f"TED XML, {_size(contents)}: lake / lxml.fromstring", found["parse"], found["one"], TED_LIMIT)


def lines(shared: Path, times: int) -> Iterator[Figure]:
    """OCDS releases of the United Kingdom as JSON lines."""
    contents = copied_releases(notices(shared / "ocds" / "united-kingdom-2025.jsonl.xz", "ocds"), RELEASE_COPIES)
    runs = {
        "decode": lambda: _decode(contents),
        "one": lambda: _ingest(lambda: found_in_lines(contents), len(contents)),
    }
    found = in_turns(runs, times)
    yield ratio(
        f"OCDS lines, {_size(contents)}: lake / msgspec.json.decode", found["decode"], found["one"], LINES_LIMIT
    )


def _parse(contents: Iterable[bytes]) -> None:
    for content in contents:
        etree.fromstring(content)


def _decode(contents: Iterable[bytes]) -> None:
    """Each result is dropped as it comes: to keep thousands in memory takes longer than to make them."""
    for content in contents:
        msgspec.json.decode(content)


def _ingest(found: Callable[[], Iterable[Found]], expected: int, workers: int = 1) -> None:
    with _new_lake() as lake, process_pool(workers) as executor:
        _check(ingest_found(lake, found(), executor, workers=workers), expected)


def _check(summary: Summary, expected: int) -> None:
    """A benchmark that reads nothing would be fast."""
    if (summary.notices, summary.unchanged, summary.unreadable) != (expected, 0, 0):
        raise SystemExit(f"the benchmark did not read what it should have read: {summary}")


@contextmanager
def _new_lake() -> Iterator[Lake]:
    folder = Path(tempfile.mkdtemp(prefix="karavel-bench-"))
    try:
        yield Lake(folder)
    finally:
        shutil.rmtree(folder)


def _size(contents: list[bytes]) -> str:
    return f"{len(contents):,} documents, {sum(map(len, contents)) / 1e6:,.0f} MB"
