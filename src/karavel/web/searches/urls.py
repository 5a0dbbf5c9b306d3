"""Addresses of saved searches."""

from __future__ import annotations

from django.urls import path

from karavel.web.searches import views

urlpatterns = [
    path("searches/", views.searches, name="searches"),
    path("searches/save/", views.save, name="searches-save"),
    path("searches/<int:pk>/", views.edit, name="searches-edit"),
    path("searches/<int:pk>/delete/", views.delete, name="searches-delete"),
]
