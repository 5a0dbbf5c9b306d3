"""``karavel alerts send`` as cron runs it: a process of its own, on a database that the server has made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.web.work.inbox import Inbox, served

_TABLES = "import django; django.setup(); from tests.web.tables import make_tables; make_tables()"

#: A search with news, in a database of its own.
_WORLD = """
from datetime import timedelta
from django.utils import timezone
from tests.web.world import build
from karavel.web.workspace.models import SavedSearch
build()
SavedSearch.everywhere.filter(organisation__name="Ours").update(
    query={}, frequency="daily", created=timezone.now() - timedelta(days=60))
"""


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    own = {"KARAVEL_WEB_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "karavel.web.settings"}
    environment = os.environ | own | {"PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}"} | more
    environment.pop("DATABASE_URL", None)
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


def test_it_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    found = run(tmp_path / "nowhere", "-m", "karavel", "alerts", "send")
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    assert "karavel serve" in found.stderr


def test_it_prints_what_it_did(tmp_path: Path) -> None:
    made = run(tmp_path, "-c", _TABLES)
    assert made.returncode == 0, made.stderr
    found = run(tmp_path, "-m", "karavel", "alerts", "send", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == {"sent": 0, "failed": 0, "given_up": 0, "messages": []}


def test_runs_at_the_same_time_send_once(tmp_path: Path, lake: Path) -> None:
    made = run(tmp_path, "-c", _TABLES + "\n" + _WORLD)
    assert made.returncode == 0, made.stderr
    inbox = Inbox()
    with served(inbox) as port:
        address = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "KARAVEL_LAKE": str(lake)}
        with ThreadPoolExecutor(3) as runs:
            found = list(
                runs.map(lambda _: run(tmp_path, "-m", "karavel", "alerts", "send", "--json", **address), range(3))
            )
    assert [one.returncode for one in found] == [0, 0, 0], [one.stderr for one in found]
    assert sum(json.loads(one.stdout)["sent"] for one in found) == len(inbox.mails) == 1
