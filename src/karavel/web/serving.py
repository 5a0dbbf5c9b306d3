"""``karavel serve``: makes ready what is missing, then starts the server."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import django
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from karavel.web import environment, keys

#: Threads of a worker: pages wait for the database and the lake, not for each other.
_THREADS: Final = 4
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def make_ready(host: str, tell: Callable[[str], None]) -> None:
    """Brings the database up to the code, gathers static files, and tells the setup token where one is needed.

    Args:
        host: the address to listen on.
        tell: is given the setup token while nobody has an account and others than this machine may ask.
    """
    data = environment.folder("KARAVEL_WEB_DATA")
    if not environment.value("KARAVEL_SECRET_KEY"):
        keys.keep(data)
    _share_metrics(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "karavel.web.settings")
    django.setup()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    token = io.StringIO()
    call_command("setuptoken", stdout=token)
    if token.getvalue() and host not in _LOOPBACK:
        tell(token.getvalue().strip())


def _share_metrics(data: Path) -> None:
    """Workers count into one folder, begun anew with the server."""
    folder = data / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def serve(host: str, port: int, workers: int) -> None:
    """Serves until it is stopped."""
    Granian(
        "karavel.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()
