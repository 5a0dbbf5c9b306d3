"""What a reader returns: what it understood, what was wrong, and what it left unread.

The shape follows the habit of parsers of messy metadata: problems are gathered, never raised, and nothing is
dropped in silence.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from karavel.notices.model import Notice

Severity = Literal["error", "warning"]


class Problem(Struct, frozen=True):
    """One thing wrong in a document.

    Attributes:
        code: a short stable name (``unknown-currency``, ``deadline-before-publication``), listed in docs/problems.md.
        message: one sentence that names what was found and what follows from it.
        place: where in the document: an element path, a JSON pointer or a column name; empty for the whole.
        severity: ``error`` when the document could not be read as a notice, else ``warning``.
    """

    code: str
    message: str
    place: str = ""
    severity: Severity = "warning"


class Unread(Struct, frozen=True):
    """A part of a document that no field table reads: its path (prefixes normalised) and how often it stood there."""

    path: str
    count: int


class Reading(Struct, frozen=True):
    """One document read: ``notice`` is None only when a problem of severity ``error`` says why."""

    notice: Notice | None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()
