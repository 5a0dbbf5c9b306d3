"""Kills the web server while it writes, again and again: what it has acknowledged must be there.

``python tools/kill_server.py --rounds 20`` makes an installation in a folder of its own, starts ``karavel serve``, lets
several clients write notes by the API, ends every process of the server by SIGKILL at a random moment, and starts it
anew. At the end each note that was answered with 201 must stand in the database once, and the database must be whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

_CLIENTS: Final = 4
_PATIENCE: Final = 120  # seconds until a server has to answer
_CREATED: Final = 201
_SEED: Final = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from importlib.resources import files
from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.api import tokens
from karavel.web.workspace.models import CompanyProfile, Pursuit
user = User.objects.create_user("writer@example.org")
organisation = Organisation.objects.create(name="Writers")
Membership.objects.create(user=user, organisation=organisation, role="bid-manager")
with scope.within(organisation):
    company = files("karavel.demo").joinpath("companies/my-company.toml")
    profile = CompanyProfile(text=company.read_text(encoding="utf-8"))
    profile.save()
    pursuit = Pursuit(profile=profile, notice_id="1-2026", lot_id="LOT-1", title="A portal", owner=user)
    pursuit.save()
    print(pursuit.pk, tokens.make(user, "writer", list(tokens.SCOPES), None)[1])
"""


@dataclass
class Outcome:
    """What was acknowledged and what is there; ``kills`` counts servers that were killed while writing."""

    kills: int = 0
    acknowledged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    whole: bool = False

    @property
    def lost(self) -> set[str]:
        """Notes that were acknowledged and are not there."""
        return set(self.acknowledged) - set(self.kept)

    @property
    def doubled(self) -> int:
        """Notes that are there more than once."""
        return len(self.kept) - len(set(self.kept))


class Installation:
    """A server with a folder of its own, and one pursuit to write notes to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        self._own |= {"KARAVEL_WEB_DATA": str(folder / "web"), "KARAVEL_LAKE": str(folder / "lake")}
        self._own |= {"DATABASE_URL": "", "KARAVEL_API_RATE": "0", "KARAVEL_LOG": "ERROR"}
        self._own.pop("KARAVEL_SECRET_KEY", None)
        (folder / "web").mkdir(parents=True)
        self._pursuit, self._token = self._seeded()
        self._port = _free_port()

    def _seeded(self) -> tuple[str, str]:
        told = self._own | {"DJANGO_SETTINGS_MODULE": "karavel.web.settings"}
        words = [sys.executable, "-c", _SEED]
        done = subprocess.run(words, env=told, capture_output=True, text=True, check=True)
        pursuit, token = done.stdout.split()
        return pursuit, token

    def start(self) -> subprocess.Popen[bytes]:
        """A server that answers."""
        words = [str(Path(sys.executable).with_name("karavel")), "serve", "--port", str(self._port), "--workers", "2"]
        server = subprocess.Popen(
            words, env=self._own, cwd=self._folder, stderr=subprocess.DEVNULL, start_new_session=True
        )
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and server.poll() is None:
            try:
                with urlopen(f"http://127.0.0.1:{self._port}/health"):
                    return server
            except (URLError, OSError):
                time.sleep(0.05)
        raise SystemExit("The server did not start.")

    def write(self, text: str) -> bool:
        """Writes a note; whether the server has acknowledged it."""
        address = f"http://127.0.0.1:{self._port}/api/v1/pursuits/{self._pursuit}/notes"
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        request = Request(address, json.dumps({"text": text}).encode(), headers, method="POST")
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
            told = json.load(answer)
            return bool(answer.status == _CREATED and told["text"] == text)

    def kept(self) -> tuple[list[str], bool]:
        """The notes in the database, and whether it is whole."""
        with sqlite3.connect(self._folder / "web" / "karavel.sqlite3") as database:
            notes = [text for (text,) in database.execute("SELECT text FROM workspace_pursuitnote")]
            return notes, database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def kills(folder: Path, rounds: int, seed: int = 1) -> Outcome:
    """Kills a server so many times while it is written to."""
    here, chance, outcome = Installation(folder), random.Random(seed), Outcome()  # noqa: S311 - no secret
    for number in range(rounds):
        server = here.start()
        before = len(outcome.acknowledged)
        stopped = threading.Event()
        writers = [
            threading.Thread(target=_keep_writing, args=(here, f"{number}-{one}", outcome.acknowledged, stopped))
            for one in range(_CLIENTS)
        ]
        for writer in writers:
            writer.start()
        while len(outcome.acknowledged) == before:  # it is writing
            time.sleep(0.01)
        time.sleep(chance.uniform(0.05, 0.6))
        os.killpg(server.pid, signal.SIGKILL)
        stopped.set()
        server.wait()
        for writer in writers:
            writer.join()
        outcome.kills += 1
    outcome.kept, outcome.whole = here.kept()
    return outcome


def _keep_writing(here: Installation, name: str, acknowledged: list[str], stopped: threading.Event) -> None:
    number = 0
    while not stopped.is_set():
        text = f"{name}-{number}"
        try:
            if here.write(text):
                acknowledged.append(text)
        except (OSError, HTTPException, ValueError):
            if stopped.wait(0.01):
                return
        number += 1


def main() -> None:
    """Prints the outcome as JSON; exits 1 where something was lost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=20)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        found = kills(Path(folder, "installation"), rounds)
    counts = {"kills": found.kills, "acknowledged": len(found.acknowledged), "kept": len(found.kept)}
    print(json.dumps(counts | {"lost": len(found.lost), "doubled": found.doubled, "whole": found.whole}))
    sys.exit(1 if found.lost or found.doubled or not found.whole else 0)


if __name__ == "__main__":
    main()
