"""Tags and filters of every template (they are built in: no ``{% load %}``): words, money, days, badges, icons."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final

from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from karavel import texts
from karavel.notices import Money, day_of
from karavel.web.words import country_name, route_words, verdict_words

register = template.Library()

#: Verdict to the icon beside its words; the colour is the stylesheet's.
_ICONS: Final = {
    "guaranteed": "check",
    "open": "door",
    "discretionary": "scale",
    "unknown": "question",
    "excluded": "cross",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of ``icons.svg``; it carries no meaning alone, so it is hidden from screen readers."""
    return _drawn(name)


@lru_cache(maxsize=256)
def _drawn(name: str) -> SafeString:
    """Remembered: a list has some hundred, and the address of a static file does not change while the server runs."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("karavel/icons.svg"), name
    )


@register.simple_tag
def verdict(name: str) -> SafeString:
    """A verdict as a badge: icon, words and colour."""
    return format_html('<span class="badge {}">{} {}</span>', f"badge-{name}", icon(_ICONS[name]), verdict_words(name))


@register.simple_tag
def route(kind: str, via: str | None = None) -> str:
    """A route in words."""
    return route_words(kind, via)


@register.filter
def country(code: str | None) -> str:
    """A country (alpha-2) by its name in the language in use."""
    return country_name(code) if code else ""


@register.filter
def money(value: Money | None) -> str:
    """An amount with its currency; a dash for none."""
    return texts.money(value.amount, value.currency) if value and value.currency else "–"


@register.filter
def compact(value: Money | None) -> str:
    """An amount for a narrow column; a dash for none."""
    return texts.compact_money(value.amount, value.currency) if value and value.currency else "–"


@register.filter
def number(value: float) -> str:
    """A number with the locale's separators."""
    return texts.number(value)


@register.filter
def day(value: Any) -> str:
    """A day, or the day of a moment as published; a dash for none."""
    if not value:
        return "–"
    return texts.day(value if isinstance(value, date) else day_of(value))


@register.filter
def language_name(code: str | None) -> str:
    """A language (ISO 639-1) by its name in the language in use."""
    return texts.language_name(code) if code else ""


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The address's query with some of its keys changed; None takes one away. ``{% query page=2 %}``."""
    asked: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            asked.pop(key, None)
        else:
            asked[key] = value
    return f"?{asked.urlencode()}"
