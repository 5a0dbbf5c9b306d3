"""An agency with two authorities and services in every state, and what the walk over all addresses needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests.web.world import Party, World

from karavel.services.codes import LISTS
from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.catalogue import changing
from karavel.web.catalogue.models import (
    CompetentAuthority,
    PublicService,
    ServiceChannel,
    ServiceContact,
    ServiceCost,
    ServiceEvent,
    ServiceImport,
    ServiceInput,
    ServiceLaw,
    ServiceOutput,
    ServiceRule,
)
from karavel.web.permissions import Role


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def authority(organisation: Organisation, *names: tuple[str, str], **more: Any) -> CompetentAuthority:
    row = CompetentAuthority(names=[list(pair) for pair in names], spatial=["AZ"], **more)
    row.organisation = organisation
    row.save()
    return row


def service(at: CompetentAuthority, title: str, level: int = 3, status: str = "active", **more: Any) -> PublicService:
    words = {
        "identifier": title.lower().replace(" ", "-"),
        "titles": [["en", title]],
        "descriptions": [["en", f"{title} for everybody."]],
    }
    given: dict[str, Any] = {"cause": "own-work", "on": days_ago(200)} | words | more
    return changing.create(at, level=level, status=status, **given)


class Agency:
    """Its organisation, an officer, authorities and services by a word."""

    def __init__(self) -> None:
        self.organisation = Organisation.objects.create(name="Rəqəmsal Agentlik", kind=Organisation.Kind.AGENCY)
        self.officer = User.objects.create(email="officer@digital.example", name="Aysel")
        Membership.objects.create(user=self.officer, organisation=self.organisation, role=Role.OFFICER)
        self.tax = authority(
            self.organisation,
            ("az", "Dövlət Vergi Xidməti"),
            ("en", "State Tax Service"),
            ("pt", "Serviço Fiscal"),
            homepage="https://tax.example/",
        )
        self.justice = authority(self.organisation, ("en", "Ministry of Justice"))
        self.declaration = self._declaration()
        self.page = service(self.tax, "Tax calendar", level=1)
        self.marriage = service(self.justice, "Marriage registration", level=4, cross_border=False)
        self.plan = service(self.justice, "Notary online", level=5, status="planned")
        self.gone = service(self.justice, "Fax register", level=2)
        changing.change(self.gone, status="withdrawn", cause="law", reference="Act 7, Art. 2", on=days_ago(20))
        changing.change(self.declaration, level=4, cause="contract", reference="C-2026-1/3", on=days_ago(40))

    def _declaration(self) -> PublicService:
        row = service(
            self.tax,
            "Tax declaration",
            level=2,
            titles=[["az", "Vergi bəyannaməsi"], ["en", "Tax declaration"], ["pt", "Declaração de impostos"]],
            keywords=[["en", "income"]],
            languages=["az", "en"],
            spatial=["AZ"],
            types=["econ-aff"],
            audience=["citizens"],
            cross_border=True,
            pages=["https://tax.example/about"],
            processing_time="P5D",
        )
        fill(row)
        return row


def fill(row: PublicService) -> None:
    """One part of each kind."""
    title, words = [["en", "Statement"]], [["en", "As the law has it"]]
    working = LISTS["life"]["working"]
    parts = (
        ServiceChannel(type="website", descriptions=words, page="https://tax.example/portal"),
        ServiceContact(email="ask@tax.example", telephone="+994 12 195", page="https://tax.example/contact"),
        ServiceInput(titles=title, descriptions=words, languages=["az"], pages=["https://tax.example/form"]),
        ServiceOutput(titles=[["en", "Assessment"]], descriptions=words, languages=["az"]),
        ServiceCost(descriptions=words, value=2.5, currency="AZN"),
        ServiceLaw(uri="https://law.example/tax-code", titles=[["en", "Tax Code"]]),
        ServiceRule(titles=title, descriptions=words, implements=["https://law.example/tax-code"]),
        ServiceEvent(
            uri=working.uri, kind="life", identifier="working", titles=[list(x) for x in working.names.items()]
        ),
    )
    for part in parts:
        part.service, part.organisation = row, row.organisation
        part.save()


def service_of(party: Party) -> PublicService:
    """A service of a company, with a part of each kind; made once."""
    found = PublicService.everywhere.filter(organisation=party.organisation).first()
    if found is None:
        found = service(authority(party.organisation, ("en", "Ours")), "Ours")
        fill(found)
    return found


def import_of(party: Party) -> ServiceImport:
    with scope.within(party.organisation):
        text = '<urn:a> a <http://purl.org/vocab/cpsv#PublicService> ; <http://purl.org/dc/terms/title> "A"@en .'
        return ServiceImport.objects.get_or_create(
            organisation=party.organisation, name="services.ttl", sha256="0" * 64, text=text
        )[0]


def _channel(world: World) -> int:
    return ServiceChannel.everywhere.get(service=service_of(world.ours)).pk


#: Parts of the addresses of the catalogue, for the walk over all of them.
CATALOGUE: dict[str, Callable[[World], dict[str, Any]]] = {
    "services-file": lambda _: {"form": "ttl"},
    "services-terms-file": lambda _: {"form": "jsonld"},
    "services-authority": lambda world: {"pk": service_of(world.ours).authority_id},
    "services-one": lambda world: {"key": service_of(world.ours).key},
    "services-one-file": lambda world: {"key": service_of(world.ours).key, "form": "jsonld"},
    "catalogue-service": lambda world: {"pk": service_of(world.ours).pk},
    "catalogue-change": lambda world: {"pk": service_of(world.ours).pk},
    "catalogue-part-new": lambda world: {"pk": service_of(world.ours).pk, "kind": "channels"},
    "catalogue-part": lambda world: {"pk": _channel(world), "kind": "channels"},
    "catalogue-part-delete": lambda world: {"pk": _channel(world), "kind": "channels"},
    "catalogue-authority": lambda world: {"pk": service_of(world.ours).authority_id},
    "catalogue-import": lambda world: {"pk": import_of(world.ours).pk},
}
