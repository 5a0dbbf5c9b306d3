"""``karavel alerts send`` as cron runs it: a process of its own, on a database that the server has made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_MIGRATE = (
    "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"KARAVEL_WEB_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "karavel.web.settings"}
    environment.pop("DATABASE_URL", None)
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


def test_it_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    found = run(tmp_path / "nowhere", "-m", "karavel", "alerts", "send")
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    assert "karavel serve" in found.stderr


def test_it_prints_what_it_did(tmp_path: Path) -> None:
    made = run(tmp_path, "-c", _MIGRATE)
    assert made.returncode == 0, made.stderr
    found = run(tmp_path, "-m", "karavel", "alerts", "send", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout) == {"sent": 0, "failed": 0, "given_up": 0, "messages": []}
