"""Addresses of the gateways' page."""

from __future__ import annotations

from django.urls import path

from karavel.web.routes import views

urlpatterns = [
    path("routes/", views.routes, name="routes"),
]
