"""Columns that the desk's rows share: texts in several languages, amounts with their currency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import get_language


def texts(label: Any = None) -> models.JSONField[Any, Any]:
    """A text in one or more languages: ISO 639-1 code to text. :func:`said` picks one."""
    return models.JSONField(label, default=dict, blank=True)


def said(given: Mapping[str, str], language: str = "", original: str = "") -> str:
    """The text in a language, else in English, in ``original``, in any; empty where there is none.

    Args:
        given: language to text.
        language: ISO 639-1; the page's own where empty.
        original: the language that it was written in.
    """
    for code in (language or (get_language() or "en")[:2], "en", original, *given):
        if given.get(code):
            return given[code]
    return ""


def amount(**options: Any) -> models.DecimalField[Decimal | None, Decimal | None]:
    """Money to the cent; its currency stands in a column beside it."""
    return models.DecimalField(max_digits=18, decimal_places=2, **options)


def currency(**options: Any) -> models.CharField[str, str]:
    """ISO 4217."""
    return models.CharField(max_length=3, **options)
