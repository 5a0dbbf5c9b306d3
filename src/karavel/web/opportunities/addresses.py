"""Where a notice is read."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def of_notice(notice_id: str, published: str | None = None) -> str:
    """The page of a notice; where this site serves none, the address at which it was published; empty for neither."""
    try:
        return reverse("notice", kwargs={"notice_id": notice_id})
    except NoReverseMatch:
        return published or ""
