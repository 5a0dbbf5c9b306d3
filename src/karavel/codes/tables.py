"""Reads the small tables of facts that come with the package."""

from __future__ import annotations

import csv
from importlib import resources


def rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>`` of a package, as text; lines that begin with ``#`` are remarks."""
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
