"""The profile folder: what belongs to one ``company.toml`` and grows as it is used.

``firm.toml`` has ``firm.karavel/`` beside it:

::

    firm.karavel/
      feedback.jsonl     a line an opinion, in the order in which they were given; lines are only added
      searches/NAME.json a saved search and what its last run found

Both can be read, copied and mended with an editor.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from karavel.companies import sentences
from karavel.companies.opinions import Rated, standing
from karavel.companies.searches import SavedSearch
from karavel.errors import InvalidInput, KaravelError, Mistake, NotFound
from karavel.texts.marking import say

_FEEDBACK: Final = "feedback.jsonl"
_SEARCHES: Final = "searches"


class ProfileFolder:
    """What is kept beside a profile.

    Args:
        profile: the company's ``company.toml``.
    """

    def __init__(self, profile: Path) -> None:
        self.root = profile.with_suffix(".karavel")

    def log(self) -> tuple[Rated, ...]:
        """Every line of the log of opinions; none where there is no log.

        Raises:
            InvalidInput: a line is no opinion; names each.
        """
        path = self.root / _FEEDBACK
        lines = _read(path).splitlines()
        found, mistakes = [], []
        for number, line in enumerate(lines, start=1):
            try:
                found += [msgspec.json.decode(line, type=Rated)] if line.strip() else []
            except msgspec.DecodeError as error:
                mistakes.append(Mistake(f"{_FEEDBACK}:{number}", str(error)))
        if mistakes:
            message = say(sentences.FEEDBACK_BROKEN, file=path, count=len(mistakes))
            raise InvalidInput(message, tuple(mistakes), remedy=say(sentences.FEEDBACK_REMEDY))
        return tuple(found)

    def opinions(self) -> tuple[Rated, ...]:
        """The opinions that stand."""
        return standing(self.log())

    def add(self, rated: Rated) -> None:
        """Adds a line to the log.

        Raises:
            KaravelError: it cannot be written.
        """
        line = msgspec.json.encode(rated) + b"\n"
        try:
            self.root.mkdir(exist_ok=True)
            with (self.root / _FEEDBACK).open("ab") as file:
                file.write(line)
        except OSError as error:
            raise self._unwritable(error) from error

    def searches(self) -> tuple[SavedSearch, ...]:
        """The saved searches, by name."""
        return tuple(self.search(path.stem) for path in sorted((self.root / _SEARCHES).glob("*.json")))

    def search(self, name: str) -> SavedSearch:
        """The search saved under a name.

        Raises:
            NotFound: there is none; InvalidInput: its file holds something else.
        """
        path = self._search(name)
        content = _read(path)
        if not content:
            raise NotFound(say(sentences.NO_SEARCH, name=name, folder=self.root))
        try:
            return msgspec.json.decode(content, type=SavedSearch)
        except msgspec.DecodeError as error:
            raise InvalidInput(say(sentences.SEARCH_BROKEN, file=path, why=error)) from error

    def save(self, search: SavedSearch) -> None:
        """Saves a search under its name, in the place of one of that name.

        Raises:
            KaravelError: it cannot be written.
        """
        path = self._search(search.name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".draft")
            draft.write_bytes(msgspec.json.format(msgspec.json.encode(search), indent=1) + b"\n")
            draft.replace(path)
        except OSError as error:
            raise self._unwritable(error) from error

    def forget(self, name: str) -> None:
        """Removes a saved search.

        Raises:
            NotFound: there is none.
        """
        self.search(name)
        self._search(name).unlink()

    def _search(self, name: str) -> Path:
        return self.root / _SEARCHES / f"{name}.json"

    def _unwritable(self, error: OSError) -> KaravelError:
        return KaravelError(say(sentences.FOLDER_UNWRITABLE, folder=self.root, why=error.strerror or error))


def _read(path: Path) -> bytes:
    """The bytes of a file; none where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise KaravelError(say(sentences.NOT_READABLE, file=path, why=error.strerror or error)) from error
