"""Titles and descriptions in other languages: ``title_fr`` beside ``title``.

https://standard.open-contracting.org/1.1/en/schema/reference/#language
"""

from __future__ import annotations

from typing import Any

from karavel.codes import languages


def translations(tender: Any, field: str, unread: dict[str, int]) -> dict[str, str]:
    """Texts of a tender's field by language; what is read here is no longer unread.

    Args:
        tender: as published, of any type.
        field: ``title`` or ``description``.
        unread: counts by path, from which these keys are taken.
    """
    if not isinstance(tender, dict):
        return {}
    found = {}
    for key, text in tender.items():
        name, mark, suffix = key.partition("_")
        language = languages.from_any(suffix) if mark and name == field else None
        if language and isinstance(text, str) and text.strip():
            found[language] = text.strip()
            unread.pop(f"/tender/{key}", None)
    return found
