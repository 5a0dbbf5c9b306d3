"""A service as its page shows it: what there is of it, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from karavel import texts
from karavel.services import Text
from karavel.web.catalogue import published
from karavel.web.catalogue.models import PublicService
from karavel.web.catalogue.speaking import concept_name, duration_words, language_name, place_name, said
from karavel.web.catalogue.tallying import standing
from karavel.web.requests import Request


class Line(NamedTuple):
    """Something of a service: its name, what is said of it, and where it leads."""

    title: Text
    text: Text
    href: str = ""
    beside: str = ""


class Block(NamedTuple):
    """Lines under a heading."""

    heading: str
    lines: list[Line]


def shown(request: Request, service: PublicService) -> dict[str, Any]:
    """What the page needs."""
    changes = published.changes().filter(service=service)
    own = request.acting is not None and request.acting.organisation.pk == service.organisation_id
    return {
        "service": service,
        "title": said(service.titles),
        "description": said(service.descriptions),
        "authority": said(service.authority.names),
        "online": standing(service).online,
        "blocks": [block for block in _blocks(service) if block.lines],
        "facts": [(label, value) for label, value in _facts(service) if value],
        "changes": changes.select_related("before_authority", "after_authority"),
        "may_edit": own and request.acting is not None and request.acting.may("catalogue.edit"),
    }


def _blocks(service: PublicService) -> Iterable[Block]:
    yield Block(_("Where it is used"), [_channel(row) for row in service.channels.all()])
    yield Block(_("What you bring"), [_worded(row, row.pages) for row in service.inputs.all()])
    yield Block(_("What you get"), [_worded(row) for row in service.outputs.all()])
    yield Block(_("What it costs"), [_cost(row) for row in service.costs.all()])
    yield Block(_("Whom to ask"), [_contact(row) for row in service.contact_points.all()])
    yield Block(
        _("Law"),
        [
            Line(said(row.titles) if row.titles else Text("", row.uri), Text("", ""), row.uri)
            for row in service.legal_resources.all()
        ],
    )
    yield Block(_("Rules"), [_worded(row) for row in service.rules.all()])


def _worded(row: Any, pages: Iterable[str] = ()) -> Line:
    return Line(said(row.titles), said(row.descriptions), next(iter(pages), ""))


def _channel(row: Any) -> Line:
    kind = Text(texts.current(), concept_name("channel", row.type) if row.type else _("Channel"))
    return Line(kind, said(row.descriptions), row.page)


def _cost(row: Any) -> Line:
    amount = _("free of charge") if row.value == 0 else ""
    if row.value:
        known = len(row.currency) == len("EUR")
        amount = texts.money(row.value, row.currency) if known else f"{texts.number(row.value)} {row.currency}"
    return Line(Text(texts.current(), amount), said(row.descriptions))


def _contact(row: Any) -> Line:
    told = " · ".join(filter(None, (row.email, row.telephone)))
    return Line(Text("", told or row.page), Text("", ""), row.page)


def _facts(service: PublicService) -> Iterable[tuple[str, str]]:
    yield _("For whom"), ", ".join(concept_name("audience", code) for code in service.audience)
    yield _("When you need it"), ", ".join(_event(row) for row in service.events.all())
    yield _("Languages"), ", ".join(language_name(code) for code in service.languages)
    yield _("Where"), ", ".join(place_name(code) for code in service.spatial)
    yield _("Function of government"), ", ".join(concept_name("type", code) for code in service.types)
    yield _("Usable from abroad"), {True: _("Yes"), False: _("No"), None: ""}[service.cross_border]
    yield _("Processing time"), duration_words(service.processing_time)
    yield _("Keywords"), ", ".join(dict.fromkeys(text for _language_of, text in service.keywords))
    yield _("Identifier"), service.identifier


def _event(row: Any) -> str:
    return said(row.titles).text or (concept_name(row.kind, row.identifier) if row.kind else row.uri)
