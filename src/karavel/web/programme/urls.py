"""Addresses of programmes."""

from __future__ import annotations

from django.urls import path

from karavel.web.programme import acts, corridor, views

urlpatterns = [
    path("programme/", views.programme, name="programme"),
    path("programme/new/", acts.make, name="programme-new"),
    path("programme/pursuits/", views.listed, name="programme-listed"),
    path("programme/corridor/", corridor.chart, name="programme-corridor"),
    path("programme/opened/", corridor.lots, name="programme-opened"),
    path("programme/home/", views.home, name="programme-home"),
    path("programme/abroad/", views.abroad, name="programme-abroad"),
    path("programme/<int:pk>/ask/", acts.ask, name="programme-ask"),
    path("programme/company/<int:pk>/", views.company, name="programme-company"),
    path("programme/company/<int:pk>/forward/", acts.forward, name="programme-forward"),
    path("programme/company/<int:pk>/partners/", views.allies, name="programme-partners"),
    path("programme/company/<int:pk>/drop/", acts.drop, name="programme-drop"),
    path("programme/agree/<int:pk>/", acts.agree, name="programme-agree"),
]
