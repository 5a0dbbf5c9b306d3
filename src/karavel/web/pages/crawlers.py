"""For search engines: which addresses are public, and where they are listed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from karavel.web.fences import requires
from karavel.web.permissions import PUBLIC
from karavel.web.sitemap import pages, places

#: A sitemap holds no more (sitemaps.org, protocol 0.9).
_MOST = 50_000


@requires(PUBLIC)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs may read (RFC 9309): public pages, and what they are made of."""
    lines = ["User-agent: *", *(f"Allow: {place}" for place in [*places(), "/static/"]), "Disallow: /"]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@requires(PUBLIC)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages (sitemaps.org, protocol 0.9), each with its other languages."""
    root = request.build_absolute_uri("/").rstrip("/")
    found = [page for page, _place in zip(pages(timezone.now()), range(_MOST), strict=False)]
    return render(request, "sitemap.xml", {"pages": found, "root": root}, content_type="application/xml")
