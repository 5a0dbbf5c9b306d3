"""Addresses of calls: the buyer's below ``/desk/``, public ones below ``/calls/`` and ``/opendata/``."""

from __future__ import annotations

from django.urls import path, re_path

from karavel.web.desk.calls import acts, bundle, committee, documents, following, opendata, public, questions, views

urlpatterns = [
    path("desk/calls/new/", views.new, name="calls-new"),
    path("desk/calls/from-need/<int:pk>/", views.from_need, name="calls-from-need"),
    path("desk/calls/<int:pk>/", acts.one, name="calls-desk"),
    path("desk/calls/<int:pk>/edit/", views.edit, name="calls-edit"),
    path("desk/calls/<int:pk>/edit/<slug:name>/", views.section, name="calls-section"),
    path("desk/calls/<int:pk>/check/", views.check, name="calls-check"),
    path("desk/calls/<int:pk>/delete/", views.drop, name="calls-delete"),
    path("desk/calls/<int:pk>/documents/", documents.attach, name="calls-attach"),
    path("desk/calls/<int:pk>/documents/<int:row>/", documents.fetch, name="calls-file"),
    path("desk/calls/<int:pk>/documents/<int:row>/delete/", documents.drop, name="calls-file-delete"),
    path("desk/calls/<int:pk>/seats/", committee.seat, name="calls-seat"),
    path("desk/calls/<int:pk>/seats/<int:row>/delete/", committee.unseat, name="calls-seat-delete"),
    path("desk/calls/<int:pk>/key/", committee.key, name="calls-key"),
    path("desk/calls/<int:pk>/declare/", committee.declare, name="calls-declare"),
    path("desk/calls/<int:pk>/foreign/", acts.foreign, name="calls-foreign"),
    path("desk/calls/<int:pk>/publish/", acts.publish, name="calls-publish"),
    path("desk/calls/<int:pk>/amend/", acts.amend, name="calls-amend"),
    path("desk/calls/<int:pk>/cancel/", acts.cancel, name="calls-cancel"),
    path("desk/calls/<int:pk>/questions/<int:row>/", questions.answer, name="calls-answer"),
    path("desk/calls/<int:pk>/export/", acts.export, name="calls-export"),
    path("desk/calls/<int:pk>/export/ocds.json", bundle.ocds, name="calls-export-ocds"),
    path("desk/calls/<int:pk>/export/documents.zip", bundle.documents, name="calls-export-zip"),
    re_path(
        r"^desk/calls/(?P<pk>\d+)/export/criteria\.(?P<ending>csv|xlsx)$", bundle.criteria, name="calls-export-criteria"
    ),
    path("calls/", public.listed, name="calls"),
    path("calls/feed.atom", opendata.atom, name="calls-feed"),
    path("calls/unsubscribe/<str:signed>/", following.unsubscribe, name="calls-unsubscribe"),
    path("calls/<slug:slug>/", public.page, name="calls-page"),
    path("calls/<slug:slug>/release.json", opendata.release, name="calls-release"),
    path("calls/<slug:slug>/record.json", opendata.record, name="calls-record"),
    path("calls/<slug:slug>/documents/<int:row>/", public.document, name="calls-document"),
    path("calls/<slug:slug>/ask/", questions.ask, name="calls-ask"),
    path("calls/<slug:slug>/questions/<int:row>/delete/", questions.unask, name="calls-unask"),
    path("calls/<slug:slug>/follow/", following.follow, name="calls-follow"),
    path("opendata/releases.json", opendata.releases, name="opendata-releases"),
    path("opendata/records.jsonl.gz", opendata.records, name="opendata-records"),
]
