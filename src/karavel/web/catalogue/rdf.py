"""Services as RDF: which form is asked for, by the address or by ``Accept``, and the answer in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Final

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _

from karavel import services, texts
from karavel.services import Catalogue, Format, PublicOrganisation, Text
from karavel.web import environment
from karavel.web.catalogue import published
from karavel.web.catalogue.models import PublicService
from karavel.web.catalogue.shaping import service_shape
from karavel.web.languages import DJANGO

#: Media types to forms, best first; what asks for neither gets the page.
TYPES: Final[dict[str, Format]] = {"text/turtle": "turtle", "application/ld+json": "json-ld"}
#: Endings of addresses and the forms that they mean.
FORMS: Final[dict[str, Format]] = {"ttl": "turtle", "jsonld": "json-ld"}
_TYPE_OF: Final = {form: media for media, form in TYPES.items()}
_HTML: Final = ("text/html", "application/xhtml+xml", "*/*", "text/*")


def asked_for(request: HttpRequest) -> Format | None:
    """The form of RDF that ``Accept`` prefers; None for a page."""
    header = request.headers.get("Accept", "")[:1000]
    best: Format | None = None
    most = 0.0
    for wish in header.split(","):
        media, *parameters = (part.strip().lower() for part in wish.split(";"))
        weight = _weight(parameters)
        if (media in TYPES or media in _HTML) and weight > most:
            best, most = TYPES.get(media), weight
    return best


def _weight(parameters: Iterable[str]) -> float:
    told = next((part.removeprefix("q=") for part in parameters if part.startswith("q=")), "1")
    try:
        return float(told)
    except ValueError:
        return 0.0


def base(request: HttpRequest) -> str:
    """The site's address as services are named by it: the public one, else the one asked."""
    return environment.value("KARAVEL_URL").rstrip("/") or f"{request.scheme}://{request.get_host()}"


def of_service(service: PublicService, at: str) -> Catalogue:
    """One service, without the dataset around it."""
    return Catalogue(services=(service_shape(service, at),))


def of_all(rows: Iterable[PublicService], at: str) -> Catalogue:
    """Services with the dataset that they are part of; an empty one tells of no dataset, which has no publisher."""
    shapes = sorted((service_shape(row, at) for row in rows), key=lambda one: one.uri)
    if not shapes:
        return Catalogue()
    return Catalogue(
        uri=f"{at}/services/",
        titles=_in_each_language(lambda: _("Catalogue of e-services")),
        descriptions=_in_each_language(lambda: _("Public services that can be used online, by authority.")),
        publisher=_publisher(shapes, at),
        services=tuple(shapes),
    )


def _publisher(shapes: Iterable[services.PublicService], at: str) -> PublicOrganisation:
    """The first agency, in the countries of its authorities."""
    agency = published.services().order_by("organisation__pk")[0].organisation
    spatial = {code for shape in shapes for one in shape.authorities for code in one.spatial}
    names = (Text("und", agency.name),)
    return PublicOrganisation(uri=f"{at}/services/publisher", names=names, spatial=tuple(sorted(spatial)))


def _in_each_language(words: Callable[[], str]) -> tuple[Text, ...]:
    found = []
    for language in texts.LANGUAGES:
        with translation.override(DJANGO.get(language, language)):
            found.append(Text(language, words()))
    return tuple(found)


def answered(request: HttpRequest, catalogue: Catalogue, form: Format, name: str = "") -> HttpResponse:
    """A catalogue in a form of RDF; as a file where it has a name; 304 where the reader has it already."""
    response = told(request, services.write(catalogue, form), form)
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def told(request: HttpRequest, text: str, form: Format) -> HttpResponse:
    """A text of RDF; 304 where the reader has it already."""
    body = text.encode()
    etag = quote_etag(sha256(body).hexdigest()[:32])
    return _unless_known(request, etag, _sent(body, form, etag))


def whole_answered(request: HttpRequest, form: Format) -> HttpResponse:
    """All public services in a form of RDF: written anew only where one has changed, not at all where it is known."""
    at = base(request)
    state = tuple(published.services().aggregate(Max("changed"), Count("pk"), Max("organisation__name")).values())
    etag = quote_etag(sha256(repr((version("karavel"), at, form, state)).encode()).hexdigest()[:32])
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _unless_known(request, etag, _sent(b"", form, etag))
    return _sent(_whole(at, form, state), form, etag)


def _unless_known(request: HttpRequest, etag: str, response: HttpResponse) -> HttpResponse:
    return get_conditional_response(request, etag=etag, response=response) or response


@lru_cache(maxsize=4)
def _whole(at: str, form: Format, _state: tuple[object, ...]) -> bytes:
    rows = published.whole(published.services().order_by("pk"))
    return services.write(of_all(rows, at), form).encode()


def _sent(body: bytes, form: Format, etag: str) -> HttpResponse:
    response = HttpResponse(body, content_type=f"{_TYPE_OF[form]}; charset=utf-8")
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"  # public data, without cookies
    response["Link"] = f'<{reverse("services-terms")}>; rel="describedby"'  # what our own codes mean (RFC 8288)
    return varied(response)


def varied(response: HttpResponse) -> HttpResponse:
    """Says that the address has other forms by ``Accept``."""
    patch_vary_headers(response, ("Accept",))
    return response
