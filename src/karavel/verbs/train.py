"""Train: the classifier's model and the ranker's trees, from files and a lake of the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct

from karavel.errors import InvalidInput
from karavel.lake import Lake
from karavel.matching.cpv.model import save
from karavel.matching.history.contracts import Scope, contracts
from karavel.matching.history.trees import lines
from karavel.training import classifier, corpus, ranker
from karavel.training.weights import cases
from karavel.training.weights import learn as learn_weights


class Trained(Struct, frozen=True):
    """What a model was trained on, and how large it is."""

    notices: int
    examples: int
    labels: int
    bytes: int


class TrainedRanker(Struct, frozen=True):
    """What trees were learnt: before which day, for which scope, over which features, how many, with how many nodes."""

    before: str
    scope: str
    features: tuple[str, ...]
    trees: int
    nodes: int
    weights: dict[str, dict[str, float]]


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


def train_ranking(
    lake: Lake, before: date, scope: Scope, out: Path | None = None, weights: Path | None = None
) -> TrainedRanker:
    """Learns the ranker's trees and the weights of the table of ``match`` from award tables in a lake.

    Args:
        lake: with award tables of Portal BASE.
        before: contracts published from this day on are not looked at.
        scope: of the contracts that are ranked.
        out: where the table of trees goes.
        weights: where the weights go.

    Raises:
        LakeMissing: there is no lake.
        InvalidInput: nobody won in one of the windows before the day, having won earlier.
    """
    with lake.view() as view:
        found = contracts(view.notices())
        judged = {column: one.weights for column, one in learn_weights(cases(view, before)).items()}
    learnt = ranker.learn(found, before, scope)
    table = lines(learnt.roots)
    if out:
        how = f"# Learnt by: karavel train ranking --before {before} --scope {scope}, on Portal BASE."
        out.write_text("\n".join((how, *table)) + "\n", encoding="utf-8")
    if weights:
        how = f"# Learnt by: karavel train ranking --before {before}, on Portal BASE."
        told = (",".join((name, *(f"{one[name]:.2f}" for one in judged.values()))) for name in judged["weight"])
        weights.write_text("\n".join((how, ",".join(("feature", *judged)), *told)) + "\n", encoding="utf-8")
    return TrainedRanker(str(before), scope, learnt.features, len(learnt.roots), len(table) - 1, judged)
