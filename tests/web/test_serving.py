"""``karavel serve`` as a process: one command makes everything ready and answers."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

BIN = Path(sys.executable).with_name("karavel")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answered(url: str, server: subprocess.Popen[str]) -> tuple[int, str]:
    """The answer, once there is one."""
    for _ in range(600):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        try:
            with urlopen(url) as answer:
                return int(answer.status), answer.read().decode()
        except URLError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within a minute")


@pytest.mark.slow
def test_one_command_makes_everything_ready_and_serves(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    own |= {"KARAVEL_WEB_DATA": str(tmp_path / "web"), "KARAVEL_LAKE": str(tmp_path / "lake"), "DATABASE_URL": ""}
    own.pop("KARAVEL_SECRET_KEY", None)
    port = free_port()
    words = [str(BIN), "serve", "--host", "0.0.0.0", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(words, env=own, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    try:
        status, page = answered(f"http://127.0.0.1:{port}/", server)
        assert status == 200
        style = re.search(r'href="(/static/karavel/karavel\.[0-9a-f]+\.css)"', page)
        assert style
        assert answered(f"http://127.0.0.1:{port}{style[1]}", server)[0] == 200
        token = (tmp_path / "web" / "setup-token").read_text()
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=30)
    assert f"Setup token for the first account: {token}" in said
    for name in ("secret-key", "setup-token"):
        assert stat.S_IMODE((tmp_path / "web" / name).stat().st_mode) == 0o600


def test_the_command_line_loads_no_django() -> None:
    code = "import sys, karavel.cli.main as m; m.build('serve'); print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
