"""The document of a notice as it was published."""

from __future__ import annotations

from karavel.errors import NotFound
from karavel.lake import Lake, View
from karavel.notices import Document
from karavel.texts import gettext as _


def original(lake: Lake, notice_id: str, sha256: str | None = None) -> Document:
    """The bytes that a notice was read from.

    Args:
        lake: where they lie.
        notice_id: publication number, BT-701 or OCID.
        sha256: of another version of the same procedure; by default the one that holds.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice, or not this version of it.
    """
    with lake.view() as view:
        return of_view(view, notice_id, sha256)


def of_view(view: View, notice_id: str, sha256: str | None = None) -> Document:
    """The same out of a view of the lake."""
    own = view.notice(notice_id).provenance.sha256
    wanted = sha256 or own
    known = wanted == own or wanted in view.procedure(own)
    found = view.document(wanted) if known else None
    if found is None:
        raise NotFound(_("Notice {notice} has no such version.").format(notice=notice_id))
    return found
