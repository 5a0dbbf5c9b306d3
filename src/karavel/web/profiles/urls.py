"""Addresses of company profiles."""

from __future__ import annotations

from django.urls import path

from karavel.web.profiles import editor, views

urlpatterns = [
    path("profiles/", views.profiles, name="profiles"),
    path("profiles/new/", editor.new, name="profiles-new"),
    path("profiles/check/", editor.check, name="profiles-check"),
    path("profiles/import/", views.bring, name="profiles-import"),
    path("profiles/<int:pk>/", editor.edit, name="profiles-edit"),
    path("profiles/<int:pk>/text/", editor.text, name="profiles-text"),
    path("profiles/<int:pk>/use/", views.choose, name="profiles-choose"),
    path("profiles/<int:pk>/company.toml", views.export, name="profiles-export"),
    path("profiles/<int:pk>/delete/", views.delete, name="profiles-delete"),
]
