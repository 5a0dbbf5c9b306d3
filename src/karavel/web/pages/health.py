"""For whoever watches the server: does it live, can it work, how does it do."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.log import log_response
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from karavel.errors import KaravelError
from karavel.web import metrics as figures
from karavel.web.board import board
from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.warming import warmth


@requires(PUBLIC)
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@requires(PUBLIC)
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, and the lake has been read or is still to be chosen; else 503, saying which does not."""
    checks = {"database": _database(), "lake": _lake()}
    good = all(state in {"ok", "none yet"} for state in checks.values())
    answer = JsonResponse({"status": "ok" if good else "unavailable", **checks}, status=200 if good else 503)
    if "unavailable" not in checks.values() and not good:  # a worker that has just started is no error, and asked often
        log_response("not ready yet", response=answer, request=request, level="info")
    return answer


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unavailable"
    return "ok"


def _lake() -> str:
    try:
        if not board().generation():
            return "none yet"
    except (KaravelError, DatabaseError):
        return "unavailable"
    return "being read" if warmth.pending else "ok"


@requires(PUBLIC)
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: with the token, or from this machine where none is set; else 404."""
    if not _may_measure(request):
        return HttpResponse(status=404)
    return HttpResponse(figures.shown(), content_type=CONTENT_TYPE_LATEST)


def _may_measure(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return local(request)


def local(request: HttpRequest) -> bool:
    """Whether a request comes from this machine, straight and not by a proxy."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
