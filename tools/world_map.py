"""Makes the map of the routes page from public-domain geometry: Natural Earth as TopoJSON (npm package world-atlas).

``npm pack world-atlas``, take it apart, then
``python tools/world_map.py countries-110m.json countries-50m.json``. Shapes are those of the first file, drawn by
Miller's projection on a sheet 960 wide; what it leaves out for being small becomes a point out of the second.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

TARGET: Final = Path(__file__).resolve().parent.parent / "src/karavel/web/routes/data/world.json"

WIDTH: Final = 960.0
WEST, EAST, SOUTH, NORTH = -82.0, 92.0, -36.0, 71.0  # where Karavel's firms and markets are
SMALLEST: Final = 1.2  # square units of the sheet

Point = tuple[float, float]


def main() -> None:
    """Reads two files, writes one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", type=Path)
    parser.add_argument("points", type=Path)
    asked = parser.parse_args()
    coarse, fine = (dict(_countries(json.loads(path.read_text()))) for path in (asked.shapes, asked.points))
    shapes = {code: _path(rings) for code, rings in sorted(coarse.items()) if _path(rings)}
    centres = {code: _centre(rings) for code, rings in sorted((fine | coarse).items()) if code != "-"}
    points = {code: centre for code, centre in centres.items() if code not in shapes and _inside(centre)}
    found = {
        "width": WIDTH,
        "height": round(_height(), 1),
        "shapes": shapes,
        "points": points,
        "centres": {code: centre for code, centre in centres.items() if _inside(centre)},
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(found, separators=(",", ":"), sort_keys=True) + "\n")


def _countries(topology: dict[str, Any]) -> Iterator[tuple[str, list[list[Point]]]]:
    """Country (alpha-2; ``-`` where there is no code) and its rings on the sheet."""
    arcs = [_unfolded(arc, topology["transform"]) for arc in topology["arcs"]]
    aliases = get_global("territory_aliases")
    nowhere: list[list[Point]] = []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = aliases.get(shape.get("id", ""), [None])[0]
        if shape["properties"]["name"] == "Kosovo":
            code = "XK"
        polygons = shape.get("arcs", []) if shape["type"] == "MultiPolygon" else [shape.get("arcs", [])]
        rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
        if code is None:
            nowhere += rings
        elif code != "AQ":
            yield code, rings
    yield "-", nowhere


def _unfolded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Delta-encoded whole numbers to points on the sheet."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append(_projected(x * sx + tx, y * sy + ty))
    return found


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return _whole(found)


def _whole(ring: list[Point]) -> list[Point]:
    """A ring that crosses the antimeridian goes on beyond the edge instead of across the whole sheet."""
    world = 2 * math.pi * _scale()
    found: list[Point] = []
    shift = 0.0
    for x, y in ring:
        if found:
            step = x + shift - found[-1][0]
            shift -= world if step > world / 2 else -world if step < -world / 2 else 0
        found.append((round(x + shift, 1), y))
    return found


def _miller(latitude: float) -> float:
    return 1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(latitude)))


def _scale() -> float:
    return WIDTH / math.radians(EAST - WEST)


def _height() -> float:
    return (_miller(NORTH) - _miller(SOUTH)) * _scale()


def _projected(longitude: float, latitude: float) -> Point:
    x = math.radians(longitude - WEST) * _scale()
    y = (_miller(NORTH) - _miller(max(-85.0, min(85.0, latitude)))) * _scale()
    return round(x, 1), round(y, 1)


def _inside(point: Sequence[float]) -> bool:
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= _height()


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _path(rings: list[list[Point]]) -> str:
    """SVG path of the rings that can be seen; relative steps, as they are short."""
    kept = [ring for ring in rings if _area(ring) >= SMALLEST and any(_inside(point) for point in ring)]
    return "".join(_steps(ring) for ring in kept)


def _steps(ring: list[Point]) -> str:
    x, y = ring[0]
    told = [f"M{x:g} {y:g}"]
    for nx, ny in ring[1:]:
        dx, dy = round(nx - x, 1), round(ny - y, 1)
        if dx or dy:
            told.append(f"l{dx:g} {dy:g}")
            x, y = nx, ny
    return "".join(told) + "z"


def _centre(rings: list[list[Point]]) -> list[float]:
    """The middle of the largest ring."""
    ring = max(rings, key=_area, default=[(0.0, 0.0)])
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return [round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)]


if __name__ == "__main__":
    main()
