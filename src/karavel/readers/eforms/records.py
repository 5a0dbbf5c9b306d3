"""Small looks into a record that the tree walk filled: the first value, texts by language, what is withheld."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from karavel.notices import Money
from karavel.readers import values
from karavel.readers.tree import Record
from karavel.readers.values import Problems

#: A text and the language code that it carries, if any.
Worded: TypeAlias = tuple[str, str | None]

_NOTHING: tuple[Any, ...] = ()


class Setting(NamedTuple):
    """What every part of one notice needs: where problems go, its language as published, its day of publication."""

    problems: Problems
    language: str | None
    published: date | None


def first(record: Record, key: str) -> Any:
    """The first value under a key, or None."""
    found = record.get(key)
    return found[0] if found else None


def every(record: Record, key: str) -> Any:
    """All values under a key, in document order."""
    return record.get(key, _NOTHING)


def coded(record: Record, key: str, meanings: Mapping[str, Any], setting: Setting, place: str) -> Any:
    """What the first code under a key means; None, and a problem, for a code that its list does not have."""
    found = record.get(key)
    if found is None:
        return None
    code = found[0]
    if code not in meanings:
        setting.problems.add("unknown-code", f"{code!r} is no code that eForms has for {key}.", place)
        return None
    return meanings[code]


def listed(record: Record, key: str, known: Container[str], setting: Setting, place: str) -> str | None:
    """The first code under a key as published; one that its list does not have is kept, and told as a problem."""
    found = record.get(key)
    if found is None:
        return None
    code = str(found[0])
    if code not in known:
        setting.problems.add("unknown-code", f"{code!r} is no code that eForms has for {key}.", place)
    return code


def words(record: Record, key: str, setting: Setting) -> str | None:
    """The text in the notice's own language; where it has none in that language, the first."""
    texts = record.get(key)
    if not texts:
        return None
    if len(texts) > 1:
        for text, language in texts:
            if language == setting.language:
                return str(text)
    return str(texts[0][0])


def translations(record: Record, key: str, setting: Setting) -> dict[str, str]:
    """The texts in other languages than that of :func:`words`, by ISO 639-1 code."""
    texts = record.get(key)
    if not texts or len(texts) == 1:
        return {}
    own = _own_language(texts, setting)
    found: dict[str, str] = {}
    for text, language in texts:
        code = values.language(language, setting.problems, key)
        if code and language != own:
            found.setdefault(code, text)
    return found


def _own_language(texts: list[Worded], setting: Setting) -> str | None:
    """The notice's language, or that of the first text when none is in it."""
    return setting.language if any(language == setting.language for _, language in texts) else texts[0][1]


def lines(texts: list[str | None]) -> str | None:
    """Several texts as lines, each once; None when there is none."""
    return "\n".join(dict.fromkeys(text for text in texts if text)) or None


def money(record: Record, key: str, setting: Setting, place: str) -> Money | None:
    """The first amount under a key."""
    found = record.get(key)
    return values.money(found[0][0], found[0][1], setting.problems, place) if found else None


def withheld(record: Record, setting: Setting) -> frozenset[str]:
    """Codes of the fields (BT-195) that a part of the notice withholds on the day of its publication.

    What stands in such a field is a stopgap or not yet meant to be public: it must not become a value. A field whose
    day of publication (BT-198) has come is withheld no longer.
    """
    marks = record.get("withheld")
    if not marks:
        return frozenset()
    return frozenset(
        mark["field"][0]
        for mark in marks
        if "field" in mark and not _lapsed(values.day(first(mark, "until"), setting.problems), setting)
    )


def _lapsed(until: date | None, setting: Setting) -> bool:
    return until is not None and setting.published is not None and until <= setting.published
