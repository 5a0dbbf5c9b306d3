"""Addresses of pursuits."""

from __future__ import annotations

from django.urls import path, re_path

from karavel.web.pursuits import acts, attachments, calendars, views

urlpatterns = [
    path("pursuits/", views.board, name="pursuits"),
    path("pursuits/calendar/", calendars.calendar, name="pursuits-calendar"),
    path("pursuits/calendar/address/", calendars.make_address, name="pursuits-calendar-address"),
    path("pursuits/calendar/address/drop/", calendars.drop_address, name="pursuits-calendar-drop"),
    path("pursuits/calendar/<str:token>.ics", calendars.ical, name="pursuits-ical"),
    path("pursuits/<int:pk>/", views.one, name="pursuits-one"),
    path("pursuits/<int:pk>/move/", acts.move, name="pursuits-move"),
    path("pursuits/<int:pk>/decide/", acts.decide, name="pursuits-decide"),
    path("pursuits/<int:pk>/owner/", acts.owner, name="pursuits-owner"),
    path("pursuits/<int:pk>/note/", acts.note, name="pursuits-note"),
    path("pursuits/<int:pk>/task/", acts.task, name="pursuits-task"),
    path("pursuits/<int:pk>/task/<int:row>/delete/", acts.delete_task, name="pursuits-task-delete"),
    re_path(r"^pursuits/(?P<pk>\d+)/(?P<what>task|row)/(?P<row>\d+)/$", acts.tick, name="pursuits-tick"),
    path("pursuits/<int:pk>/route/", acts.route, name="pursuits-route"),
    path("pursuits/<int:pk>/checklist/", acts.make_checklist, name="pursuits-checklist"),
    path("pursuits/<int:pk>/files/", attachments.attach, name="pursuits-attach"),
    path("pursuits/<int:pk>/files/<int:row>/", attachments.fetch, name="pursuits-file"),
    path("pursuits/<int:pk>/files/<int:row>/delete/", attachments.drop, name="pursuits-file-delete"),
]
