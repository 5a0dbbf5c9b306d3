"""The versions of a notice and what each changed.

Keys are a promise to users' scripts: they are added, never renamed.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

Field: TypeAlias = Literal["title", "description", "deadline", "value", "lot", "document", "told", "cancelled"]


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that a version changes.

    Attributes:
        field: what; ``lot`` a lot that came or went, ``document`` likewise; ``told`` the version's own words on what
            it changes.
        lot_id: of which lot; None for the whole notice.
        before, after: the values as published; None where there was or is none. Long texts are not repeated.
    """

    field: Field
    lot_id: str | None = None
    before: str | None = None
    after: str | None = None


class Version(Struct, frozen=True, kw_only=True):
    """A published notice of one procedure.

    Attributes:
        sha256: of the document.
        here: whether it is the one that was asked for.
        differences: to the call before it; empty for the first one and for awards.
    """

    notice_id: str
    version: str | None
    kind: str
    published: date | None
    sha256: str
    here: bool
    differences: tuple[Difference, ...]


class History(Struct, frozen=True, kw_only=True):
    """All notices of a procedure, the newest first."""

    notice_id: str
    versions: tuple[Version, ...]
