"""Tags and filters of every template (they are built in: no ``{% load %}``): words, money, days, badges, icons."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from karavel import texts
from karavel.access import Reason
from karavel.answers.history import Difference
from karavel.answers.parts import ScorePart
from karavel.codes import cpv_labels
from karavel.notices import Money, day_of
from karavel.web.accounts.acting import ActingFor
from karavel.web.board import board
from karavel.web.catalogue.speaking import concept_name
from karavel.web.desk.calls import formulas, moments, unbound
from karavel.web.desk.fields import said
from karavel.web.desk.words import MOVES, state_of
from karavel.web.opportunities.buttons import buttons
from karavel.web.opportunities.rows import Row
from karavel.web.tellings import difference_words, kind_words, procedure_words, unit_words, yes_words
from karavel.web.words import country_name, gateway_words, route_words, verdict_words

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
def verdict_text(name: str) -> str:
    """A verdict in words alone, for mails."""
    return verdict_words(name)


@register.simple_tag
def route(kind: str, via: str | None = None) -> str:
    """A route in words."""
    return route_words(kind, via)


@register.simple_tag
def gateway(opening: Any) -> str:
    """A route as it is compared over all markets."""
    return gateway_words(opening.kind, opening.via)


@register.filter
def may(acting: ActingFor, action: str) -> bool:
    """Whether the table of permissions allows an action: ``{% if acting|may:"profile.edit" %}``."""
    return acting.may(action)


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
def clock(moment: str) -> str:
    """The time of day of a moment as published, with how far it is from UTC."""
    read = datetime.fromisoformat(moment)
    return f"{read:%H:%M} {read.tzname() or ''}".strip()


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


@register.simple_tag(takes_context=True)
def acts(context: template.Context, row: Row) -> SafeString:
    """The buttons of a row of lots."""
    request = context["request"]
    return buttons(row.lot, row.place, row.mark, context["may"], request.get_full_path(), str(context["csrf_token"]))


@register.filter
def web(address: str | None) -> bool:
    """Whether an address that somebody else wrote may be a link: of the web, never a script."""
    return bool(address) and str(address).startswith(("https://", "http://"))


@register.filter
def isoday(text: Any) -> str:
    """A day or moment as ISO text has it, as the locale writes days; a dash for none."""
    return texts.day(date.fromisoformat(str(text)[:10])) if text else "–"


@register.filter
def floor(value: float) -> int:
    """A whole number, to choose between one and many."""
    return int(value)


@register.filter(name="range")
def span(found: Any) -> str:
    """A range of numbers, ``25–40``; one number where both ends are the same, a dash for none."""
    if found is None:
        return "–"
    least, most = texts.number(round(found.min)), texts.number(round(found.max))
    return most if least == most else f"{least}–{most}"


@register.filter
def range_eur(found: Any) -> str:
    """A range of amounts in EUR; a dash for none."""
    if found is None:
        return "–"
    least, most = (texts.money(round(value), "EUR") for value in (found.min, found.max))
    return most if least == most else f"{least} – {most}"


@register.filter
def euro(value: float | None) -> str:
    """An amount in EUR for a narrow column; a dash for none."""
    return "–" if value is None else texts.compact_money(value, "EUR")


@register.simple_tag
def yes(value: bool | None) -> str:
    """Yes, no, or that nobody knows."""
    return yes_words(value)


@register.filter
def unit(name: str, amount: float) -> str:
    """A unit of time in words."""
    return unit_words(name, amount)


@register.simple_tag
def kind(name: str) -> str:
    """What a notice does, in words."""
    return kind_words(name)


@register.simple_tag
def procedure(code: str) -> str:
    """A type of procedure (BT-105) in words."""
    return procedure_words(code)


@register.simple_tag
def gives(part: ScorePart) -> str:
    """What a part adds to the score, in hundredths."""
    return f"{round(100 * part.weight * part.value):+d}"


@register.simple_tag
def difference(found: Difference) -> str:
    """What a version of a notice changes, as a sentence."""
    return difference_words(found)


@register.filter
def source(reason: Reason) -> str:
    """Instrument and article of a reason, in the language in use."""
    return board().law.citations.cited(reason.instrument, reason.article, texts.current())


@register.filter
def move_words(name: str) -> str:
    """A move of an object of the desk, as a button says it."""
    return str(MOVES.get(name, name))


@register.filter
def said_in(texts_by_language: dict[str, str], original: str = "") -> str:
    """A text that was written in several languages, in the reader's where it has it."""
    return said(texts_by_language or {}, original=original)


@register.filter
def spoken_in(texts_by_language: dict[str, str]) -> str:
    """The language of what :func:`said_in` gives, for ``lang``."""
    shown = said(texts_by_language or {})
    return next((code for code, text in (texts_by_language or {}).items() if text == shown), "")


@register.filter
def cpv_label(code: str) -> str:
    """The name of a CPV code, or of the nearest code above it."""
    return cpv_labels.compact().describe(code, texts.current())


@register.filter
def moment(at: datetime | None, zone: str = "UTC") -> str:
    """A moment in a time zone, which it names: ``26 Nov 2026, 18:00 AZT``."""
    if at is None:
        return "–"
    local = at.astimezone(ZoneInfo(zone))
    name = local.tzname() or ""
    return f"{texts.day(local.date())}, {local:%H:%M} {name if name.isalpha() else f'UTC{name}'}"


@register.inclusion_tag("calls/_when.html", takes_context=True)
def when(context: Any, at: datetime | None, zone: str) -> dict[str, Any]:
    """A moment in the zone of whoever set it, in the reader's own where that differs, and how many days are left."""
    return {"when": moments.when(at, zone, moments.reader_zone(context["request"]))}


@register.filter
def concept(code: object, name: str) -> str:
    """A code of one of the lists that services are described by, in words: ``{{ service.level|concept:"level" }}``."""
    return concept_name(name, str(code)) if code else ""


@register.filter
def why_here(reason: str) -> str:
    """Why bids may come in here, in words."""
    return unbound.told(reason)


@register.simple_tag
def state(table: str, name: str) -> str:
    """A state of an object of the desk in that object's own words."""
    return state_of(table, name)


@register.filter
def amount(value: Decimal | None, currency: str) -> str:
    """An amount of the desk with its currency; a dash for none."""
    return texts.money(float(value), currency) if value is not None and currency else "–"


@register.filter
def formula(name: str) -> str:
    """How a price formula counts."""
    return formulas.sentence(name)
