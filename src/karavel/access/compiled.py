"""From files to instruments: YAML is read only when a file changed, else the compiled JSON of the same content.

The compiled form lies beside the files when the package was built with it, else in the user's cache folder; its
name carries the hash of every law file's content, so a stale one is never taken.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

import karavel
from karavel.access.mistakes import check_files
from karavel.access.model import Instrument
from karavel.errors import InvalidLaw

FOLDER = Path(karavel.__file__).parent / "law"
"""The law data of the package."""

_DECODER = msgspec.json.Decoder(list[Instrument])


def read_instruments(path: Path | None = None) -> list[Instrument]:
    """All instruments of a folder, the package's by default.

    Raises:
        InvalidLaw: a file does not hold; ``mistakes`` has every place.
    """
    folder = path or FOLDER
    files = law_files(folder)
    name = f"law-{_hash(files)}.json"
    for place in (folder, _cache()):
        try:
            return _DECODER.decode((place / name).read_bytes())
        except (OSError, msgspec.MsgspecError):
            continue
    instruments = _compile(folder, files)
    _keep(_cache() / name, instruments)
    return instruments


def law_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, by name."""
    return sorted(folder.glob("*.yaml"))


def write_compiled(folder: Path) -> Path:
    """Compile a folder's law into the folder itself, for packaging; older compiled files go."""
    files = law_files(folder)
    for old in folder.glob("law-*.json"):
        old.unlink()
    target = folder / f"law-{_hash(files)}.json"
    target.write_bytes(msgspec.json.encode(_compile(folder, files)))
    return target


def _compile(folder: Path, files: list[Path]) -> list[Instrument]:
    instruments, mistakes = check_files(files)
    if mistakes:
        raise InvalidLaw(
            f"The law data in {folder.name} has {len(mistakes)} mistakes.",
            tuple(mistakes),
            remedy="karavel law check tells them; mend the files and run it again.",
        )
    return instruments


def _hash(files: list[Path]) -> str:
    digest = sha256(msgspec.json.encode(msgspec.json.schema(Instrument)))
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "karavel"


def _keep(target: Path, instruments: list[Instrument]) -> None:
    """Store the compiled law; where the folder cannot be written, the next run compiles again."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(msgspec.json.encode(instruments))
        Path(file.name).replace(target)
    except OSError:
        return
