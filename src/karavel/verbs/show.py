"""Show: one notice of a lake."""

from __future__ import annotations

from typing import Any

from karavel.answers.notice import shape
from karavel.lake import Lake


def show(lake: Lake, notice_id: str) -> dict[str, Any]:
    """A notice as :meth:`karavel.lake.View.notice` finds it, in the shape of :func:`karavel.answers.notice.shape`.

    Raises:
        LakeMissing: there is no lake.
        NotFound: it has no such notice.
    """
    with lake.view() as view:
        return shape(view.notice(notice_id))
