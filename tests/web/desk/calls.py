"""Objects behind the addresses of calls, made when an address is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from tests.web.desk.calling import draft
from tests.web.desk.needs import need
from tests.web.world import World

from karavel.web import scope
from karavel.web.desk.calls.models import Call, CallDocument, CallQuestion


def sketch(world: World) -> Call:
    """A draft of ours; the same one however often it is asked for."""
    found = Call.everywhere.filter(organisation=world.ours.organisation).first()
    return found or draft(world.ours)


def _pk(world: World) -> dict[str, Any]:
    return {"pk": sketch(world).pk}


def _row(model: type[Any], **given: Any) -> Callable[[World], dict[str, Any]]:
    def found(world: World) -> dict[str, Any]:
        call = sketch(world)
        with scope.within(world.ours.organisation):
            row = model.objects.filter(call=call).first()
            if row is None:
                row = model(call=call, **given)
                row.save()
        return {"pk": call.pk, "row": row.pk}

    return found


_DOCUMENT = {"title": "Terms", "name": "terms.pdf", "media_type": "application/pdf", "bytes": 5, "sha256": "c" * 64}
_PLAIN = ("desk", "edit", "check", "delete", "attach", "seat", "key", "declare", "foreign", "publish", "amend")
#: What companies do with a call of somebody else's: no number names it, and a name that nobody has is nothing.
_ANYBODY = ("page", "release", "record", "ask", "follow")


def _seat(world: World) -> dict[str, Any]:
    call = sketch(world)
    with scope.within(world.ours.organisation):
        return {"pk": call.pk, "row": call.seats.latest("pk").pk}


CALLS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"calls-{name}": _pk for name in (*_PLAIN, "cancel", "export", "export-ocds", "export-zip")},
    "calls-section": lambda world: _pk(world) | {"name": "what"},
    "calls-export-criteria": lambda world: _pk(world) | {"ending": "csv"},
    "calls-from-need": lambda world: {"pk": need(world.ours).pk},
    "calls-file": _row(CallDocument, **_DOCUMENT),
    "calls-file-delete": _row(CallDocument, **_DOCUMENT),
    "calls-seat-delete": _seat,
    "calls-answer": _row(CallQuestion, language="en", text="May we bid in Portuguese?"),
    **{f"calls-{name}": lambda _: {"slug": "no-such-call"} for name in _ANYBODY},
    "calls-document": lambda _: {"slug": "no-such-call", "row": 1},
    "calls-unask": lambda _: {"slug": "no-such-call", "row": 1},
    "calls-unsubscribe": lambda _: {"signed": signing.dumps(0, salt="karavel.calls.unsubscribe")},
}
