"""Addresses of files: ``exports/LIST.csv``, ``.xlsx``, and ``.ics`` where a list has deadlines."""

from __future__ import annotations

from typing import Final

from django.urls import path

from karavel.web.exports import agency, views

_SHEETS: Final = ("csv", "xlsx")
_LISTS: Final = (
    ("opportunities", views.opportunities, (*_SHEETS, "ics")),
    ("pursuits", views.pursuits, (*_SHEETS, "ics")),
    ("searches", views.searches, _SHEETS),
    ("routes", views.routes, _SHEETS),
    ("buyers", views.buyers, _SHEETS),
    ("suppliers", views.suppliers, _SHEETS),
    ("contracts", views.contracts, _SHEETS),
    ("companies", agency.companies, _SHEETS),
    ("programme", agency.happenings, _SHEETS),
    ("matches", agency.lots, _SHEETS),
    ("audit", views.audit, _SHEETS),
)

urlpatterns = [
    path(f"exports/{name}.{kind}", view, {"kind": kind}, name=f"export-{name}-{kind}")
    for name, view, kinds in _LISTS
    for kind in kinds
]
