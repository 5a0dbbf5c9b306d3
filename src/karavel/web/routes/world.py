"""The map: countries shaded by the lots that a route opens there, with a pin on each gateway.

Shapes are Natural Earth's (public domain), made by ``tools/world_map.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

#: Lots from which a country is shaded darker.
STEPS: Final = (1, 5, 20)


class Shape(NamedTuple):
    """A country: its outline, or a point where it is small; ``shade`` 0 (none) to 3."""

    code: str
    path: str
    x: float
    y: float
    shade: int


class Pin(NamedTuple):
    """A gateway on the map."""

    code: str
    x: float
    y: float
    chosen: bool


class Map(NamedTuple):
    """The sheet; ``told`` is what it shows, for those who do not see it."""

    width: float
    height: float
    shapes: list[Shape]
    points: list[Shape]
    pins: list[Pin]
    told: str


@cache
def _sheet() -> Mapping[str, Any]:
    text = files("karavel.web.routes").joinpath("data/world.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def drawn(lots: Mapping[str, int], gateways: list[str], chosen: str | None, told: str) -> Map:
    """The map of what one gateway opens.

    Args:
        lots: by market.
        gateways: countries with a pin.
        chosen: the one that the shades are of.
        told: the map in a sentence.
    """
    sheet = _sheet()
    shapes = [Shape(code, path, 0, 0, _shade(lots.get(code, 0))) for code, path in sheet["shapes"].items()]
    points = [Shape(code, "", x, y, _shade(lots[code])) for code, (x, y) in sheet["points"].items() if lots.get(code)]
    known = [(code, *sheet["centres"][code]) for code in gateways if code in sheet["centres"]]
    pins = [Pin(code, x, y, code == chosen) for code, x, y in known]
    pins.sort(key=lambda pin: pin.chosen)
    return Map(sheet["width"], sheet["height"], shapes, points, pins, told)


def _shade(lots: int) -> int:
    return sum(lots >= step for step in STEPS)
