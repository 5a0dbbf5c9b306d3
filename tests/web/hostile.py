"""A lake of the demo's notices in which somebody has put script wherever text can stand."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from karavel.demo.build import build
from karavel.lake import Lake
from karavel.verbs.ingest import ingest
from karavel.verbs.lake import index

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = "<img src=x onerror=window.hacked=1>"
BROKEN_OUT = "\"'><svg onload=window.hacked=1>"
HOSTILE = (SCRIPT, IMAGE, BROKEN_OUT)
_SCRIPTS = {"title": SCRIPT, "name": BROKEN_OUT, "description": IMAGE}
#: What stands in no page, however it got there.
LIVE = ("<script>window", "<img src=x", "<svg onload")


def lake_of(folder: Path, today: date) -> Path:
    """The demo's lake with every text element of its notices followed by script."""
    made = build(folder / "demo", today)
    bad = folder / "hostile"
    shutil.copytree(folder / "demo" / "notices", bad)
    for path in bad.rglob("*.xml"):
        path.write_text(_of_xml(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in bad.rglob("*.json"):
        path.write_text(json.dumps(_of_json(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    shutil.rmtree(made.lake)
    ingest(Lake(made.lake), [bad])
    index(Lake(made.lake))
    return made.lake


def _of_xml(text: str) -> str:
    for place, tag in enumerate(("Name", "Description", "TITLE", "OFFICIALNAME", "P")):
        script = HOSTILE[place % len(HOSTILE)].replace("<", "&lt;")
        for end in (f"</cbc:{tag}>", f"</{tag}>"):
            text = text.replace(end, f" {script}{end}")
    return text


def _of_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_of_json(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{one} {_SCRIPTS[key]}" if key in _SCRIPTS and isinstance(one, str) else _of_json(one)
        for key, one in value.items()
    }
