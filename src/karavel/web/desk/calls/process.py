"""A call's rows as the shape that releases are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation

from karavel import texts
from karavel.codes import countries
from karavel.procurement import shapes
from karavel.procurement.releases import Publisher
from karavel.web import environment, languages
from karavel.web.alerts.speaking import address
from karavel.web.desk.calls import changes, drafting, formulas
from karavel.web.desk.calls.models import Call, CallDocument, CallLot, CallVersion, Criterion, Requirement
from karavel.web.desk.needs.models import BuyerProfile

AMENDMENT: Final = "tenderAmendment"
#: A number of EUR-Lex; a national law has none, and OCDS has no list of these.
_CELEX: Final = re.compile(r"[0-9]{5}[A-Z]{1,2}[0-9]{4}")


def publisher(buyer: BuyerProfile) -> Publisher:
    """Who publishes: the buyer, at this site."""
    number = {"scheme": buyer.scheme, "uid": buyer.identifier} if buyer.scheme and buyer.identifier else {}
    return Publisher(name=buyer.name, prefix=drafting.prefix(), uri=address("/"), **number, **licensed())


def licensed() -> dict[str, str]:
    """Under which licence and policy this installation publishes, as its operator says."""
    said = {"license": environment.value("KARAVEL_LICENSE"), "policy": environment.value("KARAVEL_PUBLICATION_POLICY")}
    return {name: address for name, address in said.items() if address}


def process_id(call: Call) -> str:
    """The part of the ocid that is the process's own."""
    return call.ocid.removeprefix(f"{drafting.prefix()}-")


def process_of(call: Call, buyer: BuyerProfile) -> shapes.Process:
    """The process as far as its call; call it with the call's organisation in force.

    Raises:
        InvalidInput: what stands in the rows does not hold together.
    """
    return shapes.Process(
        id=process_id(call),
        language=call.language,
        buyer=organisation_of(buyer),
        need=_need(call),
        consultation=_consultation(call),
        call=_call(call),
    )


def organisation_of(buyer: BuyerProfile) -> shapes.Organisation:
    """The buyer as releases name it."""
    number = shapes.Identifier(scheme=buyer.scheme, id=buyer.identifier) if buyer.scheme and buyer.identifier else None
    return shapes.Organisation(
        name=buyer.name,
        address=shapes.Address(
            country=buyer.country,
            locality=buyer.locality or None,
            postal_code=buyer.postal_code or None,
            street=buyer.street or None,
        ),
        identifier=number,
        local_id=f"buyer-{buyer.organisation_id}",
        contact=shapes.Contact(email=buyer.email or None, url=buyer.url or None),
    )


def _need(call: Call) -> shapes.Need | None:
    need = call.need
    if need is None or not {call.language} <= need.titles.keys() & need.descriptions.keys():  # told in its language
        return None
    return shapes.Need(
        title=need.titles,
        rationale=need.descriptions,
        budget=_money(need.budget, need.budget_currency),
    )


def _consultation(call: Call) -> shapes.Consultation | None:
    """The last consultation on the need, where its title is in the call's language."""
    asked = call.need.consultations.exclude(state="draft").order_by("-closes").first() if call.need else None
    if asked is None or not asked.title.get(call.language):
        return None
    # a call follows a consultation that is over, also one that its officer ended early
    ended = min(asked.closes, call.published or asked.closes)
    return shapes.Consultation(
        period=shapes.Period(start=asked.opens, end=asked.closes), title=asked.title, ended=ended
    )


def _call(call: Call) -> shapes.Call:
    first = call.published
    if first is None:
        raise ValueError("A call has a process once it is published.")
    return shapes.Call(
        title=call.title,
        description=call.description,
        published=first,
        tender_period=shapes.Period(start=first, end=call.deadline),
        lots=tuple(_lot(call, lot) for lot in call.lots.all()),
        terms=_terms(call),
        method=call.method,  # type: ignore[arg-type]
        method_details={call.language: call.method_details} if call.method_details else {},
        nature=call.category,  # type: ignore[arg-type]
        value=_money(call.value, call.value_currency),
        enquiry_period=shapes.Period(start=first, end=call.enquiries_until) if call.enquiries_until else None,
        opening=call.opens_at,
        award_period=_from_day(call, call.award_planned),
        eligibility=call.eligibility,
        legal_basis=call.legal_basis if _CELEX.fullmatch(call.legal_basis) else None,
        requirements=tuple(_requirement(one) for one in call.requirements.filter(lot=None)),
        documents=tuple(_file(one) for one in call.documents.filter(withdrawn=None).order_by("pk")),
        amendments=tuple(_amendment(call, one) for one in call.versions.filter(stage=AMENDMENT)),
        cancelled={call.language: call.reason} if call.state == "cancelled" else {},
        failed={call.language: call.reason} if call.state == "unsuccessful" else {},
    )


def _terms(call: Call) -> shapes.Terms:
    here = address(reverse("calls-page", args=[call.slug]))
    return shapes.Terms(languages=tuple(call.bid_languages), url=here if call.seals else call.platform_url or None)


def _lot(call: Call, lot: CallLot) -> shapes.Lot:
    criteria = [one for one in call.criteria.all() if one.lot_id in {None, lot.pk}]
    return shapes.Lot(
        id=lot.number,
        title=lot.title,
        description=lot.description,
        cpv=tuple(lot.cpv or call.cpv),
        value=_money(lot.value, lot.value_currency),
        criteria=tuple(_criterion(one) for one in criteria),
        requirements=tuple(_requirement(one) for one in lot.requirements.all()),
        place=_place(lot.place),
        contract_period=_contract(call),
    )


def _criterion(one: Criterion) -> shapes.Criterion:
    least = one.threshold * 100 / one.highest if one.threshold is not None and one.highest else None
    return shapes.Criterion(
        id=str(one.pk),
        name=one.name,
        kind=one.kind,  # type: ignore[arg-type]
        weight=one.weight,
        description=_judged(one),
        threshold=least,
    )


def _judged(one: Criterion) -> dict[str, str]:
    """How a criterion is judged, with what its formula does in the call's language."""
    said: dict[str, str] = one.description
    if not one.formula:
        return said
    with original(one.call):
        told = formulas.sentence(one.formula)
    own = one.call.language
    return said | {own: " ".join(text for text in (said.get(own, ""), told) if text)}


def _requirement(one: Requirement) -> shapes.Requirement:
    return shapes.Requirement(id=str(one.pk), kind=one.kind, description=one.text)  # type: ignore[arg-type]


def _file(one: CallDocument) -> shapes.File:
    return shapes.File(
        id=str(one.pk),
        url=address(reverse("calls-document", args=[one.call.slug, one.pk])),
        kind=one.kind,
        title={one.call.language: one.title},
        published=one.created,
        format=one.media_type,
        languages=(one.language,) if one.language else (),
    )


def _amendment(call: Call, version: CallVersion) -> shapes.Amendment:
    with original(call):
        told = "; ".join(str(changes.told(one, ZoneInfo(call.time_zone))) for one in version.changes)
    return shapes.Amendment(
        id=str(version.number), date=version.published, rationale={call.language: version.reason}, description=told
    )


@contextmanager
def original(call: Call) -> Iterator[None]:
    """Speaks the call's language inside the block where Karavel does, else English."""
    language = call.language if call.language in texts.LANGUAGES else texts.LANGUAGES[0]
    with translation.override(languages.DJANGO.get(language, language)), texts.use(language):
        yield


def _money(amount: Decimal | None, currency: str) -> shapes.Money | None:
    return shapes.Money(amount, currency) if amount is not None and currency else None


def _place(code: str) -> shapes.Address | None:
    """A NUTS code begins with its country (Greece as EL)."""
    country = {"EL": "GR"}.get(code[:2], code[:2])
    if country not in countries.NAMES:
        return None
    return shapes.Address(country=country, region=code if len(code) > len(country) else None)


def _moment(call: Call, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(call.time_zone) if call.time_zone else UTC)


def _from_day(call: Call, day: date | None) -> shapes.Period | None:
    return shapes.Period(start=_moment(call, day)) if day else None


def _contract(call: Call) -> shapes.Period | None:
    if not call.contract_start and not call.contract_end:
        return None
    start = _moment(call, call.contract_start) if call.contract_start else None
    return shapes.Period(start=start, end=_moment(call, call.contract_end) if call.contract_end else None)
