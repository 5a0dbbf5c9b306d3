"""Time zones of a country, never guessed: where a country has several that differ, only the place settles it."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

# NUTS regions off the mainland; all other regions of these countries keep the time of the first zone.
_REGIONS = {"PT20": "Atlantic/Azores", "PT30": "Atlantic/Madeira", "ES70": "Atlantic/Canary", "ES7": "Atlantic/Canary"}
_WITH_REGIONS = {"PT", "ES"}


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    text = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), name)
    return found


def zones(country: str) -> tuple[str, ...]:
    """The IANA zones of a country (canonical alpha-2), in the order of the IANA table; empty where it is unknown."""
    return _table().get("RS" if country == "XK" else country, ())


def zone(country: str, *, on: date, nuts: str | None = None) -> ZoneInfo | None:
    """The zone of a country on a day, or None where its zones differ that day and no NUTS code says which it is.

    Germany has two names for one time: that is no difference. Portugal has two times: ``nuts="PT170"`` settles it.
    """
    names = zones(country)
    if nuts and len(nuts) > len(country) and country in _WITH_REGIONS:
        return ZoneInfo(next((name for region, name in _REGIONS.items() if nuts.startswith(region)), names[0]))
    agree = len({_offset(name, on) for name in names}) == 1
    return ZoneInfo(names[0]) if agree else None


def _offset(name: str, on: date) -> object:
    return datetime.combine(on, time(12), ZoneInfo(name)).utcoffset()
