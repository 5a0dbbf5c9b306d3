"""Addresses of alerts."""

from __future__ import annotations

from django.urls import path

from karavel.web.alerts import feeds, unsubscribing, views

urlpatterns = [
    path("searches/<int:pk>/alerts/", views.alerts, name="alerts-search"),
    path("searches/<int:pk>/alerts/feed/", views.make_feed, name="alerts-feed"),
    path("searches/<int:pk>/alerts/feed/drop/", views.drop_feed, name="alerts-feed-drop"),
    path("searches/<int:pk>/alerts/webhook/", views.webhook, name="alerts-webhook"),
    path("alerts/mail/", views.mail_again, name="alerts-mail"),
    path("feeds/<str:token>.atom", feeds.atom, name="alerts-atom"),
    path("feeds/<str:token>.ics", feeds.ical, name="alerts-ical"),
    path("unsubscribe/<str:signed>/", unsubscribing.unsubscribe, name="alerts-unsubscribe"),
]
