"""Peak memory of an ingest of large archives, measured by the system in a process of its own."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.benchmarks.corpus import notices
from tools.benchmarks.timing import Figure

LIMIT: Final = 500.0  # MB
_MEGA: Final = 1 << 20

_PROGRAM: Final = """
import sys
from pathlib import Path
from karavel.lake import Lake
from karavel.verbs.batches import process_pool
from karavel.verbs.ingest import ingest
if __name__ == "__main__":
    workers = int(sys.argv[3])
    with process_pool(workers) as executor:
        summary = ingest(Lake(Path(sys.argv[1])), [Path(sys.argv[2])], executor, workers=workers)
    status = Path("/proc/self/status").read_text()  # the peak that getrusage tells is the parent's, if that was larger
    kilobytes = int(status.partition("VmHWM:")[2].split()[0])
    print(summary.files, kilobytes)
"""


def memory(shared: Path, megabytes: int) -> Iterator[Figure]:
    """A large archive of XML, a large file of JSON lines, and one release package of the same size."""
    with tempfile.TemporaryDirectory(prefix="karavel-bench-") as name:
        folder = Path(name)
        small = _archive(folder / "small.tar.gz", shared, 1)
        for title, path in (
            ("archive of XML", _archive(folder / "large.tar.gz", shared, megabytes)),
            ("JSON lines", _lines(folder / "lines.jsonl.gz", megabytes)),
            ("one release package", _package(folder / "package.json", megabytes)),
        ):
            base, peak = _peak(folder, small), _peak(folder, path)
            yield Figure(f"{title}, {megabytes} MB: peak memory", base, peak, peak, LIMIT, (peak, peak), unit="MB")


def _peak(folder: Path, path: Path) -> float:
    lake = tempfile.mkdtemp(dir=folder)
    program = folder / "ingest.py"
    program.write_text(_PROGRAM)
    done = subprocess.run(
        [sys.executable, str(program), lake, str(path), "1"], capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[1]) * 1024 / _MEGA


def _archive(path: Path, shared: Path, megabytes: int) -> Path:
    """TED notices over and over, each a document of its own."""
    contents = notices(shared / "ted", "ted")
    written = number = 0
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        while written < megabytes * _MEGA:
            content = contents[number % len(contents)] + b"<!-- %d -->" % number
            member = tarfile.TarInfo(f"{number}.xml")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
            written += len(content)
            number += 1
    return path


def _release(number: int) -> str:
    """A release of our own making, of about a kilobyte."""
    tender = {
        "id": str(number),
        "title": f"Portal {number}",
        "description": "Citizen portal with case management. " * 20,
        "tenderPeriod": {"endDate": "2024-06-03T12:00:00Z"},
        "value": {"amount": number, "currency": "EUR"},
    }
    ids = {"ocid": f"ocds-bench0-{number}", "id": f"r{number}", "date": "2024-05-02T00:00:00Z"}
    return json.dumps(ids | {"tag": ["tender"], "initiationType": "tender", "tender": tender})


def _lines(path: Path, megabytes: int) -> Path:
    written = number = 0
    with gzip.open(path, "wt", compresslevel=1) as file:
        while written < megabytes * _MEGA:
            written += file.write(_release(number) + "\n")
            number += 1
    return path


def _package(path: Path, megabytes: int) -> Path:
    head = {"uri": "https://example.org/package", "version": "1.1", "publishedDate": "2024-05-02T00:00:00Z"}
    written = number = 0
    with path.open("w") as file:
        file.write(json.dumps(head | {"publisher": {"name": "Example"}})[:-1] + ', "releases": [')
        while written < megabytes * _MEGA:
            written += file.write(("," if number else "") + _release(number))
            number += 1
        file.write("]}")
    return path
