"""Addresses of contracts: the buyer's below ``/desk/``, the supplier's below ``/contracts/mine/``, else public."""

from __future__ import annotations

from django.urls import path, re_path

from karavel.web.desk.contracts import buyer, public, running, supplier

_DESK = "desk/contracts/<int:pk>"
_MINE = "contracts/mine/<int:pk>"
_SIDE = r"(?P<side>buyer|supplier)"

urlpatterns = [
    path("desk/contracts/", buyer.contracts, name="contracts-desk"),
    path("desk/contracts/from-award/<int:pk>/", buyer.from_award, name="contracts-from-award"),
    path(f"{_DESK}/", buyer.one, name="contracts-one"),
    path(f"{_DESK}/edit/", buyer.edit, name="contracts-edit"),
    path(f"{_DESK}/offer/", buyer.offer, name="contracts-offer"),
    path(f"{_DESK}/revise/", buyer.revise, name="contracts-revise"),
    path(f"{_DESK}/cancel/", buyer.cancel, name="contracts-cancel"),
    path(f"{_DESK}/contract.pdf", buyer.file, name="contracts-file"),
    path(f"{_DESK}/verify/", buyer.verify, name="contracts-verify"),
    path(f"{_DESK}/sign/", buyer.sign, name="contracts-sign"),
    path(f"{_DESK}/upload/", buyer.upload, name="contracts-upload"),
    re_path(rf"^desk/contracts/(?P<pk>[0-9]+)/signatures/{_SIDE}/take/$", buyer.take, name="contracts-take"),
    re_path(
        rf"^desk/contracts/(?P<pk>[0-9]+)/signatures/{_SIDE}/turn-down/$", buyer.turn_down, name="contracts-turn-down"
    ),
    path(f"{_DESK}/milestones/<int:number>/deliver/", running.deliver, name="contracts-deliver"),
    path(f"{_DESK}/milestones/<int:number>/accept/", running.accept, name="contracts-accept"),
    path(f"{_DESK}/milestones/<int:number>/reject/", running.reject, name="contracts-reject"),
    path(f"{_DESK}/deliveries/<int:row>/<int:place>/", running.file, name="contracts-delivery"),
    path(f"{_DESK}/amendments/<int:number>/", running.document, name="contracts-amendment"),
    path(f"{_DESK}/pay/", running.pay, name="contracts-pay"),
    path(f"{_DESK}/amend/", running.amend, name="contracts-amend"),
    path(f"{_DESK}/finish/", running.finish, name="contracts-finish"),
    path(f"{_DESK}/terminate/", running.terminate, name="contracts-terminate"),
    path("contracts/mine/", supplier.contracts, name="contracts-mine"),
    path(f"{_MINE}/", supplier.one, name="contracts-mine-one"),
    path(f"{_MINE}/contract.pdf", supplier.file, name="contracts-mine-file"),
    path(f"{_MINE}/verify/", supplier.verify, name="contracts-mine-verify"),
    path(f"{_MINE}/sign/", supplier.sign, name="contracts-mine-sign"),
    path(f"{_MINE}/upload/", supplier.upload, name="contracts-mine-upload"),
    path(f"{_MINE}/milestones/<int:number>/deliver/", supplier.deliver, name="contracts-mine-deliver"),
    path(f"{_MINE}/deliveries/<int:row>/<int:place>/", supplier.delivered_file, name="contracts-mine-delivery"),
    path(f"{_MINE}/amendments/<int:number>/", supplier.amendment_file, name="contracts-mine-amendment"),
    path("contracts/", public.listed, name="contracts"),
    path("contracts.csv", public.as_csv, name="contracts-csv"),
    path("contracts/<slug:slug>/", public.page, name="contracts-page"),
]
