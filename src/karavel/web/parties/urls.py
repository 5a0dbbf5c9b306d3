"""Addresses of buyers and suppliers."""

from __future__ import annotations

from django.urls import path

from karavel.web.parties import views

urlpatterns = [
    path("buyers/", views.buyers, name="buyers"),
    path("buyers/<str:slug>/", views.buyer, name="buyer"),
    path("buyers/<str:slug>/renewals.ics", views.buyer_calendar, name="buyer-calendar"),
    path("suppliers/", views.suppliers, name="suppliers"),
    path("suppliers/<str:slug>/", views.supplier, name="supplier"),
    path("suppliers/<str:slug>/renewals.ics", views.supplier_calendar, name="supplier-calendar"),
]
