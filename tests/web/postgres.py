"""A PostgreSQL of Debian's package for the time of a test run: own cluster, own socket, no port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path:
    """Where Debian keeps the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    assert found, "tests with KARAVEL_TEST_DB=postgres need the package postgresql"
    return found[-1].parent


@contextmanager
def running(folder: Path) -> Iterator[None]:
    """A server whose socket lies in the folder; stopped and cleared away at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if os.geteuid() == 0:  # the server refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    _run(folder, "initdb", "-D", str(data), "-U", "karavel", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    _run(folder, "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield
    finally:
        _run(folder, "pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, program: str, *words: str) -> None:
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(binaries() / program), *words],
        cwd=folder,
        user=user,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, f"{program}: {(folder / 'log').read_text() if (folder / 'log').exists() else 'failed'}"
