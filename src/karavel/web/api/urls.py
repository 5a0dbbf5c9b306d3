"""Addresses of the API, each behind its gate, and of the page of tokens."""

from __future__ import annotations

from django.urls import URLPattern, include, path

from karavel.web.api import views
from karavel.web.api.gate import gated
from karavel.web.api.offered import OPEN
from karavel.web.api.service import api


def _gated() -> tuple[list[URLPattern], str]:
    found, name, _namespace = api.urls
    patterns = [one for one in found if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in patterns:
        one.callback = gated(one.callback, everybody=one.name in OPEN)
    return patterns, name


urlpatterns = [
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/", include(_gated(), namespace="api")),
    path("settings/tokens/", views.own, name="tokens"),
    path("settings/tokens/<int:pk>/revoke/", views.revoke, name="tokens-revoke"),
]
