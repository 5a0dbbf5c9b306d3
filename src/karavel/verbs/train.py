"""Train: the classifier's model and the ranker's weights, from files and a lake of the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from karavel.errors import InvalidInput
from karavel.lake import Lake
from karavel.matching.cpv.model import save
from karavel.matching.history.contracts import COLUMNS, Scope, contracts
from karavel.training import classifier, corpus, ranker


class Trained(Struct, frozen=True):
    """What a model was trained on, and how large it is."""

    notices: int
    examples: int
    labels: int
    bytes: int


def train_cpv(paths: Iterable[Path], labels: Path, folder: Path, *, every: bool = False) -> Trained:
    """Trains the classifier and writes its model.

    Args:
        paths: files, folders, archives of notices and award tables.
        labels: the table of CPV labels in all languages.
        folder: where the model goes.
        every: learn from all notices; by default a fifth is held back, for ``karavel eval cpv``.

    Raises:
        NotFound: a path does not exist.
        InvalidInput: no notice with a title and a CPV code was found, or the labels are none.
    """
    found = corpus.notices(paths)
    notices = list(found) if every else corpus.to_learn(found)
    if not notices:
        raise InvalidInput(
            "Nothing to learn from: the files hold no notice with a title and a CPV code.",
            remedy="karavel read PATH shows what is understood of them.",
        )
    examples, named = list(corpus.examples(notices)), corpus.labels(labels)
    save(classifier.build(examples, named), folder)
    return Trained(len(notices), len(examples), len(named), sum(file.stat().st_size for file in folder.iterdir()))


def train_ranking(lake: Lake, before: date, scope: Scope) -> Mapping[str, float]:
    """Learns the ranker's weights from award tables in a lake.

    Args:
        lake: with award tables of Portal BASE.
        before: contracts published from this day on are not looked at.
        scope: of the contracts that are ranked.

    Raises:
        LakeMissing: there is no lake.
        InvalidInput: nobody won in one of the windows before the day, having won earlier.
    """
    with lake.view() as view:
        query = f"SELECT {', '.join(COLUMNS)} FROM current_awards WHERE format = 'base' ORDER BY published, notice_id"  # noqa: S608  # the columns are ours
        found = contracts(view.table(query).to_pylist())
    return ranker.learn(found, before, scope)
