"""Addresses of files: ``exports/LIST.csv``, ``.xlsx``, and ``.ics`` where a list has deadlines."""

from __future__ import annotations

from django.urls import path

from karavel.web.exports import views

urlpatterns = [
    path(f"exports/{name}.<slug:kind>", view, name=f"export-{name}")
    for name, view in (
        ("opportunities", views.opportunities),
        ("pursuits", views.pursuits),
        ("searches", views.searches),
        ("routes", views.routes),
    )
]
