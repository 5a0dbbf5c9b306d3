"""Services by words in any language and by facets, each value with how many services it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel.codes.spelling import fold
from karavel.web.catalogue import published
from karavel.web.catalogue.models import PublicService
from karavel.web.catalogue.speaking import concept_name, language_name, said
from karavel.web.catalogue.tallying import standing
from karavel.web.words import collated

_LONGEST: Final = 200  # letters of words to look for
#: States that the list shows where none is asked for.
SHOWN: Final = ("active", "planned", "suspended")


class Facet(NamedTuple):
    """A filter: its name in the address, what it is called, the values of a service, and a value in words.

    Attributes:
        several: whether several values may be chosen; a service has to have one of them.
    """

    name: str
    label: Promise
    values: Callable[[PublicService], Iterable[str]]
    words: Callable[[str], str]


class Option(NamedTuple):
    """A value to choose, and how many services it would leave."""

    value: str
    label: str
    services: int
    chosen: bool


#: Of one service, the values of each facet.
Values: TypeAlias = dict[str, frozenset[str]]


class Choice(NamedTuple):
    """A facet with its options."""

    name: str
    label: Promise
    options: list[Option]


def _events(service: PublicService) -> list[str]:
    return [event.uri or event.identifier for event in service.events.all()]


def _online(service: PublicService) -> list[str]:
    return ["yes"] if standing(service).online else []


def _abroad(service: PublicService) -> list[str]:
    return [] if service.cross_border is None else ["yes" if service.cross_border else "no"]


def _yes_or_no(value: str) -> str:
    return str({"yes": _("Yes"), "no": _("No")}.get(value, value))


FACETS: Final = (
    Facet("authority", _("Authority"), lambda one: [str(one.authority_id)], str),
    Facet("level", _("Level"), lambda one: [str(one.level)], lambda code: f"{code} · {concept_name('level', code)}"),
    Facet("online", _("Fully online"), _online, _yes_or_no),
    Facet("event", _("Life or business event"), _events, str),
    Facet("language", _("Language"), lambda one: one.languages, language_name),
    Facet("abroad", _("Usable from abroad"), _abroad, _yes_or_no),
    Facet("status", _("State"), lambda one: [one.state], lambda code: concept_name("status", code)),
)


class Asked(NamedTuple):
    """What an address asks for."""

    words: str
    chosen: dict[str, frozenset[str]]

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """The words and the values of facets in a query."""
        words = " ".join(query.get("q", "").split())[:_LONGEST]
        chosen = {facet.name: frozenset(filter(None, query.getlist(facet.name))) for facet in FACETS}
        return cls(words, {name: values for name, values in chosen.items() if values})

    def fails(self, values: Values) -> frozenset[str]:
        """The facets that keep a service out, by its values."""
        wanted = {"status": frozenset(SHOWN)} | self.chosen
        return frozenset(name for name, values_wanted in wanted.items() if not values_wanted & values[name])


class Found(NamedTuple):
    """Services, by name, and the facets to narrow them by."""

    services: list[PublicService]
    facets: list[Choice]


def find(asked: Asked) -> Found:
    """The services that an address asks for."""
    rows = published.services()
    for word in fold(asked.words).split():
        rows = rows.filter(words__contains=word)
    among = list(published.in_lists(rows))
    valued = [{facet.name: frozenset(facet.values(one)) for facet in FACETS} for one in among]
    failed = [asked.fails(values) for values in valued]
    found = [one for one, fails in zip(among, failed, strict=True) if not fails]
    names = _names(among)
    facets = [
        _choice(
            facet, asked, (values for values, fails in zip(valued, failed, strict=True) if fails <= {facet.name}), names
        )
        for facet in FACETS
    ]
    return Found(sorted(found, key=lambda one: collated(str(one))), facets)


def _choice(facet: Facet, asked: Asked, left: Iterable[Values], names: dict[str, dict[str, str]]) -> Choice:
    """A facet with what each of its values would leave, the other facets being as they are."""
    counts = Counter(value for values in left for value in values[facet.name])
    chosen, known = asked.chosen.get(facet.name, frozenset()), names.get(facet.name, {})
    order = (lambda value: value) if facet.name in {"level", "status"} else (lambda value: (-counts[value], value))
    options = [
        Option(value, known.get(value) or facet.words(value), counts[value], value in chosen)
        for value in sorted({*counts, *chosen}, key=order)
    ]
    return Choice(facet.name, facet.label, options)


def _names(among: Iterable[PublicService]) -> dict[str, dict[str, str]]:
    """Names of values that the rows themselves give: of authorities and of events."""
    authorities: dict[str, str] = {}
    events: dict[str, str] = {}
    for one in among:
        if str(one.authority_id) not in authorities:
            authorities[str(one.authority_id)] = str(one.authority)
        for event in one.events.all():
            events[event.uri or event.identifier] = _event_name(event.kind, event.identifier, event.titles)
    return {"authority": authorities, "event": events}


def _event_name(kind: str, identifier: str, titles: list[list[str]]) -> str:
    ours = concept_name(kind, identifier) if kind else ""
    return said(titles).text or ours
