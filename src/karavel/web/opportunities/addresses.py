"""Where a notice is read."""

from __future__ import annotations

from django.urls import reverse


def of_notice(notice_id: str) -> str:
    """The page of a notice."""
    return reverse("notice", kwargs={"notice_id": notice_id})
