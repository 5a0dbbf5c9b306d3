"""Real notices are decided for firms of many countries, and little is left unsettled where the law is settled."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import REPOSITORY

from karavel.access import Law

EVERY = 7  # one document in seven: the tool itself reads all of them


@pytest.fixture(scope="module")
def counts(shared: Path) -> dict[str, Any]:
    """What the tool counts: lots by buyer country, and unsettled ones by buyer country and company."""
    folders = [shared / "ted", *sorted((shared / "eforms").glob("*-notices.tar.xz")), shared / "ocds"]
    command = [sys.executable, "tools/verdicts.py", *map(str, folders), "--every", str(EVERY), "--json"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.shared
@pytest.mark.parametrize("company", ["AZ", "PT", "BR", "TR"])
def test_before_buyers_of_the_union_the_eea_and_the_kingdom_hardly_anything_is_unsettled(
    counts: dict[str, Any], company: str
) -> None:
    buyers = [*Law.load().members("EEA-STATES", date(2026, 1, 1)), "GB", "EU"]
    lots = sum(counts["lots"].get(buyer, 0) for buyer in buyers)
    unsettled = sum(counts["unknown"].get(buyer, {}).get(company, 0) for buyer in buyers)
    assert lots > 1_000
    assert unsettled < 0.02 * lots
