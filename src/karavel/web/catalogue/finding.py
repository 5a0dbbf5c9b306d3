"""Services by words in any language and by facets, each value with how many services it would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.codes.spelling import fold
from karavel.web.catalogue import published
from karavel.web.catalogue.models import PublicService
from karavel.web.catalogue.speaking import concept_name, said
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


def _language(code: str) -> str:
    return texts.language_name(code) if len(code) == len("az") else concept_name("", code)


FACETS: Final = (
    Facet("authority", _("Authority"), lambda one: [str(one.authority_id)], str),
    Facet("level", _("Level"), lambda one: [str(one.level)], lambda code: f"{code} · {concept_name('level', code)}"),
    Facet("online", _("Fully online"), _online, _yes_or_no),
    Facet("event", _("Life or business event"), _events, str),
    Facet("language", _("Language"), lambda one: one.languages, _language),
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

    def holds(self, service: PublicService, but: str = "") -> bool:
        """Whether a service has what the facets ask for, one of them left out."""
        for facet in FACETS:
            wanted = self.chosen.get(facet.name)
            if facet.name == "status" and not wanted:
                wanted = frozenset(SHOWN)
            if wanted and facet.name != but and not wanted.intersection(facet.values(service)):
                return False
        return True


class Found(NamedTuple):
    """Services, by name, and the facets to narrow them by."""

    services: list[PublicService]
    facets: list[Choice]


def find(asked: Asked) -> Found:
    """The services that an address asks for."""
    rows = published.services()
    for word in fold(asked.words).split():
        rows = rows.filter(words__contains=word)
    among = list(published.with_events(rows))
    found = sorted((one for one in among if asked.holds(one)), key=lambda one: collated(str(one)))
    return Found(found, [_choice(facet, asked, among) for facet in FACETS])


def _choice(facet: Facet, asked: Asked, among: Sequence[PublicService]) -> Choice:
    left = (one for one in among if asked.holds(one, but=facet.name))
    counts = Counter(value for one in left for value in facet.values(one))
    chosen = asked.chosen.get(facet.name, frozenset())
    names = _names(facet, among)
    values = sorted({*counts, *chosen}, key=lambda value: (-counts[value], value))
    if facet.name in {"level", "status"}:
        values.sort()
    return Choice(
        facet.name,
        facet.label,
        [Option(value, names.get(value) or facet.words(value), counts[value], value in chosen) for value in values],
    )


def _names(facet: Facet, among: Sequence[PublicService]) -> dict[str, str]:
    """Names that the rows themselves give."""
    if facet.name == "authority":
        return {str(one.authority_id): str(one.authority) for one in among}
    if facet.name == "event":
        return {
            event.uri or event.identifier: _event_name(event.kind, event.identifier, event.titles)
            for one in among
            for event in one.events.all()
        }
    return {}


def _event_name(kind: str, identifier: str, titles: list[list[str]]) -> str:
    ours = concept_name(kind, identifier) if kind else ""
    return said(titles).text or ours
