"""Addresses of the page of the morning."""

from __future__ import annotations

from django.urls import path

from karavel.web.today import views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/seen/", views.seen, name="today-seen"),
]
