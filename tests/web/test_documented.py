"""What the documents say about the web is so."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from tests.conftest import REPOSITORY

from karavel import web
from karavel.web.environment import SETTINGS

STATIC = Path(web.__file__).parent / "static"


def test_every_setting_is_in_the_table_of_the_documents() -> None:
    page = (REPOSITORY / "docs" / "web.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    said = [(setting.name, f"`{setting.default}`" if setting.default else "", setting.meaning) for setting in SETTINGS]
    assert rows == said


def test_settings_read_no_variable_that_the_table_lacks() -> None:
    known = {setting.name for setting in SETTINGS}
    for path in (STATIC.parent).rglob("*.py"):
        asked = re.findall(r'environment\.(?:value|listed|folder)\("(\w+)"', path.read_text(encoding="utf-8"))
        assert set(asked) <= known, path


def test_packages_of_others_are_what_they_are_said_to_be() -> None:
    table = (STATIC / "VENDORED.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| `(karavel/vendor/[^`]+)` \| `([0-9a-f]{64})` \|", table)
    assert {name: sha256((STATIC / name).read_bytes()).hexdigest() for name, _ in rows} == dict(rows)
    kept = (path for path in STATIC.glob("karavel/vendor/*") if not path.name.endswith("LICENSE.txt"))
    assert {path.relative_to(STATIC).as_posix() for path in kept} == {name for name, _ in rows}


def test_every_icon_that_is_asked_for_is_there() -> None:
    there = set(re.findall(r'id="(\w+)"', (STATIC / "karavel" / "icons.svg").read_text()))
    sources = [*STATIC.parent.rglob("*.html"), *STATIC.parent.rglob("*.py")]
    asked = {name for path in sources for name in re.findall(r'{% icon "(\w+)" %}', path.read_text(encoding="utf-8"))}
    assert asked <= there
