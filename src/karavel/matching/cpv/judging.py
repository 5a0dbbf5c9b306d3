"""Which notices a model may be judged by: those with a title and a code that it was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from karavel.matching.cpv.classifier import Classifier
from karavel.matching.cpv.reading import digest
from karavel.notices import Document, Notice, OfficialFile
from karavel.readers.reading import read
from karavel.readers.splitting import documents
from karavel.sources import files


def unseen(paths: Iterable[Path], chosen: Classifier) -> tuple[list[Notice], int]:
    """The notices in files, folders, archives that a model was not trained on, and how many others there are.

    Raises:
        NotFound: a path does not exist.
    """
    seen = frozenset(int(one) for one in chosen.weights.seen)
    found = [notice for notice in _notices(paths) if notice.cpv and notice.title]
    new = [notice for notice in found if digest(notice.id) not in seen]
    return new, len(found) - len(new)


def _notices(paths: Iterable[Path]) -> Iterator[Notice]:
    for brought in files(paths):
        if isinstance(brought, OfficialFile):
            readings = (read(found) for found in documents(brought) if isinstance(found, Document))
            yield from (one.notice for one in readings if one.notice)
