"""Addresses of the first run."""

from __future__ import annotations

from django.urls import path

from karavel.web.setup import views

urlpatterns = [
    path("setup/", views.account, name="setup-account"),
    path("setup/company/", views.company, name="setup-company"),
    path("setup/company/check/", views.check, name="setup-check"),
    path("setup/data/", views.data, name="setup-data"),
    path("setup/upload/", views.upload, name="setup-upload"),
]
