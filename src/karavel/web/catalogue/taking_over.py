"""Takes planned services of a file over, all in one transaction, each change with the file as its cause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from karavel import services
from karavel.errors import InvalidInput
from karavel.services.addresses import BASE
from karavel.services.codes import LEVELS
from karavel.web.accounts.models import User
from karavel.web.catalogue import changing
from karavel.web.catalogue.importing import Known, Plan
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceImport
from karavel.web.catalogue.shaping import PARTS, PLAIN, authority_shape, fill, part_row, thawed


def _kept(uri: str) -> str:
    """An address to keep; one that means nothing outside of its file gives way to ours."""
    return "" if uri.startswith(BASE) else uri


class Taken(NamedTuple):
    """From which day, and in which state services are whose state the file does not say."""

    on: date
    status: str


class Taker:
    """Takes planned services over, for one file."""

    def __init__(self, file: ServiceImport, actor: User, taken: Taken, base: str) -> None:
        self._why: dict[str, Any] = {
            "cause": "import",
            "reference": f"{file.name} sha256:{file.sha256}",
            "actor": actor,
            "on": taken.on,
        }
        self._status, self._known = taken.status, Known(base)

    def take(self, plans: Iterable[Plan]) -> int:
        """Does what was planned; how many services are new or changed.

        Raises:
            InvalidInput: the day or a change does not hold, or the catalogue has changed since; nothing was done.
        """
        wanted = [one for one in plans if one.kind in {"new", "changed"}]
        try:
            with transaction.atomic():
                for one in wanted:
                    self._one(one)
        except IntegrityError as error:
            raise InvalidInput(_("The catalogue has changed meanwhile; look at the file again.")) from error
        return len(wanted)

    def _one(self, planned: Plan) -> None:
        try:
            self._taken_over(planned)
        except InvalidInput as wrong:
            raise InvalidInput(f"{planned.title}: {wrong}", wrong.mistakes) from wrong

    def _taken_over(self, planned: Plan) -> None:
        thing = planned.thing
        authorities = [self._authority(one) for one in thing.authorities]
        row = planned.row or self._new(thing, authorities[0])
        if planned.row:
            kept = {one.pk for one in authorities}
            main = row.authority if row.authority_id in kept else authorities[0]
            changing.change(row, level=thing.level, status=thing.status, authority=main, **self._why)
            fill(row, thing, PLAIN)
            row.save()
        row.also.set([one for one in authorities if one.pk != row.authority_id])
        for name in PARTS:
            if planned.row is None or name in planned.fields:
                self._parts(row, name, getattr(thing, name))

    def _new(self, thing: services.PublicService, authority: CompetentAuthority) -> PublicService:
        fields = {name: thawed(getattr(thing, name)) for name in PLAIN if name != "cross_border"}
        return changing.create(
            authority,
            level=thing.level or min(LEVELS),
            status=thing.status or self._status,
            uri=_kept(thing.uri),
            cross_border=thing.cross_border,
            **fields,
            **self._why,
        )

    def _authority(self, thing: services.PublicOrganisation) -> CompetentAuthority:
        """The authority brought up to the file; a new one where there is none."""
        row = self._known.authority(thing)
        if row is None or authority_shape(row, self._known.base) != thing:
            row = row or CompetentAuthority(uri=_kept(thing.uri))
            fill(row, thing, ("names", "identifier", "spatial", "homepage"))
            row.save()
            self._known.learn(row)
        return row

    def _parts(self, row: PublicService, name: str, parts: Iterable[services.Thing]) -> None:
        """The parts of a kind that the file has, in the place of those that were there."""
        PARTS[name].everywhere.filter(service=row).delete()
        for part in parts:
            part_row(row, name, part).save()
