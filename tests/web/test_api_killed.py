"""A server that is killed while it writes has lost nothing of what it acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.kill_server import kills

ROUNDS = 3  # tools/kill_server.py does twenty


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    outcome = kills(tmp_path / "installation", ROUNDS)
    assert outcome.kills == ROUNDS
    assert outcome.acknowledged
    assert outcome.lost == set()
    assert outcome.doubled == 0
    assert outcome.whole
