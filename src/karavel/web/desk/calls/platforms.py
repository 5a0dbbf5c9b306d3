"""Where buyers of a country that are bound to a platform publish, and what they need there: data with its source."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from karavel import texts

_FILE: Final = Path(__file__).with_name("data") / "platforms.toml"


class Platform(NamedTuple):
    """A certified platform or a state portal."""

    name: str
    url: str


class Checklist(NamedTuple):
    """What a bound buyer of a country does.

    Attributes:
        steps: sentences in the language in use, in their order.
        source: what binds; ``looked_up`` whether it was read for this list; ``reviewed`` when the list was.
    """

    country: str
    platforms: tuple[Platform, ...]
    steps: tuple[str, ...]
    source: str
    url: str
    looked_up: bool
    reviewed: date


def checklist(country: str) -> Checklist | None:
    """The checklist of a country; None where there are no data on it."""
    found = _table().get(country)
    if found is None:
        return None
    return Checklist(
        country,
        tuple(Platform(**one) for one in found["platforms"]),
        tuple(step[texts.current()] for step in found["steps"]),
        found["source"],
        found["url"],
        looked_up=found["looked_up"],
        reviewed=found["reviewed"],
    )


@cache
def _table() -> dict[str, dict[str, Any]]:
    with _FILE.open("rb") as file:
        return {one["country"]: one for one in tomllib.load(file)["countries"]}
