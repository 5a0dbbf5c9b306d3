"""Rows to shapes of the core and back, by the names of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from karavel import services
from karavel.services import Text
from karavel.web.catalogue.models import (
    CompetentAuthority,
    PublicService,
    ServiceChannel,
    ServiceContact,
    ServiceCost,
    ServiceEvent,
    ServiceInput,
    ServiceLaw,
    ServiceOutput,
    ServicePart,
    ServiceRule,
)

#: Fields of a service that are rows of their own, and these rows.
PARTS: Final[dict[str, type[ServicePart]]] = {
    "contact_points": ServiceContact,
    "channels": ServiceChannel,
    "events": ServiceEvent,
    "inputs": ServiceInput,
    "outputs": ServiceOutput,
    "costs": ServiceCost,
    "legal_resources": ServiceLaw,
    "rules": ServiceRule,
}
#: Fields of texts with a language.
WORDED: Final = frozenset({"titles", "descriptions", "names", "keywords"})
#: Fields of a service whose value is no column of the same name.
_APART: Final = frozenset({*PARTS, "uri", "authorities", "status"})
#: Fields of a service that its columns hold as they are, level and state left out: these have a door of their own.
PLAIN: Final = tuple(
    name
    for name in services.PublicService.__struct_fields__
    if name not in _APART and name not in {"level", "status_since"}
)


def frozen(name: str, value: Any) -> Any:
    """A column's value as the shape has it."""
    if isinstance(value, list):
        return tuple(Text(*pair) for pair in value) if name in WORDED else tuple(value)
    return None if value == "" and name != "kind" else value


def thawed(value: Any) -> Any:
    """A shape's value as a column keeps it."""
    if isinstance(value, tuple):
        return [list(one) if isinstance(one, Text) else one for one in value]
    return "" if value is None else value


def address_of(service: PublicService, base: str) -> str:
    """The address by which a service is named everywhere: its own, or that under which it came."""
    return service.uri or f"{base}/services/{service.key}"


def authority_shape(authority: CompetentAuthority, base: str) -> services.PublicOrganisation:
    """An authority."""
    found = _fields(authority, services.PublicOrganisation)
    return services.PublicOrganisation(uri=authority.uri or f"{base}/services/authorities/{authority.pk}", **found)


def service_shape(service: PublicService, base: str) -> services.PublicService:
    """A service with all that belongs to it. ``base`` is the site's address, without a slash at its end."""
    uri = address_of(service, base)
    parts: dict[str, Any] = {
        name: tuple(_part(row, name, uri) for row in getattr(service, name).all()) for name in PARTS
    }
    plain: dict[str, Any] = {name: frozen(name, getattr(service, name)) for name in (*PLAIN, "level", "status_since")}
    authorities = tuple(authority_shape(one, base) for one in (service.authority, *service.also.all()))
    return services.settled(
        services.PublicService(uri=uri, status=service.state, authorities=authorities, **plain, **parts)
    )


def _part(row: ServicePart, name: str, service: str) -> Any:
    uri = row.uri or f"{service}#{name}-{row.pk}"
    found = _fields(row, row.shape)
    if "identifier" in found and found["identifier"] is None:
        found["identifier"] = str(row.pk)  # SHACL asks for one
    return row.shape(uri=uri, **found)


def _fields(row: Any, shape: type[services.Thing]) -> dict[str, Any]:
    return {name: frozen(name, getattr(row, name)) for name in shape.__struct_fields__ if name != "uri"}


def too_long(model: type[CompetentAuthority | PublicService | ServicePart], thing: services.Thing) -> Iterator[str]:
    """The names of fields whose text is longer than their column."""
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if isinstance(value, str) and name not in _APART:
            column: Any = model._meta.get_field(name)  # noqa: SLF001 - Django's public API in all but name
            if column.max_length and len(value) > column.max_length:
                yield str(column.verbose_name)


def fill(row: Any, thing: services.Thing, names: Iterable[str]) -> None:
    """Puts fields of a shape into the columns of a row."""
    for name in names:
        value = getattr(thing, name)
        setattr(row, name, value if name in _NULLABLE else thawed(value))


#: Columns that are null where nothing is known.
_NULLABLE: Final = frozenset({"cross_border", "value"})


def part_row(service: PublicService, name: str, thing: services.Thing) -> ServicePart:
    """A row for a part of a service, not saved yet."""
    row = PARTS[name](service=service, uri=thing.uri)
    fill(row, thing, [field for field in thing.__struct_fields__ if field != "uri"])
    row.organisation_id = service.organisation_id
    return row
