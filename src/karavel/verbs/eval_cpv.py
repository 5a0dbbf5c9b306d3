"""Eval cpv: how well the classifier names the CPV codes of notices whose codes it does not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from karavel.errors import InvalidInput
from karavel.matching.cpv import (
    Classifier,
    Judged,
    Share,
    answers_of,
    by_division,
    by_language,
    classifier,
    it_figures,
    share,
    text_of,
)
from karavel.matching.cpv.judging import unseen
from karavel.notices import Notice

_GUESSES: Final = 10
_DIGITS: Final = 4


class CpvEvaluation(Struct, frozen=True):
    """The figures of ``karavel eval cpv``.

    Attributes:
        notices: judged: with a text, a CPV code, and not trained on.
        accuracy_2, accuracy_3, accuracy_4: share whose first code agrees in so many digits.
        top3_2: share with the right division among the first three codes.
        by_language: language to its notices and ``accuracy_2``.
        intervals: 95 % bootstrap intervals of the shares.
        it: notices of IT (48, 72, 302): how many there are, were found, and the precision and recall of that.
        by_division: division to its notices, and the precision and recall of the first code for it.
        left_out: not judged since the model was trained on them.
        with_answers: ``accuracy_2``, ``top3_2``, ``it_precision`` and ``it_recall`` where the nature of what is bought
            and the buyer's activity count too, as the form answers them; ``words_alone`` the same without these.
    """

    notices: int
    accuracy_2: float
    accuracy_3: float
    accuracy_4: float
    top3_2: float
    by_language: dict[str, dict[str, float]]
    intervals: dict[str, tuple[float, float]]
    it: dict[str, float]
    left_out: int
    by_division: dict[str, dict[str, float]]
    with_answers: dict[str, float]
    words_alone: dict[str, float]


def evaluate_cpv(
    paths: Iterable[Path], predictions: Path | None = None, model: Path | None = None, *, answers: bool = False
) -> CpvEvaluation:
    """Classifies every notice in the files that the model was not trained on, and compares.

    Args:
        paths: files, folders, archives of notices.
        predictions: where to write a line a notice, ``id`` and ``cpv`` ranked; None for nowhere.
        model: a model's folder, by default the package's.
        answers: judge, and write, what is guessed where the form's answers count beside its words.

    Raises:
        NotFound: a path does not exist.
        InvalidInput: no notice with a CPV code and a text was found, or the model is damaged.
    """
    chosen = classifier(model)
    notices, left_out = unseen(paths, chosen)
    if not notices:
        raise InvalidInput(
            "No notice to judge by: none of those found has a title and a CPV code and is new to the model.",
            remedy=f"{left_out} notices were left out, since the model was trained on them.",
        )
    words, told = _judged(chosen, notices), _judged(chosen, notices, [answers_of(notice) for notice in notices])
    if predictions:
        _write(predictions, told if answers else words)
    return _figures(told if answers else words, words, told, left_out)


def _judged(chosen: Classifier, notices: Sequence[Notice], answers: Sequence[Sequence[str]] = ()) -> list[Judged]:
    guessed = chosen.classify_all([text_of(notice) for notice in notices], _GUESSES, answers)
    return [
        Judged(notice.id, notice.language, notice.cpv[0], tuple(guess.code for guess in guesses))
        for notice, guesses in zip(notices, guessed, strict=True)
    ]


def _write(path: Path, judged: Sequence[Judged]) -> None:
    lines = (msgspec.json.encode({"id": one.id, "cpv": one.guesses}) for one in judged)
    path.write_bytes(b"".join(line + b"\n" for line in lines))


def _figures(judged: Sequence[Judged], words: Sequence[Judged], told: Sequence[Judged], left_out: int) -> CpvEvaluation:
    shares = {f"accuracy_{digits}": share(judged, _right(digits)) for digits in range(2, _DIGITS + 1)}
    shares["top3_2"] = share(judged, lambda one: one.right(2, 3))
    values: dict[str, Any] = {name: round(found.value, 4) for name, found in shares.items()}
    return CpvEvaluation(
        notices=len(judged),
        by_language=by_language(judged),
        intervals={name: _interval(found) for name, found in shares.items()},
        it={name: round(value, 4) for name, value in asdict(it_figures(judged)).items()},
        left_out=left_out,
        by_division=by_division(judged),
        with_answers=_briefly(told),
        words_alone=_briefly(words),
        **values,
    )


def _briefly(judged: Sequence[Judged]) -> dict[str, float]:
    it = it_figures(judged)
    first, three = share(judged, _right(2)), share(judged, lambda one: one.right(2, 3))
    found = {"accuracy_2": first.value, "top3_2": three.value, "it_precision": it.precision, "it_recall": it.recall}
    return {name: round(value, 4) for name, value in found.items()}


def _right(digits: int) -> Callable[[Judged], bool]:
    return lambda one: one.right(digits)


def _interval(found: Share) -> tuple[float, float]:
    return round(found.low, 4), round(found.high, 4)
