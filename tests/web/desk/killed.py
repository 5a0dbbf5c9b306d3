"""Runs in a process of its own: does something to bids of an installation in a folder, and is killed at a point of it.

``python -m tests.web.desk.killed make|upload|submit|open|tell FOLDER [POINT]``; ``POINT`` names where SIGKILL strikes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

CONTENT = b"%PDF- " + bytes(5 * 1024 * 1024)  # two chunks


def _strike(*_args: Any, **_options: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _make(folder: Path) -> None:
    """A sealed call with two members, and two companies whose bids are handed in."""
    world = build()
    sealed = made.call(world.ours, seats=2)
    for party in (world.others, party_of("Third", "third")):
        made.handed_in(_client(party.members[Role.BID_MANAGER]), sealed, content=CONTENT)
    keys = {str(pk): key.secret() for pk, key in sealed.keys.items()}
    (folder / "keys.json").write_text(json.dumps(keys))


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _others() -> tuple[Client, Bid]:
    bid = Bid.everywhere.select_related("call").order_by("pk").first()
    assert bid
    user = User.objects.get(email="bid-manager@others.example")
    return _client(user), bid


def _upload(point: str) -> None:
    if point == "before-the-disk":
        ChunkStore.put = _strike  # type: ignore[method-assign,assignment]
    elif point == "after-the-disk":
        SealedChunk.save = _strike  # type: ignore[method-assign]
    elif point == "before-the-digest":
        vars(uploading)["finish"] = _strike
    client, bid = _others()
    made.upload(client, bid, "more.pdf", CONTENT)


def _submit(point: str) -> None:
    if point == "before-the-row":
        Submission.save = _strike  # type: ignore[method-assign]
    elif point == "after-the-row":
        vars(handing)["move"] = _strike
    elif point == "in-the-log":
        vars(audit)["note_as"] = _strike
    client, bid = _others()
    client.post(reverse("bids-submit", args=[bid.pk]), made.form(made.Sealed(bid.call), "123"))


def _open(folder: Path, point: str) -> None:
    call = Call.everywhere.get()
    Call.everywhere.update(deadline=timezone.now() - timedelta(seconds=1))
    call.refresh_from_db()
    if point == "at-the-second-offer":
        offers, real = [0], opening._offer

        def second(*args: Any) -> Any:
            offers[0] += 1
            return _strike() if offers[0] == 2 else real(*args)

        vars(opening)["_offer"] = second
    elif point == "at-the-minutes":
        vars(minutes)["of"] = _strike
    elif point == "after-the-first-key":
        vars(opening)["_open"] = _strike
    with scope.within(call.organisation_id):
        given = Opening.objects.filter(call=call).first()
        for pk, secret in json.loads((folder / "keys.json").read_text()).items():
            seat = Seat.objects.select_related("user").get(pk=pk)
            if given is None or given.first_id != seat.pk:
                call.refresh_from_db()
                opening.give_key(SimpleNamespace(user=seat.user), call, seat, Identity.of(secret))  # type: ignore[arg-type]


def _tell() -> None:
    """What is there, as JSON."""
    call = Call.everywhere.get()
    bid = Bid.everywhere.order_by("pk").first()
    assert bid
    with scope.within(call.organisation_id):
        files = [b"".join(reading.chunks(file)) == CONTENT for file in OfferFile.objects.all()]
    chunks = list(SealedChunk.everywhere.values_list("sealed", flat=True))
    told = {
        "call": call.state,
        "bids": sorted(Bid.everywhere.values_list("state", flat=True)),
        "submissions": Submission.everywhere.filter(bid=bid).count(),
        "offers": Offer.everywhere.count(),
        "problems": [offer.problem for offer in Offer.everywhere.all() if offer.problem],
        "files": files,
        "missing": store().missing(chunks),
        "waiting": SealedFile.everywhere.filter(digest="").count(),
        "log": verify().ok,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "karavel.web.settings", "KARAVEL_WEB_DATA": sys.argv[2]}
    django.setup()

from datetime import timedelta  # noqa: E402 - models load once Django is set up
from types import SimpleNamespace  # noqa: E402

from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.web.desk import bids as made  # noqa: E402
from tests.web.tables import make_tables  # noqa: E402
from tests.web.world import build  # noqa: E402
from tests.web.world import made as party_of  # noqa: E402

from karavel.procurement.sealing import ChunkStore, Identity  # noqa: E402
from karavel.web import scope  # noqa: E402
from karavel.web.accounts import audit  # noqa: E402
from karavel.web.accounts.models import User  # noqa: E402
from karavel.web.accounts.verifying import verify  # noqa: E402
from karavel.web.desk.bids import handing, minutes, opening, reading, uploading  # noqa: E402
from karavel.web.desk.bids.models import (  # noqa: E402
    Bid,
    Offer,
    OfferFile,
    Opening,
    SealedChunk,
    SealedFile,
    Submission,
)
from karavel.web.desk.bids.storing import store  # noqa: E402
from karavel.web.desk.calls.models import Call, Seat  # noqa: E402
from karavel.web.permissions import Role  # noqa: E402


def _main(act: str, folder: Path, point: str) -> None:
    setup_test_environment()
    if act == "make":
        make_tables()
    acts: dict[str, Callable[[], None]] = {
        "make": lambda: _make(folder),
        "upload": lambda: _upload(point),
        "submit": lambda: _submit(point),
        "open": lambda: _open(folder, point),
        "tell": _tell,
    }
    acts[act]()


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
