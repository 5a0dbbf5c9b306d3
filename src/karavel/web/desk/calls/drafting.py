"""Drafts of calls: blank, or from a need."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from karavel.codes.spelling import fold
from karavel.texts import LANGUAGES
from karavel.web import environment
from karavel.web.accounts.models import User
from karavel.web.desk.calls.models import Call, CallLot, Criterion, Requirement
from karavel.web.desk.needs import proposals
from karavel.web.desk.needs.models import BuyerProfile, Need

_SLUG = 60


def prefix() -> str:
    """Of the ocids of this installation, as the Open Contracting Partnership registered it."""
    return environment.value("KARAVEL_OCID_PREFIX")


def blank(title: dict[str, str], language: str, owner: User) -> Call:
    """A draft with one lot and a price, saved; call it with the organisation in force.

    Args:
        title: by language.
        language: of the original (ISO 639-1).
        owner: who drafts it.
    """
    return _drafted(title, language, owner, {})


@transaction.atomic
def from_need(need: Need) -> Call:
    """A draft from a need: its words in each of its languages, its codes, budget and lots, and criteria; saved.

    The outline stays with the need: it is a list of questions to the officer, not text to publish. The need is not
    moved: publishing the call does that.
    """
    given = {
        "need": need,
        "description": need.descriptions,
        "cpv": list(need.cpv),
        "value": need.budget,
        "value_currency": need.budget_currency,
    }
    call = _drafted(need.titles, need.language, need.owner, given, [one["title"] for one in need.lots])
    _propose(call, need)
    return call


def _propose(call: Call, need: Need) -> None:
    """Quality beside the price, and what bidders must show, as the need proposes them."""
    call.criteria.update(weight=proposals.PRICE, **_price_rule())
    name, description = proposals.quality(need)
    kind = Criterion.Kind.QUALITY
    Criterion(call=call, place=1, kind=kind, name=name, description=description, weight=proposals.QUALITY).save()
    for place, one in enumerate(proposals.requirements(need)):
        Requirement(call=call, place=place, kind=one.kind, text=one.text).save()


def _price_rule() -> dict[str, Any]:
    """How a price counts beside quality: by itself alone where the buyer is bound to that (Portugal, CCP 139)."""
    buyer = BuyerProfile.objects.first()
    return {"formula": "base-price", "per_percent": 1} if buyer and buyer.country == "PT" else {}


@transaction.atomic
def _drafted(
    title: dict[str, str], language: str, owner: User | None, given: dict[str, Any], lots: Sequence[dict[str, str]] = ()
) -> Call:
    key, buyer = secrets.token_hex(5), BuyerProfile.objects.first()
    call = Call(
        ocid=f"{prefix()}-{key}",
        slug="-".join(part for part in (slugify(fold(title[language]))[:_SLUG].strip("-"), key) if part),
        title=title,
        language=language,
        owner=owner,
        time_zone=buyer.time_zone if buyer else "UTC",
        unbound_reason=buyer.unbound_reason if buyer else "",
        platform=buyer.platform if buyer else "",
        bid_languages=list(buyer.languages) if buyer and buyer.languages else [language],
        **given,
    )
    call.save()
    _first_rows(call, lots)
    return call


def _first_rows(call: Call, lots: Sequence[dict[str, str]]) -> None:
    """The lots, or one that is the whole call with its value; and the price."""
    value = {} if lots else {"value": call.value, "value_currency": call.value_currency}
    for number, title in enumerate(lots or [call.title], start=1):
        CallLot(call=call, number=f"LOT-{number:04}", title=title, cpv=call.cpv, **value).save()
    name = {code: _PRICE[code] for code in dict.fromkeys((call.language, *LANGUAGES)) if code in _PRICE}
    name.setdefault(call.language, _PRICE["en"])
    Criterion(call=call, kind=Criterion.Kind.PRICE, name=name, weight=100, formula="lowest-ratio").save()


#: The name of the first criterion in the languages that Karavel speaks: data of the call, not a sentence of the page.
_PRICE = {"en": "Price", "pt": "Preço", "az": "Qiymət"}
