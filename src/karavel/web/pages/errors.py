"""Pages for what goes wrong; :class:`karavel.errors.KaravelError` becomes a sentence with its remedy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from karavel.web.api import problems


def _page(request: HttpRequest, status: int, title: str, what: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problems.told(status, f"{title}. {what}")
    return render(request, "error.html", {"status": status, "title": title, "what": what}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """400."""
    return _page(request, 400, _("That request makes no sense here"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """403: the role may not."""
    what = _("Your role in this organisation does not allow it. An administrator can change your role.")
    return _page(request, 403, _("Not for your role"), what)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from this site, or is too old."""
    del reason
    return _page(request, 403, _("This form is too old"), _("Go back, reload the page and send it again."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """404."""
    what = _("The address is wrong, or what was here belongs to another organisation or has gone.")
    return _page(request, 404, _("Nothing is here"), what)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, logged with the request's id."""
    what = _("This is a fault of Karavel, and it has been logged. Nothing was lost; try again.")
    return _page(request, 500, _("Something went wrong"), what)
