"""An award that stands, its contract in each state, and authorities whose certificates sign: what tests stand on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.procurement.signing.authorities import PASSPHRASE, Authority
from tests.web.desk.calling import published, request_of
from tests.web.world import Party, World

from karavel.web import scope
from karavel.web.accounts.models import Organisation, User
from karavel.web.catalogue import changing
from karavel.web.catalogue.models import CompetentAuthority, PublicService
from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts import drafting, offering, signatures
from karavel.web.desk.contracts.models import Contract, Milestone, MilestoneDelivery
from karavel.web.desk.evaluation.models import Award
from karavel.web.permissions import Role

BAKU, LISBON = Authority.new("AZ", "Root of Baku"), Authority.new("PT", "Root of Lisbon")
UNLISTED = Authority.new("BR", "Root of nobody")
BUYERS, SUPPLIERS = BAKU.file("Gülnar Əliyeva"), LISBON.file("João Conceição")
STRANGERS = UNLISTED.file("Alguém")
#: Key by side.
KEYS: Final = {"buyer": BUYERS, "supplier": SUPPLIERS}


def trust(folder: Path) -> Path:
    """A folder in which both roots are trusted."""
    BAKU.trusted(folder)
    LISBON.trusted(folder)
    return folder


def award(party: Party, company: Organisation | None, **given: Any) -> Award:
    """An award that stands, to a company in Portugal."""
    call = published(party)
    Call.everywhere.filter(pk=call.pk).update(state="complete")
    call.refresh_from_db()
    with scope.within(party.organisation):
        facts: dict[str, Any] = {
            "call": call,
            "lot": call.lots.get(),
            "company": company,
            "supplier": "Caravela Software, Lda.",
            "supplier_country": "PT",
            "supplier_ids": ["PT-NIF 501964843"],
            "price": 120_000,
            "price_currency": "EUR",
            "decided": date(2026, 11, 1),
            "told": timezone.now(),
            "state": "active",
        }
        row = Award(**facts | given)
        row.save()
    return row


def service(party: Party, **given: Any) -> PublicService:
    """A planned service in the catalogue of the buyer, which is an agency."""
    Organisation.objects.filter(pk=party.organisation.pk).update(kind=Organisation.Kind.AGENCY)
    with scope.within(party.organisation):
        found = PublicService.objects.first()
        if found:
            return found
        at = CompetentAuthority(names=[["en", "Permit Office"]], spatial=["AZ"])
        at.save()
        facts: dict[str, Any] = {
            "identifier": "permits",
            "titles": [["en", "Building permits"]],
            "descriptions": [["en", "Permits."]],
        }
        facts |= {"cause": "own-work", "level": 2, "status": "planned"}
        return changing.create(at, **facts | given)


def contract(party: Party, company: Organisation | None, **given: Any) -> Contract:
    """A draft that lacks nothing: two milestones, the last of which puts a service online at level 4."""
    with scope.within(party.organisation):
        made = drafting.from_award(request_of(party), award(party, company))
        facts = {"buyer_signatory": "Gülnar Əliyeva", "supplier_signatory": "João Conceição", "languages": ["en", "pt"]}
        for name, value in (facts | given).items():
            setattr(made, name, value)
        made.save()
        made.milestones.all().delete()
        last = {"service": service(party), "level": 4}
        for number, (title, more) in enumerate([("Design", {}), ("Acceptance", last)], 1):
            due = timezone.localdate() + timedelta(days=30 * number)
            Milestone(contract=made, number=number, title={"en": title}, due=due, price=Decimal(60_000), **more).save()
    return made


def offered(party: Party, company: Organisation | None, **given: Any) -> Contract:
    """One that may be signed."""
    made = contract(party, company, **given)
    with scope.within(party.organisation):
        offering.offer(request_of(party), made)
    made.refresh_from_db()
    return made


def in_force(party: Party, other: Party, **given: Any) -> Contract:
    """One that both sides have signed; ``settings.TRUST`` is a folder of :func:`trust`."""
    made = offered(party, other.organisation, **given)
    for side, who, role in (("buyer", party, Role.PROCUREMENT), ("supplier", other, Role.BID_MANAGER)):
        made.refresh_from_db()
        with scope.within(party.organisation):
            signatures.sign_here(request_of(who, role), made, side, KEYS[side], PASSPHRASE)
    made.refresh_from_db()
    return made


def client(user: User) -> Client:
    """A browser of somebody, which speaks English."""
    made = Client(headers={"accept-language": "en"})
    made.force_login(user)
    return made


def of(party: Party, role: Role) -> Client:
    """A browser of a member."""
    return client(party.members[role])


def sign(browser: Client, name: str, pk: int, key: bytes, passphrase: str = PASSPHRASE) -> Any:
    """Signs on the page."""
    given = SimpleUploadedFile("key.p12", key)
    return browser.post(reverse(name, args=[pk]), {"key": given, "passphrase": passphrase})


def bring(browser: Client, name: str, pk: int, pdf: bytes) -> Any:
    """Uploads a PDF."""
    return browser.post(reverse(name, args=[pk]), {"file": SimpleUploadedFile("signed.pdf", pdf)})


def sample(world: World) -> Contract:
    """A draft of ours, which ours supplies as well, so that one object stands behind the addresses of both sides."""
    found = Contract.everywhere.filter(organisation=world.ours.organisation).first()
    if found is None:
        found = contract(world.ours, world.ours.organisation)
        Contract.everywhere.filter(pk=found.pk).update(state="signing")
    return found


def _pk(world: World) -> dict[str, Any]:
    return {"pk": sample(world).pk}


def _delivery(world: World) -> dict[str, Any]:
    one = sample(world)
    with scope.within(world.ours.organisation):
        row = MilestoneDelivery(milestone=one.milestones.all()[0], text="A prototype.")
        row.save()
    return {"pk": one.pk, "row": row.pk, "place": 0}


_PLAIN = ("one", "edit", "offer", "revise", "cancel", "file", "verify", "sign", "upload", "pay", "amend", "finish")
_BY_NUMBER = ("deliver", "accept", "reject", "amendment", "mine-deliver", "mine-amendment")

CONTRACTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"contracts-{name}": _pk for name in (*_PLAIN, "terminate")},
    **{f"contracts-mine-{name}": _pk for name in ("one", "file", "verify", "sign", "upload")},
    **{f"contracts-{name}": lambda world: _pk(world) | {"number": 1} for name in _BY_NUMBER},
    **{f"contracts-{name}": lambda world: _pk(world) | {"side": "buyer"} for name in ("take", "turn-down")},
    "contracts-from-award": lambda world: {"pk": sample(world).award_id},
    "contracts-delivery": _delivery,
    "contracts-mine-delivery": _delivery,
    "contracts-page": lambda _: {"slug": "no-such-contract"},
}
