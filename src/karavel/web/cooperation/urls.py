"""Addresses of cooperation: those that anybody reads, and those of the agency."""

from __future__ import annotations

from django.urls import path

from karavel.web.cooperation import acts, views

_ONE = "cooperation/desk/<int:pk>/"

urlpatterns = [
    path("cooperation/", views.everywhere, name="cooperations"),
    path("cooperation/desk/", views.cooperation, name="cooperation"),
    path("cooperation/desk/new/", acts.make, name="cooperation-new"),
    path(_ONE, views.one, name="cooperation-one"),
    path(f"{_ONE}edit/", acts.edit, name="cooperation-edit"),
    path(f"{_ONE}delete/", acts.delete, name="cooperation-delete"),
    path(f"{_ONE}record.<str:kind>", views.file, name="cooperation-file"),
    path(f"{_ONE}commitment/<int:row>/move/<str:name>/", acts.move, name="cooperation-move"),
    path(f"{_ONE}<str:kind>/", acts.add, name="cooperation-add"),
    path(f"{_ONE}<str:kind>/<int:row>/", acts.change, name="cooperation-row"),
    path(f"{_ONE}<str:kind>/<int:row>/delete/", acts.drop, name="cooperation-drop"),
    path("cooperation/<slug:slug>/", views.shown, name="cooperations-one"),
    path("cooperation/<slug:slug>/record.<str:kind>", views.shown_file, name="cooperations-file"),
]
