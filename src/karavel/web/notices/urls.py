"""Addresses of a notice. Ids of processes (OCID) may have slashes in them, so what is done stands behind them."""

from __future__ import annotations

from django.urls import path

from karavel.web.notices import views

urlpatterns = [
    path("notices/<path:notice_id>/brief.pdf", views.brief, name="notice-brief"),
    path("notices/<path:notice_id>/original", views.original, name="notice-original"),
    path("notices/<path:notice_id>/", views.notice, name="notice"),
]
