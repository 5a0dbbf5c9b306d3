"""Decides law cases from a file, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from karavel.access import Law
from karavel.access.cases import answer
from karavel.errors import InvalidInput, KaravelError, Mistake
from karavel.texts import gettext as _

_decode = msgspec.json.Decoder(dict[str, Any]).decode


def decide_cases(path: Path, law: Law | None = None) -> Iterator[dict[str, Any]]:
    """The decision of each case of a file, in its order; lines that cannot be decided are told once the others are.

    Raises:
        KaravelError: the file cannot be read; InvalidInput: a line is no case, with its number, and every other such.
    """
    known = law or Law.load()
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        message = _("The cases in {file} cannot be read: {why}.").format(file=path, why=error.strerror)
        raise KaravelError(message) from error
    wrong: list[InvalidInput] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield answer(known, _case(path, number, line))
            except InvalidInput as error:
                wrong.append(error)
    if wrong:
        mistakes = tuple(mistake for error in wrong for mistake in error.mistakes)
        raise InvalidInput(str(wrong[0]), mistakes, remedy=wrong[0].remedy)


def _case(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        return _decode(line)
    except msgspec.MsgspecError as error:
        place = f"{path.name}:{number}"
        message = _("Line {number} of {file} is no case.").format(number=number, file=path)
        raise InvalidInput(message, (Mistake(place, str(error)),)) from error
