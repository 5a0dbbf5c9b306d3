"""The minimum periods of the package, from their compiled form where there is one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import karavel
from karavel.access.compiled_folder import CompiledFolder
from karavel.procurement.periods.model import Regime

FOLDER = Path(karavel.__file__).parent / "law" / "periods"
"""The data of the package."""


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> dict[str, Regime]:
    """The regimes of the package, or of a folder, by id.

    Raises:
        InvalidLaw: a file does not hold; ``mistakes`` has every place.
    """
    return _PERIODS.load(folder or FOLDER)


def regime_of(country: str) -> Regime | None:
    """The national regime of a buyer's country (ISO 3166-1 alpha-2); None where the data has none."""
    return load().get(country)


def write_compiled(folder: Path) -> Path:
    """Compile a folder's periods into the folder itself, for packaging; older compiled files go."""
    return _PERIODS.write(folder)


_PERIODS: CompiledFolder[dict[str, Regime]] = CompiledFolder(
    "periods", dict[str, Regime], "karavel.procurement.periods.reading"
)
