"""Addresses of the ranked list and of what its buttons do."""

from __future__ import annotations

from django.urls import path

from karavel.web.opportunities import acts, narrower, views

urlpatterns = [
    path("opportunities/", views.opportunities, name="opportunities"),
    path("opportunities/subjects/", narrower.subjects, name="opportunities-subjects"),
    path("opportunities/buyers/", narrower.buyers, name="opportunities-buyers"),
    path("opportunities/opinion/", acts.opinion, name="opportunities-opinion"),
    path("opportunities/follow/", acts.follow, name="opportunities-follow"),
    path("opportunities/pursue/", acts.pursue, name="opportunities-pursue"),
]
