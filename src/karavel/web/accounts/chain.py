"""How an audit entry gives its digest: SHA-256 over one canonical JSON of what it says and of the digest before it.

Pure, so that migrations, the log and its verification share it, and so that others can verify a copy: sort the keys,
no white space, ASCII, moments in UTC to the microsecond.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

#: What stands for the digest before the first entry.
START: Final = "0" * 64

_FORM: Final = 1  # of the canonical JSON; a new form gets a new number and old entries keep theirs


class Said(NamedTuple):
    """What an entry says.

    Attributes:
        organisation: whose chain it is in, by its key.
        sequence: its number there, from 1.
        created: when.
        actor: the pseudonym of who did it, empty for nobody named.
        action: what was done; ``what`` to which object; ``details`` more, as JSON.
    """

    organisation: int
    sequence: int
    created: datetime
    actor: str
    action: str
    what: str
    details: Any


def digest_of(said: Said, previous: str) -> str:
    """The digest of an entry that follows another."""
    moment = said.created.astimezone(UTC).isoformat(timespec="microseconds")
    content = said._asdict() | {"created": moment, "previous": previous, "form": _FORM}
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def text(value: object) -> str:
    """A text as every database keeps it: without the characters that one of them would refuse."""
    return str(value).replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def plain(value: Any) -> Any:
    """A JSON value as every database gives it back: PostgreSQL returns 100.0 as written and 1e2 as 100.

    Raises:
        TypeError: it is no JSON.
        ValueError: it holds a number that JSON does not have.
    """
    if isinstance(value, dict):
        return {text(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return text(value) if isinstance(value, str) else json.loads(json.dumps(value, allow_nan=False))
