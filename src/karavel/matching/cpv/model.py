"""The model's figures as they lie on disk: plain arrays of numpy, packed, never pickled.

A folder with one file, ``model.npz``, with an array per field of :class:`Weights`.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile
from zlib import error

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from karavel.errors import InvalidInput

#: The model's file in its folder.
FILE: Final = "model.npz"

#: Arrays that files of earlier versions lack.
_LATER: Final = ("answers", "answer_weights")

_PACKAGED: Final = "karavel.matching.cpv"


class Weights(NamedTuple):
    """What has been learnt. ``n`` features, ``d`` divisions, ``c`` classes, ``e`` finer weights, ``l`` languages, ``a``
    answers.

    Attributes:
        buckets: (n) the hashed features that count, ascending.
        rarity: (n) their inverse document frequency, in steps of 1/16.
        weights: (n, d) for divisions, in steps of ``steps`` (d).
        bias: (d).
        link: (3) ``k``, ``b``, ``c``: a division of score ``s`` is likely as ``log(1 + exp((s - b) / c)) ** k``.
        divisions: (d) the first two digits of each, as a number.
        classes: (c) CPV codes of four digits, as a number.
        fine_starts: (n + 1) where each feature's finer weights begin; ``fine_class`` (e), ``fine_weights`` (e) say
            for which class and how much, in steps of ``fine_step`` (1).
        fine_prior: (c) what a class has without any word.
        fine_sharpness: (1) brings finer scores to logits of probabilities within a division.
        answers: (a) answers of forms that are known; ``answer_weights`` (a, d) what each adds to a division's logit.
        language_weights: (2 ** 12, l) for languages; ``language_codes`` (l) two letters each.
        seen: digests of the notices that it was trained on, ascending.
    """

    buckets: NDArray[np.int32]
    rarity: NDArray[np.uint8]
    weights: NDArray[np.int16]
    steps: NDArray[np.float32]
    bias: NDArray[np.float32]
    link: NDArray[np.float32]
    divisions: NDArray[np.int16]
    classes: NDArray[np.int16]
    fine_starts: NDArray[np.int32]
    fine_class: NDArray[np.int16]
    fine_weights: NDArray[np.int8]
    fine_step: NDArray[np.float32]
    fine_prior: NDArray[np.float32]
    fine_sharpness: NDArray[np.float32]
    answers: NDArray[np.str_]
    answer_weights: NDArray[np.float32]
    language_weights: NDArray[np.int8]
    language_codes: NDArray[np.str_]
    seen: NDArray[np.uint64]


def load(folder: Path | None = None) -> Weights:
    """The model in a folder, by default the package's own.

    Raises:
        InvalidInput: there is none, or it is damaged.
    """
    path = (folder or Path(str(resources.files(_PACKAGED).joinpath("data")))) / FILE
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return _weights(held)
    except (OSError, ValueError, EOFError, KeyError, BadZipFile, error) as wrong:
        raise InvalidInput(
            f"{path}: the classifier's model cannot be read ({wrong}).",
            remedy="karavel train cpv builds a model; without --model the package's own is used.",
        ) from wrong


def _weights(held: NpzFile) -> Weights:
    """The arrays of a file; those written before forms' answers were learnt know none."""
    found = {name: held[name] for name in Weights._fields if name in held or name not in _LATER}
    none = {"answers": np.array([], np.str_), "answer_weights": np.zeros((0, len(found["divisions"])), np.float32)}
    return Weights(**(none | found))


def save(weights: Weights, folder: Path) -> None:
    """Writes the model's file."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / FILE, **weights._asdict())
