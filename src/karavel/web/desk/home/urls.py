"""Addresses of the desk's first page."""

from __future__ import annotations

from django.urls import path

from karavel.web.desk.home import buyer, views

urlpatterns = [
    path("desk/", views.home, name="desk"),
    path("desk/buyer/", buyer.profile, name="desk-buyer"),
]
