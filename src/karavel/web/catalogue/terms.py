"""The code lists of our own, for people and as SKOS: what an address such as ``urn:x-karavel:level:4`` means.

Lists that others keep (authority tables of the Publications Office, ADMS) are explained at their own addresses.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from karavel import services
from karavel.services import Format
from karavel.services.codes import LISTS
from karavel.web.catalogue import rdf
from karavel.web.catalogue.published import keeps
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request

#: Our lists, and what they are called.
OURS: Final[dict[str, Promise]] = {
    "level": _("Level"),
    "cross-border": _("Usable from abroad"),
    "channel": _("Channel"),
    "life": _("Life events"),
    "business": _("Business events"),
    "audience": _("For whom"),
}


@requires(PUBLIC)
@require_safe
def terms(request: Request) -> HttpResponse:
    """The lists as a page, or as RDF where that is asked for."""
    form = rdf.asked_for(request)
    if form:
        return _written(request, form)
    lists = [(name, label, list(LISTS[name].values())) for name, label in OURS.items()]
    return rdf.varied(render(request, "catalogue/terms.html", {"lists": lists, "catalogue_view": keeps(request)}))


@requires(PUBLIC)
@require_safe
def terms_file(request: Request, form: str) -> HttpResponse:
    """The lists as RDF."""
    return _written(request, rdf.FORMS[form])


def _written(request: Request, form: Format) -> HttpResponse:
    scheme = rdf.base(request) + reverse("services-terms")
    return rdf.told(request, services.write_concepts(OURS, scheme, form), form)
