"""Addresses of evaluations, awards, and of what bidders are told."""

from __future__ import annotations

from django.urls import path, re_path

from karavel.web.desk.evaluation import acts, awards, entering, exporting, outcome, scores, views

_CALL = "desk/calls/<int:pk>/evaluation/"
_LOT = f"{_CALL}lots/<int:row>/"

urlpatterns = [
    path(_CALL, views.page, name="evaluation"),
    path(f"{_CALL}declaration/", acts.declare, name="evaluation-declare"),
    path(f"{_CALL}advice/", acts.advise, name="evaluation-advise"),
    path(f"{_CALL}offers/<int:row>/checks/", acts.check, name="evaluation-check"),
    path(f"{_CALL}offers/<int:row>/ask/", acts.ask, name="evaluation-ask"),
    path(f"{_CALL}answers/<int:row>/", acts.answer_file, name="evaluation-answer-file"),
    path(f"{_CALL}offers/<int:row>/admission/<int:part>/", acts.admit, name="evaluation-admit"),
    path(_LOT, views.lot, name="evaluation-lot"),
    path(f"{_LOT}scores/", scores.scores, name="evaluation-scores"),
    path(f"{_LOT}agreement/<int:offer>/<int:criterion>/", acts.agree, name="evaluation-agree"),
    path(f"{_LOT}prices/<int:offer>/", acts.price, name="evaluation-price"),
    path(f"{_LOT}rates/<slug:currency>/", acts.rate, name="evaluation-rate"),
    path(f"{_LOT}award/", awards.propose, name="evaluation-propose"),
    path(f"{_LOT}draw/", acts.draw, name="evaluation-draw"),
    path(f"{_LOT}fail/", awards.fail, name="evaluation-fail-lot"),
    path(f"{_CALL}conclude/", awards.conclude, name="evaluation-conclude"),
    path(f"{_CALL}reconsider/", awards.reconsider, name="evaluation-reconsider"),
    path(f"{_CALL}fail/", awards.fail_call, name="evaluation-fail"),
    path(f"{_CALL}tell/", awards.tell, name="evaluation-tell"),
    path(f"{_CALL}letters/", awards.send, name="evaluation-send"),
    path(f"{_CALL}awards/<int:row>/stand/", awards.stand, name="evaluation-stand"),
    path(f"{_CALL}awards/<int:row>/cancel/", awards.cancel, name="evaluation-cancel"),
    re_path(
        r"^desk/calls/(?P<pk>\d+)/evaluation/points\.(?P<ending>csv|json)$", exporting.points, name="evaluation-points"
    ),
    path("desk/calls/<int:pk>/award/", entering.enter_for, name="evaluation-enter-for"),
    path("desk/awards/new/", entering.enter, name="evaluation-enter"),
    path("desk/awards/find/", entering.find, name="evaluation-find"),
    path("bids/<int:pk>/questions/<int:row>/", outcome.answer, name="evaluation-answer"),
    path("bids/<int:pk>/outcome/", outcome.outcome, name="evaluation-outcome"),
]
