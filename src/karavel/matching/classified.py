"""Which CPV divisions the lots of a lake are in by their words and what the form answers: classified once and kept.

A hundred thousand lots take minutes to classify and milliseconds to look up, so what was found lies in the lake's
folder, one file a model, and only lots that have come since are classified. It is derived: deleting it loses nothing.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from karavel.lake import View
from karavel.matching.columns import Integers
from karavel.matching.cpv import Classifier, answers, classifier, joined
from karavel.matching.lots import Lots
from karavel.matching.profile import Profile
from karavel.matching.trades import Trades, trades

_LOG = logging.getLogger(__name__)

#: What is classified: the opening of the description, which the table holds, tells the trade; what forms answer, too.
COLUMNS: Final = ("key", "title", "notice_title", "description", "nature", "buyer_activity")
_WORDS: Final = COLUMNS[1:4]
_ANSWERS: Final = COLUMNS[4:]

_FOLDER: Final = "trades"
_STEPS: Final = 255.0
_BATCH: Final = 1024  # lots between two looks at how far it is

#: Is told how many lots of how many are classified.
Progress: TypeAlias = Callable[[int, int], None]


class _Kept(NamedTuple):
    """Keys of lots, ascending, and the probabilities of their divisions in steps of 1/255."""

    keys: Integers
    steps: NDArray[np.uint8]


def trades_without_codes(view: View, lots: Lots, profile: Profile, progress: Progress | None = None) -> Trades | None:
    """The trades of a firm and of the lots without a CPV code, by the package's model; None where every lot has one.

    A code tells more than words do, so lots that have one are not read: their probabilities are zeros.
    """
    bare = np.flatnonzero(~lots.cpv.filled)
    if not len(bare):
        return None
    chosen = classifier()
    likely = np.zeros((len(lots), len(chosen.division_codes)), np.float32)
    likely[bare] = probabilities(view, lots.keys[bare], chosen, progress)
    return trades(profile, likely, chosen)


def probabilities(
    view: View, keys: Integers, chosen: Classifier, progress: Progress | None = None
) -> NDArray[np.float32]:
    """(lots, divisions) the probability of each division, from the lots' words; zeros for a lot without words.

    Args:
        view: the lake that they lie in; what is new is kept in its folder, where that can be written.
        keys: the lots' keys, in any order.
        chosen: the classifier; its :attr:`~Classifier.division_codes` are the columns.
        progress: is told how far the classifying is, which a new lake needs minutes for.
    """
    path = view.root / _FOLDER / f"{_digest(chosen)}.npz"
    kept = _load(path, len(chosen.division_codes))
    missing = np.setdiff1d(keys, kept.keys)
    if len(missing):
        _LOG.info("%d lots are classified by their words; this is done once", len(missing))
        kept = _merged(kept, _classified(view, missing, chosen, progress))
        _save(kept, path)
    return np.asarray(kept.steps[np.searchsorted(kept.keys, keys)] / np.float32(_STEPS), np.float32)


def _digest(chosen: Classifier) -> str:
    """Names the model by what it answers with, so that a new one never reads the answers of an old one."""
    weights = chosen.weights
    parts = (weights.buckets, weights.weights, weights.steps, weights.bias, weights.link, weights.answer_weights)
    return hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest()[:16]


def _classified(view: View, missing: Integers, chosen: Classifier, progress: Progress | None) -> _Kept:
    table = view.unordered("lots", COLUMNS)
    table = table.filter(pc.is_in(table["key"], value_set=pa.array(missing, table.schema.field("key").type)))
    keys = np.asarray(table["key"].to_numpy(), np.int64)
    texts = [_text(*said) for said in zip(*(table[name].to_pylist() for name in _WORDS), strict=True)]
    told = [answers(*said) for said in zip(*(table[name].to_pylist() for name in _ANSWERS), strict=True)]
    likely = [np.zeros((0, len(chosen.division_codes)), np.float32)]
    for begin in range(0, len(texts), _BATCH):
        batch = slice(begin, begin + _BATCH)
        likely.append(chosen.divisions(texts[batch], told[batch]))
        if progress:
            progress(min(begin + _BATCH, len(texts)), len(texts))
    steps = np.round(np.concatenate(likely) * _STEPS).astype(np.uint8)
    found, first = np.unique(keys, return_index=True)
    return _Kept(found, steps[first])


def _text(title: str | None, whole: str | None, description: str | None) -> str:
    both = f"{title} {whole}" if title and whole and title != whole else (title or whole or "")
    return joined(both, description or "")


def _merged(one: _Kept, other: _Kept) -> _Kept:
    keys = np.concatenate((one.keys, other.keys))
    order = np.argsort(keys, kind="stable")
    return _Kept(keys[order], np.concatenate((one.steps, other.steps))[order])


def _load(path: Path, divisions: int) -> _Kept:
    """What was kept; nothing where there is no file, or one that cannot be read."""
    nothing = _Kept(np.empty(0, np.int64), np.empty((0, divisions), np.uint8))
    try:
        with np.load(path, allow_pickle=False) as held:
            return _Kept(held["keys"], held["steps"])
    except FileNotFoundError:
        return nothing
    except (OSError, ValueError, KeyError, EOFError):
        _LOG.warning("%s cannot be read; the lots' trades are worked out again", path)
        return nothing


def _save(kept: _Kept, path: Path) -> None:
    """Written whole, then renamed; a lake that cannot be written is asked again each time."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            np.savez(file, keys=kept.keys, steps=kept.steps)
        Path(file.name).replace(path)
    except OSError as error:
        _LOG.info("the lots' trades are not kept: %s", error)
