"""The answer of ``karavel show`` and ``karavel read``: one notice, every key of the model present.

What the notice does not say is ``null``, what it names none of is an empty list. Keys are a promise to users' scripts:
they are added, never renamed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from karavel.notices import Lot, Notice

_MAIN: Final = "1"  # the lot of a notice that has none


def shape(notice: Notice) -> dict[str, Any]:
    """A notice as it leaves the project.

    Returns:
        The fields of :class:`karavel.notices.Notice` in their order, ``buyer`` (the first of ``buyers``) among them;
        there is always at least one lot. ``titles`` holds the original's title too. Days and moments are ISO text.
    """
    shaped: dict[str, Any] = _plain(notice)
    buyers = shaped.pop("buyers")
    lots = shaped.pop("lots") or [_plain(_whole(notice))]
    own = {notice.language: notice.title} if notice.language and notice.title else {}
    return shaped | {
        "buyer": buyers[0] if buyers else None,
        "buyers": buyers,
        "lots": lots,
        "titles": own | shaped["titles"],
    }


def _whole(notice: Notice) -> Lot:
    """A notice that is not divided, as its one lot."""
    return Lot(
        id=_MAIN,
        title=notice.title,
        description=notice.description,
        nature=notice.nature,
        cpv=notice.cpv,
        value=notice.value,
        place=notice.place,
        gpa_declared=notice.declared.get("gpa"),
    )


def _plain(value: Any) -> Any:
    """Structs as objects with all their keys, tuples as lists, days as text."""
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date | datetime) else value
