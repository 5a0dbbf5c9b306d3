"""Addresses of needs and consultations."""

from __future__ import annotations

from django.urls import path

from karavel.web.desk.needs import consultations, guests, inviting, public, reporting, views

urlpatterns = [
    path("desk/needs/", views.needs, name="needs"),
    path("desk/needs/new/", views.new, name="needs-new"),
    path("desk/needs/<int:pk>/", views.one, name="needs-one"),
    path("desk/needs/<int:pk>/market/", views.compared, name="needs-market"),
    path("desk/needs/<int:pk>/save/", views.save, name="needs-save"),
    path("desk/needs/<int:pk>/code/", views.take_code, name="needs-code"),
    path("desk/needs/<int:pk>/firms/", views.firms, name="needs-firms"),
    path("desk/needs/<int:pk>/move/", views.move, name="needs-move"),
    path("desk/needs/<int:pk>/consultation/", consultations.new, name="consultations-new"),
    path("desk/consultations/<int:pk>/", consultations.one, name="consultations-desk"),
    path("desk/consultations/<int:pk>/edit/", consultations.edit, name="consultations-edit"),
    path("desk/consultations/<int:pk>/open/", consultations.open_it, name="consultations-open"),
    path("desk/consultations/<int:pk>/close/", consultations.close, name="consultations-close"),
    path("desk/consultations/<int:pk>/report/", consultations.report, name="consultations-report"),
    path("desk/consultations/<int:pk>/answer/<int:row>/", consultations.answer, name="consultations-answer"),
    path("desk/consultations/<int:pk>/report.pdf", reporting.own_paper, name="consultations-own-paper"),
    path("desk/consultations/<int:pk>/invite/", consultations.invite, name="consultations-invite"),
    path("consultations/", public.consultations, name="consultations"),
    path("consultations/no-more/<str:signed>/", inviting.no_more, name="consultations-no-more"),
    path("consultations/<slug:slug>/", public.one, name="consultations-one"),
    path("consultations/<slug:slug>/ask/", public.ask, name="consultations-ask"),
    path("consultations/<slug:slug>/interest/", public.interest, name="consultations-interest"),
    path("consultations/<slug:slug>/report.pdf", reporting.public_paper, name="consultations-paper"),
    path("consultations/<slug:slug>/by/<str:secret>/", guests.guest, name="consultations-guest"),
    path("consultations/<slug:slug>/by/<str:secret>/ask/", guests.guest_asks, name="consultations-guest-ask"),
    path(
        "consultations/<slug:slug>/by/<str:secret>/interest/",
        guests.guest_interest,
        name="consultations-guest-interest",
    ),
]
