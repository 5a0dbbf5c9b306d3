"""Addresses of the ranked list."""

from __future__ import annotations

from django.urls import path

from karavel.web.opportunities import views

urlpatterns = [
    path("opportunities/", views.opportunities, name="opportunities"),
]
