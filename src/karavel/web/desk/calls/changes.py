"""What a call says, value by value, and what of it is another between two moments.

Changes are kept as data and put into words when they are shown, so that each reader has them in their own language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.web.desk.calls import formulas, ties
from karavel.web.desk.calls.forms import REQUIREMENTS
from karavel.web.desk.calls.models import Call, CallPart, Criterion
from karavel.web.desk.fields import said

#: Fields that are told when they change, with their names, for each kind of row.
FIELDS: Final[dict[str, dict[str, Promise]]] = {
    "call": {
        "title": _("Title"),
        "description": _("Description"),
        "reference": _("The buyer's number"),
        "category": _("Kind"),
        "cpv": _("CPV codes"),
        "value": _("Estimated value, net of tax"),
        "value_currency": _("Currency"),
        "method": _("Procedure"),
        "method_details": _("Procedure by its national name"),
        "legal_basis": _("Legal basis"),
        "eligibility": _("Who may bid"),
        "bid_languages": _("Languages of bids"),
        "invited": _("Firms that are invited"),
        "platform": _("Platform for bids"),
        "platform_url": _("Address of the call there"),
        "enquiries_until": _("Questions until"),
        "deadline": _("Bids until"),
        "opens_at": _("Opening"),
        "award_planned": _("Award planned"),
        "contract_start": _("Contract starts"),
        "contract_end": _("Contract ends"),
        "standstill_days": _("Standstill, days"),
        "ties": _("Rules for equal offers"),
        "decimals": _("Decimals of points"),
        "lots_most": _("Most lots for one bidder"),
    },
    "lot": {
        "title": _("Title"),
        "description": _("Description"),
        "cpv": _("CPV codes"),
        "value": _("Estimated value, net of tax"),
        "value_currency": _("Currency"),
        "place": _("Place of performance"),
    },
    "criterion": {
        "name": _("Name"),
        "kind": _("Kind"),
        "weight": _("Weight, per cent"),
        "lot": _("Lot"),
        "description": _("How it is judged"),
        "formula": _("Formula"),
        "per_percent": _("Points for each per cent"),
        "highest": _("Highest points"),
        "threshold": _("Fewest points"),
    },
    "requirement": {"text": _("Requirement"), "kind": _("Kind"), "lot": _("Lot"), "mandatory": _("Must be met")},
    "document": {"title": _("File")},
}
ROWS: Final[dict[str, Promise]] = {
    "lot": _("Lot"),
    "criterion": _("Criterion"),
    "requirement": _("Requirement"),
    "document": _("Document"),
}
#: Words of values that come from a list.
_CHOICES: Final[dict[tuple[str, str], Mapping[Any, Any]]] = {
    ("call", "category"): dict(Call.Category.choices),
    ("call", "method"): dict(Call.Method.choices),
    ("criterion", "kind"): dict(Criterion.Kind.choices),
    ("requirement", "kind"): dict(REQUIREMENTS),
}
_MOMENTS: Final = ("enquiries_until", "deadline", "opens_at")
_DAYS: Final = ("award_planned", "contract_start", "contract_end")

Key = tuple[str, str, str, str]
"""Kind of row, the row, field, language."""


class Value(NamedTuple):
    """What a field says, as JSON, and how its row is called."""

    json: Any
    name: str


def snapshot(call: Call) -> dict[Key, Value]:
    """All that a call says."""
    return dict(_all(call))


def differences(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> list[dict[str, Any]]:
    """What is another, in the order of the call: kind, row's name, field, language, before and after."""
    nothing = Value("", "")
    keys = [*before, *(key for key in after if key not in before)]
    pairs = ((key, before.get(key, nothing), after.get(key, nothing)) for key in keys)
    return [
        {"of": key[0], "row": new.name or old.name, "field": key[2], "language": key[3]}
        | {"before": old.json, "after": new.json}
        for key, old, new in pairs
        if old.json != new.json
    ]


def _all(call: Call) -> Iterator[tuple[Key, Value]]:
    yield from _row("call", call, "")
    for lot in call.lots.all():
        yield from _row("lot", lot, lot.number)
    for criterion in call.criteria.select_related("lot"):
        yield from _row("criterion", criterion, said(criterion.name, call.language))
    for requirement in call.requirements.select_related("lot"):
        yield from _row("requirement", requirement, said(requirement.text, call.language)[:60])
    for document in call.documents.filter(withdrawn=None).order_by("pk"):
        yield from _row("document", document, document.name)


def _row(kind: str, row: Call | CallPart, name: str) -> Iterator[tuple[Key, Value]]:
    for field in FIELDS[kind]:
        value = _value(row, field)
        by_language = value.items() if isinstance(value, dict) else (("", value),)
        for language, one in sorted(by_language):
            yield (kind, str(row.pk), field, language), Value(_json(one), name)


def _value(row: Call | CallPart, field: str) -> Any:
    """What a field says to everybody: rules by their words, and of invited firms how many there are."""
    if isinstance(row, Call) and field == "ties":
        return [ties.named(row, rule) for rule in row.ties]
    if isinstance(row, Call) and field == "invited":
        return len(row.invited)
    return getattr(row, field)


def _json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize() + 0) if value != value.to_integral_value() else str(int(value))
    if isinstance(value, CallPart):
        return value.number  # type: ignore[attr-defined]  # a lot
    return "" if value is None else value


class Told(NamedTuple):
    """A change in words."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what}: {self.before or '–'} → {self.after or '–'}"


def told(change: Mapping[str, Any], zone: ZoneInfo) -> Told:
    """A change in the language in use; moments in a call's zone."""
    kind, field = change["of"], change["field"]
    name = str(FIELDS[kind][field])
    if change["language"]:
        name = f"{name} ({texts.language_name(change['language'])})"
    what = name if kind == "call" else f"{ROWS[kind]} “{change['row']}”: {name}"
    return Told(what, _words(kind, field, change["before"], zone), _words(kind, field, change["after"], zone))


def _words(kind: str, field: str, value: Any, zone: ZoneInfo) -> str:
    if value in ("", []):
        return ""
    if field in _MOMENTS:
        local = datetime.fromisoformat(value).astimezone(zone)
        return f"{texts.day(local.date())}, {local:%H:%M} ({zone.key})"
    if field in _DAYS:
        return texts.day(date.fromisoformat(value))
    if field == "formula":
        return formulas.title(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return _plain(_CHOICES.get((kind, field), {}).get(value, value))


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


#: What a bidder must read anew: a change of it, late, asks for a later deadline.
_SUBSTANTIAL: Final[dict[str, tuple[str, ...]]] = {
    "call": ("description", "cpv", "eligibility", "bid_languages", "ties", "decimals", "lots_most"),
    "lot": ("title", "description", "cpv", "place"),
    "criterion": tuple(FIELDS["criterion"]),
    "requirement": tuple(FIELDS["requirement"]),
    "document": ("title",),
}


def substantial(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those changes that may need more time for bids (Directive 2014/24/EU, Article 47(3)(b))."""
    return [one for one in changes if one["field"] in _SUBSTANTIAL[one["of"]]]
