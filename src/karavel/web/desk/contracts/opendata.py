"""A contract's process as data: its OCDS record, also where the call ran on another platform."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from karavel.web.alerts.speaking import address
from karavel.web.desk.calls import opendata
from karavel.web.desk.contracts import found
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.requests import Request


@requires(PUBLIC)
@require_safe
def record(request: Request, slug: str) -> HttpResponse:  # noqa: ARG001 - a view is given it
    """All releases of the process that a contract belongs to, and what they come to."""
    contract = found.public(slug)
    return opendata.record_of(contract.award.call, address(reverse("contracts-record", args=[slug])))
