"""From files to entry data: YAML is read only when a file changed, else the compiled JSON of the same content.

The compiled form lies beside the files when the package was built with it, else in the user's cache folder; its name
carries the hash of every file's content, so a stale one is never taken.
"""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import msgspec
import yaml

import karavel
from karavel.errors import InvalidLaw, Mistake
from karavel.routes.checking import mistakes
from karavel.routes.entry import CountryEntry, EntryData, Templates, Words

FOLDER = Path(karavel.__file__).parent / "law" / "routes"
"""The entry data of the package."""

_DECODER = msgspec.json.Decoder(EntryData)
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> EntryData:
    """The entry data of the package, or of a folder.

    Raises:
        InvalidLaw: a file does not hold; ``mistakes`` has every place.
    """
    where = folder or FOLDER
    files = sorted(where.glob("*.yaml"))
    name = f"routes-{_hash(files)}.json"
    for place in (where, _cache()):
        try:
            return _DECODER.decode((place / name).read_bytes())
        except (OSError, msgspec.MsgspecError):
            continue
    data = read(where)
    _keep(_cache() / name, data)
    return data


def write_compiled(folder: Path) -> Path:
    """Compile a folder's entry data into the folder itself, for packaging; older compiled files go."""
    files = sorted(folder.glob("*.yaml"))
    for old in folder.glob("routes-*.json"):
        old.unlink()
    target = folder / f"routes-{_hash(files)}.json"
    target.write_bytes(msgspec.json.encode(read(folder)))
    return target


def read(folder: Path) -> EntryData:
    """The entry data of a folder of YAML files, checked.

    Raises:
        InvalidLaw: a file does not hold; every mistake is told at once.
    """
    found: list[Mistake] = []
    parts: dict[str, Any] = {}
    for file in sorted(folder.glob("*.yaml")):
        kind = {"words": Words, "templates": Templates}.get(file.stem, CountryEntry)
        parts[file.stem] = _read_file(file, kind, found)
    missing = {"words", "templates"} - set(parts)
    found.extend(Mistake(f"{name}.yaml", "is missing; every plan needs it") for name in sorted(missing))
    if not found:
        countries = {name: part for name, part in parts.items() if isinstance(part, CountryEntry)}
        data = EntryData(countries=countries, templates=parts["templates"], words=parts["words"])
        found.extend(mistakes(data))
    if found:
        raise InvalidLaw(
            f"The entry data in {folder.name} has {len(found)} mistakes.",
            tuple(found),
            remedy="karavel law check tells them; mend the files and run it again.",
        )
    return data


def _read_file(file: Path, kind: type[Any], found: list[Mistake]) -> Any:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506  a safe loader either way
        return msgspec.convert(content, kind, strict=True)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        found.append(Mistake(file.name, f"is no YAML: {' '.join(str(error).split())}"))
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$.")
        found.append(Mistake(f"{file.name}: {place.rstrip('`')}" if place else file.name, message))
    return None


def _hash(files: list[Path]) -> str:
    digest = sha256(msgspec.json.encode(msgspec.json.schema(EntryData)))
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "karavel"


def _keep(target: Path, data: EntryData) -> None:
    """Store the compiled data; where the folder cannot be written, the next run compiles again."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, delete=False) as file:
            file.write(msgspec.json.encode(data))
        Path(file.name).replace(target)
    except OSError:
        return
