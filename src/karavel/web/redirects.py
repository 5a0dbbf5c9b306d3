"""Where to go next, as a form asks: only to this site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def following(request: HttpRequest, fallback: str = "/") -> HttpResponseRedirect:
    """Goes where the form's ``next`` says, if that lies on this host; else to the fallback."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked if safe else fallback)
