"""What a file of services would do to the organisation's catalogue; :mod:`.taking_over` does it.

A file adds and changes; what it does not speak of stays as it is, and no service is ever taken away by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, NamedTuple, TypeVar

from django.utils.translation import gettext as _
from msgspec import Struct
from msgspec.structs import replace

from karavel import services
from karavel.errors import InvalidInput
from karavel.services import move_to
from karavel.services.addresses import BASE, last_part
from karavel.web.catalogue import published
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServicePart
from karavel.web.catalogue.shaping import PARTS, PLAIN, address_of, authority_shape, service_shape, too_long
from karavel.web.catalogue.speaking import concept_name, said

_Thing = TypeVar("_Thing", bound=Struct)
_IDENTIFIER: Final = 200  # letters of the column
#: How an authority begins that had no address in its file, or one that means nothing outside of it.
_NAMELESS: Final = ("urn:x-karavel:node:", BASE)


class Plan(NamedTuple):
    """What becomes of one service of a file.

    Attributes:
        thing: as it would be afterwards: what the file says, and what is there already where the file says nothing.
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


class Beside(NamedTuple):
    """What the officer says where a file says nothing: who answers for a service, and where an authority is."""

    authority: CompetentAuthority | None = None
    spatial: tuple[str, ...] = ()


_NOTHING: Final = Beside()


class Known:
    """The organisation's services and authorities, by everything that a file can call them."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._services: dict[str, PublicService] = {}
        self._identified: dict[str, PublicService] = {}
        for row in published.whole(PublicService.objects.select_related("authority")):
            self._services |= {address_of(row, base): row, f"{base}/services/{row.key}": row}
            self._identified[row.identifier] = row
        self._authorities = {authority_shape(one, base).uri: one for one in CompetentAuthority.objects.all()}

    def service(self, thing: services.PublicService) -> PublicService | None:
        """The service that a thing is: by its address, else by its identifier."""
        by_address = None if thing.uri.startswith(BASE) else self._services.get(thing.uri)
        return by_address or self.identified(thing.identifier)

    def identified(self, identifier: str | None) -> PublicService | None:
        """The service that has an identifier."""
        return self._identified.get(identifier or "")

    def authority(self, thing: services.PublicOrganisation) -> CompetentAuthority | None:
        """The authority that a thing is: by its address, its identifier, or, where it has neither, its name."""
        by_address = None if thing.uri.startswith(BASE) else self._authorities.get(thing.uri)
        return by_address or next(self._alike(thing), None)

    def _alike(self, thing: services.PublicOrganisation) -> Iterator[CompetentAuthority]:
        names = {tuple(name) for name in thing.names} if thing.uri.startswith(_NAMELESS) else set()
        for row in self._authorities.values():
            own = {tuple(pair) for pair in row.names}
            if row.identifier == thing.identifier if thing.identifier else names & own:
                yield row

    def learn(self, row: CompetentAuthority) -> None:
        """Adds an authority that a file has brought."""
        self._authorities[authority_shape(row, self.base).uri] = row


def plan(found: services.Catalogue, base: str, beside: Beside = _NOTHING) -> list[Plan]:
    """What would become of each service of a catalogue; only rows of the organisation in force are looked at."""
    known = Known(base)
    plans: list[Plan] = []
    met: dict[int | str, str] = {}
    for thing in found.services:
        one = _plan(thing, known, beside)
        name = one.row.pk if one.row else one.thing.identifier or ""
        if name in met and not one.refused:
            told = _("The file describes this service twice, first as %(other)s.") % {"other": met[name]}
            one = one._replace(refused=told)
        met.setdefault(name, thing.uri)
        plans.append(one)
    return plans


def _plan(thing: services.PublicService, known: Known, beside: Beside) -> Plan:
    row = known.service(thing)
    now = service_shape(row, known.base) if row else None
    then = services.settled(_completed(thing, now, known, beside))
    names = (*PLAIN, *PARTS, "authorities", "status", "level") if now else ()
    fields = tuple(name for name in names if getattr(now, name) != getattr(then, name))
    return Plan(then, row, fields, _refusal(then, row, known))


def _completed(
    thing: services.PublicService, now: services.PublicService | None, known: Known, beside: Beside
) -> services.PublicService:
    """A thing with what the file leaves out: from the row that it is, from the officer, from its address."""
    then = replace(
        thing,
        **{name: tuple(map(_identified, getattr(thing, name))) for name in PARTS},
        authorities=tuple(_authority(one, known, beside) for one in thing.authorities),
    )
    if now is not None:
        return _filled(now, then)
    if not then.authorities and beside.authority:
        then = replace(then, authorities=(authority_shape(beside.authority, known.base),))
    return replace(then, identifier=then.identifier or _identifier_of(thing.uri))


def _filled(now: _Thing, then: _Thing) -> _Thing:
    """Then, and now where it says nothing."""
    empty = [name for name in then.__struct_fields__ if getattr(then, name) in ((), None, "")]
    return replace(then, **{name: getattr(now, name) for name in empty})


def _identified(part: services.Thing) -> services.Thing:
    """A part with the identifier that SHACL asks for."""
    if getattr(part, "identifier", "none") is not None:
        return part
    return replace(part, identifier=last_part(part.uri)[:_IDENTIFIER])


def _identifier_of(uri: str) -> str:
    return uri if len(uri) <= _IDENTIFIER else f"sha256:{sha256(uri.encode()).hexdigest()}"


def _authority(thing: services.PublicOrganisation, known: Known, beside: Beside) -> services.PublicOrganisation:
    row = known.authority(thing)
    if row:
        now = authority_shape(row, known.base)
        return replace(_filled(now, thing), uri=now.uri)
    names = thing.names or (services.Text("und", last_part(thing.uri)),)
    return replace(thing, names=names, spatial=thing.spatial or beside.spatial)


def _refusal(then: services.PublicService, row: PublicService | None, known: Known) -> str:
    holder = known.identified(then.identifier)
    if not then.titles:
        return _("It has no title (dct:title). Add one to the file, and bring it again.")
    if not then.authorities:
        return _("The file names no authority for it (cv:hasCompetentAuthority). Choose one below.")
    if holder and row and holder.pk != row.pk:
        return _("Another service has its identifier, %(identifier)s.") % {"identifier": then.identifier}
    if row and then.status and then.status != row.state and not move_to(row.state, then.status):
        return _("A service that is %(before)s does not become %(after)s.") % {
            "before": concept_name("status", row.state),
            "after": concept_name("status", then.status),
        }
    return _too_long(then)


def _too_long(then: services.PublicService) -> str:
    pairs: list[tuple[type[PublicService | CompetentAuthority | ServicePart], services.Thing]] = [(PublicService, then)]
    pairs += [(CompetentAuthority, one) for one in then.authorities]
    pairs += [(model, part) for name, model in PARTS.items() for part in getattr(then, name)]
    found = next((name for model, thing in pairs for name in too_long(model, thing)), "")
    return _("%(field)s is longer than it can be here.") % {"field": found.capitalize()} if found else ""


def refuse_empty(found: services.Catalogue) -> None:
    """Refuses a file that holds no service.

    Raises:
        InvalidInput: so.
    """
    if not found.services:
        raise InvalidInput(
            _("The file holds no cpsv:PublicService."), remedy=_("Look whether its services have that class.")
        )


def homeless(plans: Iterable[Plan]) -> bool:
    """Whether a file has services without an authority."""
    return any(not one.thing.authorities for one in plans)


def placeless(plans: Iterable[Plan]) -> bool:
    """Whether a file has authorities of which nobody says where they are."""
    return any(not authority.spatial for one in plans for authority in one.thing.authorities)
