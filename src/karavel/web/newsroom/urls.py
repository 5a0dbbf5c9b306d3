"""Addresses of news: those that anybody reads, and those of the newsroom."""

from __future__ import annotations

from django.urls import path

from karavel.web.newsroom import acts, desk, feeds, views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/<int:year>/<int:month>/", views.month, name="news-month"),
    path("news/tag/<slug:slug>/", views.tag, name="news-tag"),
    path("news/feed/<str:language>/<str:kind>.xml", feeds.feed, name="news-feed"),
    path("news/feed/<str:language>/<slug:tag>/<str:kind>.xml", feeds.feed, name="news-feed-tag"),
    path("news/picture/<int:pk>/<int:width>.jpg", views.picture, name="news-picture"),
    path("news/a/<int:pk>/", views.anywhere, name="news-any"),
    path("news/a/<int:pk>/read/", views.read, name="news-read"),
    path("news/<slug:slug>/", views.article, name="news-article"),
    path("news/<slug:slug>/print/", views.printed, name="news-print"),
    path("newsroom/", desk.newsroom, name="newsroom"),
    path("newsroom/new/", acts.make, name="newsroom-new"),
    path("newsroom/tags/", acts.make_tag, name="newsroom-tags"),
    path("newsroom/<int:pk>/", desk.article, name="newsroom-article"),
    path("newsroom/<int:pk>/text/<str:language>/", desk.text, name="newsroom-text"),
    path("newsroom/<int:pk>/preview/<str:language>/", desk.preview, name="newsroom-preview"),
    path("newsroom/<int:pk>/schedule/", acts.schedule, name="newsroom-schedule"),
    path("newsroom/<int:pk>/move/<str:name>/", acts.move, name="newsroom-move"),
    path("newsroom/<int:pk>/about/", acts.choose_tags, name="newsroom-choose-tags"),
    path("newsroom/<int:pk>/delete/", acts.delete, name="newsroom-delete"),
    path("newsroom/<int:pk>/pictures/", acts.add_picture, name="newsroom-picture"),
    path("newsroom/<int:pk>/pictures/<int:row>/", acts.describe_picture, name="newsroom-picture-describe"),
    path("newsroom/<int:pk>/pictures/<int:row>/cover/", acts.cover, name="newsroom-picture-cover"),
    path("newsroom/<int:pk>/pictures/<int:row>/delete/", acts.drop_picture, name="newsroom-picture-delete"),
]
