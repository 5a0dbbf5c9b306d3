"""What a file of services would do to the organisation's catalogue, shown first; then, in one transaction, done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from karavel import services
from karavel.errors import InvalidInput
from karavel.services import move_to
from karavel.services.codes import LEVELS
from karavel.web.accounts.models import User
from karavel.web.catalogue import changing, published
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceImport
from karavel.web.catalogue.shaping import PARTS, PLAIN, fill, part_row, service_shape, thawed
from karavel.web.catalogue.speaking import concept_name, said


class Plan(NamedTuple):
    """What becomes of one service of a file.

    Attributes:
        thing: as the file has it.
        row: the service that it is; None where it is new.
        fields: what would be other than now, by name; empty where all is the same.
        refused: why it cannot be taken; empty where it can.
    """

    thing: services.PublicService
    row: PublicService | None
    fields: tuple[str, ...]
    refused: str

    @property
    def title(self) -> str:
        """Its title in the language in use."""
        return said(self.thing.titles).text or self.thing.uri

    @property
    def kind(self) -> str:
        """new, changed, same or refused."""
        if self.refused:
            return "refused"
        if self.row is None:
            return "new"
        return "changed" if self.fields else "same"


def plan(found: services.Catalogue, base: str) -> list[Plan]:
    """What would become of each service of a catalogue; only rows of the organisation in force are looked at."""
    return [_plan(thing, base) for thing in found.services]


def _plan(thing: services.PublicService, base: str) -> Plan:
    row = _same(thing, base)
    return Plan(thing, row, _differing(thing, row, base) if row else (), _refusal(thing, row))


def _same(thing: services.PublicService, base: str) -> PublicService | None:
    """The service that a thing is: by its address, by ours, or by its identifier."""
    rows = published.whole(PublicService.objects.select_related("authority"))
    key = thing.uri.removeprefix(f"{base}/services/")
    by_address = Q(uri=thing.uri) if key == thing.uri else Q(key=key)
    by_identifier = Q(identifier=thing.identifier) if thing.identifier else Q(pk=None)
    return rows.filter(by_address).first() or rows.filter(by_identifier).first()


def _differing(thing: services.PublicService, row: PublicService, base: str) -> tuple[str, ...]:
    now, then = service_shape(row, base), services.settled(thing)
    names = [*PLAIN, *PARTS, "authorities", *(name for name in ("status", "level") if getattr(then, name) is not None)]
    return tuple(name for name in names if getattr(now, name) != getattr(then, name))


def _refusal(thing: services.PublicService, row: PublicService | None) -> str:
    if not thing.titles or not thing.authorities or not (thing.identifier or row):
        return _("It lacks a title, an identifier or an authority.")
    if row and thing.status and thing.status != row.state and not move_to(row.state, thing.status):
        return _("A service that is %(before)s does not become %(after)s.") % {
            "before": concept_name("status", row.state),
            "after": concept_name("status", thing.status),
        }
    return ""


class Taker:
    """Takes planned services over, for one file."""

    def __init__(self, file: ServiceImport, actor: User, on: date, status: str, base: str) -> None:
        self._why: dict[str, Any] = {
            "cause": "import",
            "reference": f"{file.name} sha256:{file.sha256}",
            "actor": actor,
            "on": on,
        }
        self._status, self._base = status, base
        self._authorities: dict[str, CompetentAuthority] = {}

    @transaction.atomic
    def take(self, plans: Iterable[Plan]) -> int:
        """Does what was planned; how many services are new or changed.

        Raises:
            InvalidInput: the day or a change does not hold; nothing was done.
        """
        wanted = [one for one in plans if one.kind in {"new", "changed"}]
        for one in wanted:
            self._one(one)
        return len(wanted)

    def _one(self, planned: Plan) -> None:
        thing = services.settled(planned.thing)
        authorities = [self._authority(one) for one in thing.authorities]
        row = planned.row or self._new(thing, authorities[0])
        if planned.row:
            kept = {one.pk for one in authorities}
            main = row.authority if row.authority_id in kept else authorities[0]
            changing.change(row, level=thing.level, status=thing.status, authority=main, **self._why)
            identifier = row.identifier
            fill(row, thing, PLAIN)
            row.identifier = row.identifier or identifier
            row.save()
        row.also.set([one for one in authorities if one.pk != row.authority_id])
        self._parts(row, thing)

    def _new(self, thing: services.PublicService, authority: CompetentAuthority) -> PublicService:
        fields = {name: thawed(getattr(thing, name)) for name in PLAIN if name != "cross_border"}
        return changing.create(
            authority,
            level=thing.level or min(LEVELS),
            status=thing.status or self._status,
            uri=thing.uri,
            cross_border=thing.cross_border,
            **fields,
            **self._why,
        )

    def _authority(self, thing: services.PublicOrganisation) -> CompetentAuthority:
        if thing.uri not in self._authorities:
            self._authorities[thing.uri] = _found_authority(thing, self._base)
        return self._authorities[thing.uri]

    def _parts(self, row: PublicService, thing: services.PublicService) -> None:
        """The parts that the file has, in the place of those that were there."""
        for name, model in PARTS.items():
            model.everywhere.filter(service=row).delete()
            for part in getattr(thing, name):
                part_row(row, name, part).save()


def _found_authority(thing: services.PublicOrganisation, base: str) -> CompetentAuthority:
    """The organisation's authority of that address, or of ours, brought up to the file; else a new one."""
    key = thing.uri.removeprefix(f"{base}/services/authorities/")
    ours = Q(pk=int(key), uri="") if key.isdecimal() and len(key) < len("9" * 18) else Q(pk=None)
    row = CompetentAuthority.objects.filter(Q(uri=thing.uri) | ours).first() or CompetentAuthority(uri=thing.uri)
    fill(row, thing, ("names", "identifier", "spatial", "homepage"))
    row.save()
    return row


def refuse_empty(found: services.Catalogue) -> None:
    """Refuses a file that holds no service.

    Raises:
        InvalidInput: so.
    """
    if not found.services:
        raise InvalidInput(_("The file holds no cpsv:PublicService."))
