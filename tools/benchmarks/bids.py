"""Bids in the last minutes before a deadline: many companies upload at once to ``karavel serve``, then hand in.

Each part of a file is sealed and flushed to the disk before it is acknowledged. Afterwards two members open, and every
file is unsealed and compared with what was sent: none may be missing or different. The reference writes the same bytes
to the same disk, flushed part by part, in one process of the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from tools.benchmarks.timing import Figure
from tools.benchmarks.web import _served, _until

WITHIN: Final = 600.0  # seconds: the last ten minutes
_TOGETHER: Final = 16  # companies that upload at one moment
_PART: Final = 4 * 1024 * 1024

#: Makes an agency with a sealed call, and companies each with a session and a bid; tells them as JSON.
_MADE: Final = """
import json, sys
from base64 import b64encode
from datetime import timedelta
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string as fresh
from django.test import Client
from django.utils import timezone
from karavel.procurement import sealing
from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.desk.bids.models import Bid
from karavel.web.desk.calls.models import Call, CallLot, CallSeal, Seat
call_command("migrate", verbosity=0)
agency = Organisation.objects.create(name="Agency", kind="agency")
keys = {}
with scope.within(agency):
    call = Call(ocid="ocds-bench-1", slug="bench", title={"en": "Bench"}, seals=True, state="active",
        published=timezone.now(), deadline=timezone.now() + timedelta(hours=2), unbound_reason="pilot")
    call.save()
    lot = CallLot(call=call, number="LOT-0001")
    lot.save()
    for name in "ab":
        user = User.objects.create_user(f"{name}@agency.example")
        Membership.objects.create(user=user, organisation=agency, role="procurement")
        key = sealing.Identity.new()
        seat = Seat(call=call, user=user, name=name, recipient=key.recipient)
        seat.save()
        keys[str(seat.pk)] = key.secret()
    seal = sealing.new_seal({str(seat.pk): seat.recipient for seat in call.seats.all()})
    wraps = {f"{one.first}:{one.second}": b64encode(one.sealed).decode() for one in seal.wraps}
    CallSeal(call=call, recipient=seal.recipient, wraps=wraps).save()
found = []
for number in range(int(sys.argv[1])):
    organisation = Organisation.objects.create(name=f"Company {number}")
    user = User.objects.create_user(f"c{number}@example.org")
    Membership.objects.create(user=user, organisation=organisation, role="bid-manager")
    with scope.within(organisation):
        bid = Bid(call=call, user=user)
        bid.save()
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    found.append({"bid": bid.pk, "cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
print(json.dumps({"keys": keys, "lot": lot.pk, "csrf": fresh(), "cookie": settings.CSRF_COOKIE_NAME, "bids": found}))
"""

#: Opens the call with both keys and tells the SHA-256 of every file by its bid.
_OPENED: Final = """
import json, sys
from datetime import timedelta
from hashlib import sha256
from types import SimpleNamespace
import django
django.setup()
from django.utils import timezone
from karavel.procurement import sealing
from karavel.web import scope
from karavel.web.desk.bids import opening, reading
from karavel.web.desk.bids.models import Offer
from karavel.web.desk.calls.models import Call, Seat
call = Call.everywhere.get(slug="bench")
Call.everywhere.filter(pk=call.pk).update(deadline=timezone.now() - timedelta(seconds=1))
call.refresh_from_db()
with scope.within(call.organisation_id):
    for pk, secret in json.loads(sys.stdin.read()).items():
        seat = Seat.objects.select_related("user").get(pk=pk)
        call.refresh_from_db()
        opening.give_key(SimpleNamespace(user=seat.user), call, seat, sealing.Identity.of(secret))
    told = {}
    for offer in Offer.objects.all():
        digest = sha256()
        for file in offer.files.all():
            for part in reading.chunks(file):
                digest.update(part)
        told[str(offer.submission.bid_id)] = digest.hexdigest() if not offer.problem else offer.problem
print(json.dumps(told))
"""


def bids(count: int, megabytes: int) -> Iterator[Figure]:
    """How long the bids take, against the disk alone.

    Args:
        count: companies.
        megabytes: size of each one's file.

    Raises:
        RuntimeError: a bid was refused, is missing, or is not what was sent.
    """
    with tempfile.TemporaryDirectory(prefix="karavel-bench-") as name:
        folder = Path(name)
        (folder / "web").mkdir()
        settings = os.environ | {
            "KARAVEL_LAKE": str(folder / "lake"),
            "KARAVEL_WEB_DATA": str(folder / "web"),
            "KARAVEL_SECRET_KEY": "bench",
            "KARAVEL_LOG": "ERROR",
            "DJANGO_SETTINGS_MODULE": "karavel.web.settings",
        }
        made = json.loads(_ran(settings, _MADE, str(count)))
        with _served(settings) as (port, _process, _began):
            _until(port, "/health", "")
            began = time.perf_counter()
            with ThreadPoolExecutor(_TOGETHER) as companies:
                sent = dict(companies.map(lambda one: _bid(port, made, one, megabytes), made["bids"]))
            took = time.perf_counter() - began
        _compared(sent, json.loads(_ran(settings, _OPENED, given=json.dumps(made["keys"]))))
        reference = _disk(folder, count * megabytes)
    title = f"bids: {count} of {megabytes} MB, {_TOGETHER} at a time, none lost"
    yield Figure(title, reference, took, took, WITHIN, (took, took))


def _ran(settings: Mapping[str, str], program: str, *arguments: str, given: str = "") -> str:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=settings, input=given, text=True, check=True, stdout=subprocess.PIPE).stdout


def _bid(port: int, made: Mapping[str, Any], one: Mapping[str, Any], megabytes: int) -> tuple[str, str]:
    """Uploads a file and hands the bid in; the bid and the SHA-256 of what was sent."""
    headers = {"Cookie": f"{one['cookie']}; {made['cookie']}={made['csrf']}", "X-CSRFToken": made["csrf"]}
    connection = HTTPConnection("127.0.0.1", port, timeout=WITHIN)
    size, digest, place = megabytes * 1_000_000, sha256(), f"/bids/{one['bid']}/"

    def ask(method: str, path: str, body: bytes, kind: str, wanted: int) -> bytes:
        connection.request(method, place + path, body, headers | {"Content-Type": kind})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    about = json.dumps({"name": "offer.zip", "size": size}).encode()
    plan = json.loads(ask("POST", "files/", about, "application/json", 201))
    for number in range(plan["chunks"]):
        part = os.urandom(min(_PART, size - number * _PART))
        digest.update(part)
        ask("PUT", f"files/{plan['key']}/{number}/", part, "application/octet-stream", 201)
    form = {"bidder": "Company", "country": "PT", "email": "c@example.org", "route_kind": "direct", "currency": "EUR"}
    form |= {"true": "on", f"price-{made['lot']}": "1000"}
    ask("POST", "submit/", urlencode(form).encode(), "application/x-www-form-urlencoded", 302)
    connection.close()
    return str(one["bid"]), digest.hexdigest()


def _compared(sent: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Every bid is there, and is what was sent."""
    lost = [bid for bid, digest in sent.items() if found.get(bid) != digest]
    if lost or len(found) != len(sent):
        raise RuntimeError(f"{len(lost)} of {len(sent)} bids are missing or changed")


def _disk(folder: Path, megabytes: int) -> float:
    """Seconds to write as many bytes, flushed part by part."""
    part, began = os.urandom(_PART), time.perf_counter()
    for number in range(-(-megabytes * 1_000_000 // _PART)):
        with (folder / f"reference-{number}").open("wb") as file:
            file.write(part)
            file.flush()
            os.fsync(file.fileno())
    return time.perf_counter() - began
