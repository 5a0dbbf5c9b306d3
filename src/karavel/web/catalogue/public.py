"""Pages that everybody may see: the list, a service, and both as RDF under the same addresses."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from karavel.services import Format
from karavel.web.catalogue import published, rdf
from karavel.web.catalogue.finding import Asked, find
from karavel.web.catalogue.models import PublicService
from karavel.web.catalogue.published import keeps
from karavel.web.catalogue.showing import shown
from karavel.web.catalogue.tallying import definition, standing
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request

_PAGE: Final = 25


@requires(PUBLIC)
@require_safe
def services(request: Request) -> HttpResponse:
    """The list with its filters; the whole catalogue where RDF is asked for."""
    form = rdf.asked_for(request)
    if form:
        return rdf.whole_answered(request, form)
    asked = Asked.of(request.GET)
    found = find(asked)
    page = Paginator(found.services, _PAGE).get_page(request.GET.get("page"))
    shown = {
        "asked": asked,
        "found": found,
        "page": page,
        "listed": sum(standing(one).listed for one in found.services),
        "online": sum(standing(one).online for one in found.services),
        "definition": definition(),
        "catalogue_view": keeps(request),
    }
    return rdf.varied(render(request, "catalogue/services.html", shown))


@requires(PUBLIC)
@require_safe
def catalogue_file(request: Request, form: str) -> HttpResponse:
    """The whole catalogue as a file."""
    return rdf.whole_answered(request, rdf.FORMS[form])


def _found(key: str) -> PublicService:
    return get_object_or_404(published.whole(published.services()), key=key)


@requires(PUBLIC)
@require_safe
def service(request: Request, key: str) -> HttpResponse:
    """One service, as a page or as RDF."""
    row, form = _found(key), rdf.asked_for(request)
    if form:
        return _one(request, row, form)
    return rdf.varied(render(request, "catalogue/service.html", shown(request, row)))


@requires(PUBLIC)
@require_safe
def service_file(request: Request, key: str, form: str) -> HttpResponse:
    """One service as RDF."""
    return _one(request, _found(key), rdf.FORMS[form])


def _one(request: HttpRequest, row: PublicService, form: Format) -> HttpResponse:
    return rdf.answered(request, rdf.of_service(row, rdf.base(request)), form)


@requires(PUBLIC)
@require_safe
def authority(request: Request, pk: int) -> HttpResponse:
    """An authority's address leads to its services."""
    del request
    if not published.authorities().filter(pk=pk).exists():
        raise Http404
    return redirect(f"{reverse('services')}?authority={pk}")
