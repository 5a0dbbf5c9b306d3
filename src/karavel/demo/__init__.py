"""The demo: fictitious notices of our own making, valid against the formats they are written in.

Nothing in it is real: buyers, suppliers and addresses are invented, every description says so in its language, and
publication numbers are higher than any real one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from karavel.demo import eforms, ocds, ted
from karavel.demo.invention import Form, Tender, invent

_WRITERS: Final[dict[Form, Callable[[Tender], bytes]]] = {
    "eforms": eforms.write,
    "ted": ted.write,
    "ocds": ocds.write,
}


def notices(as_of: date) -> dict[str, bytes]:
    """File names and contents of all demo notices, their deadlines relative to ``as_of``."""
    return {
        f"{tender.form}/{tender.key}.{'json' if tender.form == 'ocds' else 'xml'}": _WRITERS[tender.form](tender)
        for tender in invent(as_of)
    }


def write(folder: Path, as_of: date) -> int:
    """Writes all demo notices below a folder and returns how many there are."""
    found = notices(as_of)
    for name, content in found.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return len(found)
