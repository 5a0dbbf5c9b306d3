"""Addresses of organisations, members and one's own data; login and passwords are django-allauth's."""

from __future__ import annotations

from django.urls import path

from karavel.web.accounts import entry, own, views

urlpatterns = [
    path("organisations/", entry.organisations, name="organisations"),
    path("organisations/choose/", entry.choose, name="organisation-choose"),
    path("invitation/<str:token>/", entry.invitation, name="invitation"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/invite/", views.invite, name="invite"),
    path("organisation/invitations/<int:pk>/withdraw/", views.withdraw, name="invitation-withdraw"),
    path("organisation/members/<int:pk>/role/", views.role, name="member-role"),
    path("organisation/members/<int:pk>/remove/", views.remove, name="member-remove"),
    path("organisation/audit/", views.audit_log, name="audit"),
    path("organisation/data/", own.organisation_data, name="organisation-data"),
    path("organisation/delete/", own.organisation_delete, name="organisation-delete"),
    path("settings/", own.settings_page, name="settings"),
    path("settings/data/", own.user_data, name="user-data"),
    path("settings/delete/", own.user_delete, name="user-delete"),
]
