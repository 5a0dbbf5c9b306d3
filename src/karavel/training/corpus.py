"""What the classifier is trained on: notices, their lots, award titles and the labels of CPV in all languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from karavel.codes import cpv
from karavel.codes.cpv_labels import compact, load_labels
from karavel.codes.tables import rows
from karavel.matching.cpv.answers import answers_of
from karavel.matching.cpv.reading import is_held_back, joined, text_of
from karavel.notices import Document, Notice, OfficialFile
from karavel.readers.reading import read
from karavel.readers.splitting import documents
from karavel.sources import files

#: Lots of one notice that are learnt from; frameworks with hundreds of lots say the same over and over.
LOTS: Final = 20

#: An award title says little: it counts for this much of a notice.
AWARD_WEIGHT: Final = 0.1


_COMPACT: Final = "az"

#: Languages that CPV is not published in, whose labels are our own.
OURS: Final = frozenset({_COMPACT, "no", "ru", "tr", "uk"})


class Example(Struct, frozen=True):
    """A text with the code that it stands for.

    Attributes:
        text: to learn from.
        code: CPV, 8 digits.
        language: ISO 639-1, None where it is not known.
        weight: how much it counts.
        notice_id: where it came from.
        others: further codes that the notice or its lots carry.
        answers: what the form answers beside its words.
    """

    text: str
    code: str
    language: str | None
    weight: float
    notice_id: str
    others: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class Label(Struct, frozen=True):
    """What a code is called in one language."""

    text: str
    code: str
    language: str


def notices(paths: Iterable[Path]) -> Iterator[Notice]:
    """Every notice with a title and a CPV code in files, folders, archives.

    Raises:
        NotFound: a path does not exist.
    """
    for brought in files(paths):
        if isinstance(brought, OfficialFile):
            readings = (read(found) for found in documents(brought) if isinstance(found, Document))
            yield from (one.notice for one in readings if one.notice and one.notice.cpv and one.notice.title)


def to_learn(found: Iterable[Notice]) -> list[Notice]:
    """The notices that may be learnt from: not held back, and not twins of one that is.

    A notice that shares title and buyer with a held-back one, or follows or precedes it, would give the answer away.
    """
    every = list(found)
    held = [notice for notice in every if is_held_back(notice.id)]
    names = {_name(notice) for notice in held}
    linked = {notice.id for notice in held} | {number for notice in held for number in notice.previous}
    return [
        notice
        for notice in every
        if not is_held_back(notice.id)
        and _name(notice) not in names
        and linked.isdisjoint((notice.id, *notice.previous))
    ]


def _name(notice: Notice) -> tuple[str, str]:
    return notice.title.casefold(), notice.buyer.name.casefold() if notice.buyer else ""


def examples(found: Iterable[Notice]) -> Iterator[Example]:
    """The texts of notices and of their lots; award tables give their titles."""
    for notice in found:
        weight = AWARD_WEIGHT if notice.format == "base" else 1.0
        others = dict.fromkeys(code for codes in (notice.cpv[1:], *(lot.cpv for lot in notice.lots)) for code in codes)
        told = answers_of(notice)
        yield Example(text_of(notice), notice.cpv[0], notice.language, weight, notice.id, tuple(others), told)
        if notice.format != "base":
            yield from _lots(notice)


def _lots(notice: Notice) -> Iterator[Example]:
    """Lots that say something of their own; all lots of a notice count as much as the notice."""
    own = {
        (lot.title, lot.description): lot for lot in notice.lots[:LOTS] if lot.cpv and (lot.title or lot.description)
    }
    for lot in own.values():
        yield Example(joined(lot.title, lot.description), lot.cpv[0], notice.language, 1 / len(own), notice.id)


def labels(path: Path) -> list[Label]:
    """The labels of all codes in all languages; where a language has none of its own, English stands in the table.

    Raises:
        InvalidInput: the file is no list of labels.
    """
    table = load_labels(path)
    official = [Label(text, code, language) for code in table for language, text in _own(table.in_all_languages(code))]
    return [*official, *_of_our_own()]


def _of_our_own() -> Iterator[Label]:
    """Labels in languages that CPV is not published in: all divisions, and what lies near ICT."""
    short = compact()
    yield from (Label(short.label(code, _COMPACT) or "", code, _COMPACT) for code in short)
    for row in rows("karavel.training", "labels.csv"):
        code = row.pop("code")
        yield from (Label(text, code, language) for language, text in row.items())


def _own(found: dict[str, str]) -> Iterator[tuple[str, str]]:
    english = found.get("en")
    return ((language, text) for language, text in found.items() if text and (language == "en" or text != english))


def meanings(found: Sequence[Label]) -> list[tuple[str, str]]:
    """Texts that tell what codes mean, with their codes.

    The official labels of a code stand together in one text, so that words of one meaning meet; those of our own stand
    alone, as two dozen official ones beside them would drown them.
    """
    gathered: dict[str, list[str]] = {}
    for label in found:
        key = f"{label.code} {label.language}" if label.language in OURS else label.code
        gathered.setdefault(key, []).append(label.text)
    return [(" . ".join(texts), key[: cpv.DIGITS]) for key, texts in gathered.items()]
