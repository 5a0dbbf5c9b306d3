"""``karavel serve``: makes ready what is missing, then starts the server."""

from __future__ import annotations

import gc
import io
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces

from karavel.web import environment, keys

#: Threads of a worker: pages wait for the database and the lake, not for each other.
_THREADS: Final = 4
#: Seconds for a worker to end what it does once the server is stopped; one that is still reading lake and law is then
#: ended: what it had not answered was not acknowledged.
_GRACE: Final = 15
_GATHERED: Final = "gathered"
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
    _gather()
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


def _gather() -> None:
    """Gathers and compresses static files, unless they are those of the last start."""
    files = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    told = sorted((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    digest, kept = sha256(repr(told).encode()).hexdigest(), Path(settings.STATIC_ROOT, _GATHERED)
    if not kept.exists() or kept.read_text(encoding="ascii") != digest:
        call_command("collectstatic", verbosity=0, interactive=False)
        kept.write_text(digest, encoding="ascii")


def _load() -> None:
    """Loads all views before workers are forked: it is done once, and its memory is shared.

    What is loaded is left alone by the garbage collector, which would copy it into each worker and stop pages for it.
    """
    _ = get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def serve(host: str, port: int, workers: int) -> None:
    """Serves until it is stopped."""
    _load()
    server = Granian(
        "karavel.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_GRACE,
    )
    try:
        server.serve()
    finally:
        gc.unfreeze()  # else libraries tell of what they never got back
