"""Files that somebody uploads are read into the lake by a process of their own, which writes down how it went.

The process is ``karavel ingest``: what guards it against bombs, broken files and two writers guards uploads as well.
Each upload has a folder under its token; whoever knows it may ask how far it is.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from karavel.texts import current

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")
#: What names may end in; what is inside decides how a file is read.
ENDINGS: Final = (".zip", ".xml", ".json", ".jsonl", ".gz", ".tgz", ".csv")
_LANGUAGE: Final = "KARAVEL_LANGUAGE"
_RUN: Final = """
import pathlib, shutil, subprocess, sys
folder, lake = pathlib.Path(sys.argv[1]), sys.argv[2]
command = [sys.executable, "-m", "karavel", "ingest", str(folder / "files"), "--lake", lake, "--workers", "1", "--json"]
done = subprocess.run(command, capture_output=True, text=True)
shutil.rmtree(folder / "files")
(folder / "said").write_text(done.stderr, encoding="utf-8")
(folder / "found").write_text(done.stdout if done.returncode == 0 else "", encoding="utf-8")
(folder / "done").touch()
"""


class State(NamedTuple):
    """How far an upload is.

    Attributes:
        done: whether the reading has ended.
        found: what it did, as ``karavel ingest --json`` says; None where it failed or goes on.
        error: why it failed, in the program's own words.
    """

    done: bool
    found: dict[str, Any] | None
    error: str


def begin(files: Iterable[UploadedFile[Any]], lake: Path) -> str:
    """Keeps the files and begins to read them into a lake; the token to ask by."""
    token = secrets.token_urlsafe(16)
    folder = _folder(token)
    for number, file in enumerate(files):
        place = folder / "files" / f"{number}{_ending(file.name or '')}"
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with place.open("wb") as kept:
            kept.writelines(file.chunks())
    command = [sys.executable, "-c", _RUN, str(folder), str(lake)]
    speaking = os.environ | {_LANGUAGE: current()}
    reading = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, env=speaking)  # noqa: S603 - ours
    Thread(target=reading.wait, daemon=True).start()  # no process is left behind that nobody has waited for
    return token


def state(token: str) -> State | None:
    """How far an upload is; None where there is none."""
    folder = _folder(token) if _TOKEN.fullmatch(token) else None
    if folder is None or not folder.is_dir():
        return None
    if not (folder / "done").exists():
        return State(done=False, found=None, error="")
    found = (folder / "found").read_text(encoding="utf-8")
    return State(
        done=True,
        found=json.loads(found) if found else None,
        error="" if found else (folder / "said").read_text(encoding="utf-8").strip()[-1000:],
    )


def _folder(token: str) -> Path:
    return Path(settings.DATA) / "uploads" / token


def _ending(name: str) -> str:
    """The ending of a name, without which nothing would be known of a file; nothing else of the name is kept."""
    lower = name.lower()
    return next((ending for ending in (".tar.gz", ".jsonl.gz", *ENDINGS) if lower.endswith(ending)), "")
