"""A folder of YAML files that is read only when a file changed, else its compiled JSON of the same content.

The compiled form lies beside the files when the package was built with it, else in the user's cache folder. Its name
carries the hash of every file's content and of the shape it is read into, so a stale one is never taken. Reading 750 kB
of YAML takes two seconds, the JSON of it some milliseconds; what reads and checks YAML is imported only to do so.
"""

from __future__ import annotations

import importlib
import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")


class CompiledFolder(Generic[T]):
    """What a folder's YAML files say.

    Args:
        prefix: of the compiled file's name.
        shape: what the files are read into.
        module: by name, whose ``read(folder)`` reads the files of a folder; what it raises passes through.
    """

    def __init__(self, prefix: str, shape: Any, module: str) -> None:
        self._prefix = prefix
        self._module = module
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(shape)
        self._shape = shape

    def load(self, folder: Path) -> T:
        """What the files say, from the compiled form if there is one of the same content."""
        name = self._name(folder)
        for place in (folder, _cache()):
            try:
                return self._decoder.decode((place / name).read_bytes())
            except (OSError, msgspec.MsgspecError):
                continue
        found = self._read(folder)
        _keep(_cache() / name, found)
        return found

    def write(self, folder: Path) -> Path:
        """Compiles a folder into the folder itself, for packaging; older compiled files go."""
        for old in folder.glob(f"{self._prefix}-*.json"):
            old.unlink()
        target = folder / self._name(folder)
        target.write_bytes(msgspec.json.encode(self._read(folder)))
        return target

    def _read(self, folder: Path) -> T:
        found: T = importlib.import_module(self._module).read(folder)
        return found

    def _name(self, folder: Path) -> str:
        digest = sha256(msgspec.json.encode(msgspec.json.schema(self._shape)))
        for file in yaml_files(folder):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return f"{self._prefix}-{digest.hexdigest()[:24]}.json"


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, by name."""
    return sorted(folder.glob("*.yaml"))


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "karavel"


def _keep(target: Path, found: object) -> None:
    """Stores the compiled form; where the folder cannot be written, the next run compiles again."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(msgspec.json.encode(found))
        Path(file.name).replace(target)
    except OSError:
        return
