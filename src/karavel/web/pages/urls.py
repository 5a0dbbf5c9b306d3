"""Addresses that belong to no room of their own."""

from __future__ import annotations

from django.urls import path

from karavel.web.pages import crawlers, health, switches, views

urlpatterns = [
    path("", views.home, name="home"),
    path("style/", views.style, name="style"),
    path("language/", switches.language, name="language"),
    path("theme/", switches.theme, name="theme"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
]
