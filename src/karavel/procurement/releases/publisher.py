"""Who publishes, and the ids that come of it.

An ocid is the publisher's registered prefix and the process's own id. A release's id is made of ocid, tag and moment,
so that the same release always has the same id and an amendment can name the release that it amends.
https://standard.open-contracting.org/1.1/en/schema/identifiers/
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.shapes.base import Shape

_PREFIX: Final = re.compile(r"ocds-[a-z0-9]{4,12}")


class Publisher(Shape, frozen=True):
    """Who publishes releases.

    Attributes:
        name: as the package shows it.
        prefix: of its ocids, as the Open Contracting Partnership registered it (``ocds-213czf``).
        uri: of its site; packages lie below it.
        scheme: the register of ``uid``.
        uid: its number there.
        license: URL of the licence that the data is under.
        policy: URL of its publication policy.

    Raises:
        InvalidInput: the prefix is none, or ``uri`` no web address.
    """

    name: str
    prefix: str
    uri: str
    scheme: str | None = None
    uid: str | None = None
    license: str | None = None
    policy: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not _PREFIX.fullmatch(self.prefix):
            raise InvalidInput(
                f"{self.prefix!r} is no ocid prefix.",
                (Mistake("Publisher.prefix", "write ocds- and the letters and digits that were registered"),),
            )


def ocid(publisher: Publisher, process: str) -> str:
    """The ocid of a process by its id."""
    return f"{publisher.prefix}-{process}"


def release_id(of: str, tag: str, at: datetime) -> str:
    """The id of the release of an ocid with a tag at a moment; the moment in UTC, to the second."""
    return f"{of}-{tag}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
