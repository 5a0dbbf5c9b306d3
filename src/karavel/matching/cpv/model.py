"""The model's figures as they lie on disk: plain arrays of numpy, mapped into memory, never pickled.

A folder with one ``.npy`` file per field of :class:`Weights`. Only the rows that a text needs are ever read.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from karavel.errors import InvalidInput

_PACKAGED = "karavel.matching.cpv"


class Weights(NamedTuple):
    """What has been learnt. ``n`` features, ``d`` divisions, ``c`` classes, ``e`` finer weights, ``l`` languages.

    Attributes:
        buckets: (n) the hashed features that count, ascending.
        rarity: (n) their inverse document frequency, in steps of 1/16.
        weights: (n, d) for divisions, in steps of ``steps`` (d).
        bias: (d).
        sharpness: (1) brings scores to logits of calibrated probabilities.
        divisions: (d) the first two digits of each, as a number.
        classes: (c) CPV codes of four digits, as a number.
        fine_starts: (n + 1) where each feature's finer weights begin; ``fine_class`` (e), ``fine_weights`` (e) say
            for which class and how much, in steps of ``fine_step`` (1).
        fine_prior: (c) what a class has without any word.
        language_weights: (2 ** 12, l) for languages; ``language_codes`` (l) two letters each.
        seen: digests of the notices that it was trained on, ascending.
    """

    buckets: NDArray[np.int32]
    rarity: NDArray[np.uint8]
    weights: NDArray[np.int8]
    steps: NDArray[np.float32]
    bias: NDArray[np.float32]
    sharpness: NDArray[np.float32]
    divisions: NDArray[np.int16]
    classes: NDArray[np.int16]
    fine_starts: NDArray[np.int32]
    fine_class: NDArray[np.int16]
    fine_weights: NDArray[np.int8]
    fine_step: NDArray[np.float32]
    fine_prior: NDArray[np.float32]
    language_weights: NDArray[np.int8]
    language_codes: NDArray[np.str_]
    seen: NDArray[np.uint64]


def load(folder: Path | None = None) -> Weights:
    """The model in a folder, by default the package's own.

    Raises:
        InvalidInput: there is none, or a file of it is damaged.
    """
    place = folder or Path(str(resources.files(_PACKAGED).joinpath("data")))
    return Weights(*(_array(place / f"{name}.npy") for name in Weights._fields))


def save(weights: Weights, folder: Path) -> None:
    """Writes one file per array."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in weights._asdict().items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def _array(path: Path) -> NDArray[Any]:
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError, EOFError) as error:
        raise InvalidInput(
            f"{path}: this part of the classifier's model cannot be read ({error}).",
            remedy="karavel train cpv builds a model; without --model the package's own is used.",
        ) from error
