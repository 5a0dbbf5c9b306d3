"""All addresses: those of each room, and those of django-allauth under ``/account/``."""

from __future__ import annotations

from django.urls import include, path

from karavel.web.rooms import SERVED

urlpatterns = [
    *(path("", include(f"karavel.web.{room}.urls")) for room in SERVED),
    path("account/", include("allauth.urls")),
]

handler400 = "karavel.web.pages.errors.bad_request"
handler403 = "karavel.web.pages.errors.forbidden"
handler404 = "karavel.web.pages.errors.not_found"
handler500 = "karavel.web.pages.errors.server_error"
