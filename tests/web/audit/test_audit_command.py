"""``karavel audit`` as an operator runs it: a process of its own, on the database of the server."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.web.work.test_alerts_command import _TABLES, run

_NOTE = """
import sys
import django
django.setup()
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation
organisation = Organisation.objects.get_or_create(name="Agency")[0]
for number in range(10):
    audit.note_as(organisation, None, "test", f"{sys.argv[1]} {number}")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A database in which four processes wrote at the same time."""
    made = run(
        tmp_path,
        "-c",
        f"{_TABLES}\nfrom karavel.web.accounts.models import Organisation as O; O(name='Agency').save()",
    )
    assert made.returncode == 0, made.stderr
    with ThreadPoolExecutor(4) as writers:
        written = list(writers.map(lambda name: run(tmp_path, "-c", _NOTE, str(name)), range(4)))
    assert [one.returncode for one in written] == [0, 0, 0, 0], [one.stderr for one in written]
    return tmp_path


def change(folder: Path, statement: str) -> None:
    """What somebody does who has the file and knows of the triggers."""
    database = sqlite3.connect(folder / "karavel.sqlite3")
    rows = list(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    with database:
        for name, _sql in rows:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        for _name, sql in rows:
            database.execute(sql)
    database.close()


def audit(folder: Path, *words: str) -> tuple[int, str, str]:
    done = run(folder, "-m", "karavel", "audit", *words)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_processes_that_write_at_the_same_time_make_one_chain_and_one_changed_byte_breaks_it(folder: Path) -> None:
    code, shown, _ = audit(folder, "verify")
    assert (code, shown) == (0, "The audit log holds. Entries: 40; chains: 1.\n")
    code, kept, _ = audit(folder, "head")
    assert code == 0
    assert json.loads(kept)["sequence"] == 40
    (folder / "heads.jsonl").write_text(kept)
    assert audit(folder, "verify", "--heads", str(folder / "heads.jsonl"))[0] == 0

    change(folder, "UPDATE accounts_auditentry SET what = replace(what, ' 3', ' 4') WHERE sequence = 17")
    change(folder, "UPDATE accounts_auditentry SET created = 'no day' WHERE sequence = 23")
    change(folder, "UPDATE accounts_auditentry SET what = what || 'x' WHERE sequence = 17")
    code, shown, said = audit(folder, "verify")
    assert (code, shown) == (1, "")
    assert "Entry 17 was changed." in said
    assert "2 faults" in said
    code, shown, _ = audit(folder, "verify", "--json")
    found = json.loads(shown)
    assert (code, found["ok"], found["entries"]) == (1, False, 40)
    assert [(fault["sequence"], fault["kind"]) for fault in found["faults"]] == [(17, "changed"), (23, "changed")]


def test_it_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    for words in (("verify",), ("head",)):
        code, _, said = audit(tmp_path / "nowhere", *words)
        assert code == 1
        assert "karavel serve" in said


def test_a_file_that_holds_no_heads_is_told(tmp_path: Path) -> None:
    (tmp_path / "heads").write_text('{"organisation": "one"}\n')
    for name in ("heads", "absent"):
        code, _, said = audit(tmp_path, "verify", "--heads", str(tmp_path / name))
        assert code == 1
        assert "karavel audit head" in said
