"""Addresses of bids and of their opening."""

from __future__ import annotations

from django.urls import path

from karavel.web.desk.bids import bidder, committee, transfers

urlpatterns = [
    path("bids/", bidder.bids, name="bids"),
    path("bids/<int:pk>/", bidder.one, name="bids-one"),
    path("bids/<int:pk>/submit/", bidder.submit, name="bids-submit"),
    path("bids/<int:pk>/discard/", bidder.discard, name="bids-discard"),
    path("bids/<int:pk>/withdraw/", bidder.withdraw, name="bids-withdraw"),
    path("bids/<int:pk>/receipt/<int:number>/", bidder.receipt, name="bids-receipt"),
    path("bids/<int:pk>/files/", transfers.announce, name="bids-files"),
    path("bids/<int:pk>/files/<uuid:key>/", transfers.file, name="bids-file"),
    path("bids/<int:pk>/files/<uuid:key>/<int:number>/", transfers.chunk, name="bids-chunk"),
    path("calls/<slug:slug>/bid/", bidder.start, name="bids-start"),
    path("desk/calls/<int:pk>/opening/", committee.opening, name="bids-opening"),
    path("desk/calls/<int:pk>/opening/key/", committee.give_key, name="bids-key"),
    path("desk/calls/<int:pk>/opening/minutes.txt", committee.minutes, name="bids-minutes"),
    path("desk/calls/<int:pk>/offers/files/<int:row>/", committee.fetch, name="bids-offer-file"),
]
