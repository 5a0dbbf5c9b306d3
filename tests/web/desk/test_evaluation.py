"""Bids are judged blind, ranked by sums that anybody can follow, and awarded once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.procurement.releases.schemas import load
from tests.web.addresses import addresses
from tests.web.desk.evaluation import Judged
from tests.web.test_permissions import where
from tests.web.world import World

from karavel.web import scope
from karavel.web.accounts.models import AuditEntry, Membership, User
from karavel.web.alerts.models import Attempt
from karavel.web.desk.bids.models import OfferLot, Opening, Submission
from karavel.web.desk.calls.models import Call, CallLot, CallVersion, Seat
from karavel.web.desk.evaluation import ranking
from karavel.web.desk.evaluation.models import Admission, AwardLetter, Clarification, Draw, FormalCheck, LowPrice, Score
from karavel.web.permissions import Role

As = Callable[[User | None], Client]
TWO = (("100000", "50000"), ("125000", ""))

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged(world: World) -> Judged:
    return Judged(world, *TWO)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_who_holds_no_seat_and_does_not_decide_finds_nothing(judged: Judged, as_user: As) -> None:
    for role, status in {Role.VIEWER: 404, Role.OFFICER: 404, Role.ADMINISTRATOR: 403, Role.PROCUREMENT: 200}.items():
        answer = as_user(judged.world.ours.members[role]).get(judged.url(""))
        assert answer.status_code == status, role
    assert judged.member(0).get(judged.url("")).status_code == 200


def test_who_decides_without_a_seat_neither_checks_nor_admits_nor_scores(judged: Judged, as_user: As) -> None:
    officer = as_user(judged.world.ours.members[Role.PROCUREMENT])
    lot, offer = judged.lots[0], judged.offers[0]
    for name, args in {
        "advise": (),
        "check": (offer.pk,),
        "admit": (offer.pk, lot.pk),
        "scores": (lot.pk,),
        "agree": (lot.pk, offer.pk, judged.quality.pk),
        "price": (lot.pk, offer.pk),
    }.items():
        assert officer.post(judged.url(name, *args)).status_code == 404, name


def test_nobody_judges_before_they_say_that_no_bidder_is_theirs(judged: Judged) -> None:
    Seat.everywhere.filter(pk=judged.seats[1].pk).update(cleared=None)
    page = text(judged.member(1).get(judged.url("")))
    assert "I have no interest in any bidder" in page
    assert "Bidder 0, Bidder 1" in page
    judged.admit_all()
    assert judged.give(1, judged.lots[0], "10", "20").status_code == 409
    assert judged.post(1, "declare", free="1").status_code == 302
    assert judged.give(1, judged.lots[0], "10", "20").status_code == 302


def test_who_has_a_conflict_reads_and_judges_nothing_more_and_their_points_fall(world: World) -> None:
    judged = Judged(world, *TWO, seats=3)
    judged.admit_all()
    lot = judged.lots[0]
    for place, points in enumerate(("100", "60", "60")):
        judged.give(place, lot, points, points)
    assert judged.post(0, "declare", recusal="").status_code == 409, "a reason is said"
    assert judged.post(0, "declare", recusal="My brother owns Bidder 1.").status_code == 302
    page = text(judged.member(1).get(judged.url("lot", lot.pk)))
    assert "highest 60, mean 60" in page
    for address in (judged.url(""), judged.url("lot", lot.pk), judged.url("scores", lot.pk), judged.url("tell")):
        assert judged.member(0).get(address).status_code == 409
    assert judged.member(0).get(reverse("bids-minutes", args=[judged.call.pk])).status_code == 404
    assert "Bidder 1" not in text(judged.member(0).get(reverse("bids-opening", args=[judged.call.pk])))
    assert judged.post(0, "conclude").status_code == 409, "nor do they decide"
    with scope.within(judged.call.organisation_id):
        assert AuditEntry.objects.filter(action="seat.recused").exists()


def test_who_works_for_a_bidder_is_out_whatever_they_declare(judged: Judged, as_user: As, world: World) -> None:
    employed = judged.seats[0].user
    assert employed
    Membership.objects.create(user=employed, organisation=judged.companies[1].organisation, role=Role.VIEWER)
    member = as_user(employed)
    member.post(reverse("organisation-choose"), {"organisation": world.ours.organisation.pk})
    for name, sent in (("declare", {"free": "1"}), ("advise", {}), ("conclude", {})):
        assert member.post(judged.url(name), sent).status_code == 409
    assert member.get(judged.url("")).status_code == 409


def test_what_is_not_met_is_said_why(judged: Judged) -> None:
    offer = judged.offers[0]
    with scope.within(judged.call.organisation_id):
        requirement = judged.call.requirements.get()
    key = f"checks{offer.pk}"
    refused = judged.post(0, "check", offer.pk, **{f"{key}-result-{requirement.pk}": "missing"})
    assert refused.status_code == 422
    assert not FormalCheck.everywhere.exists()
    told = {f"{key}-result-{requirement.pk}": "missing", f"{key}-note-{requirement.pk}": "The portal is of 2015."}
    assert judged.post(0, "check", offer.pk, **told).status_code == 302
    assert "The portal is of 2015." in text(judged.member(1).get(judged.url("")))


def test_the_engine_advises_with_articles_and_the_committee_decides(judged: Judged) -> None:
    assert judged.post(0, "advise").status_code == 302
    advice = Admission.everywhere.filter(offer=judged.offers[0]).first()
    assert advice
    assert advice.verdict
    assert advice.advised
    assert advice.admitted is None, "advice decides nothing"
    assert advice.reasons or advice.missing
    page = text(judged.member(1).get(judged.url("")))
    for reason in advice.reasons:
        assert reason["article"] in page.replace("&#x27;", "'")
    for missing in advice.missing:
        assert missing[:30] in page


def test_advice_names_what_is_missing_where_a_bid_names_no_country(judged: Judged) -> None:
    offer = judged.offers[0]
    type(offer).everywhere.filter(pk=offer.pk).update(country="", profile="")
    judged.post(0, "advise")
    row = Admission.everywhere.filter(offer=offer).first()
    assert row
    assert row.verdict == "unknown"
    assert "Ask the bidder" in row.missing[0]


def test_a_profile_that_cannot_be_read_is_told_and_a_plain_firm_stands_for_it(judged: Judged) -> None:
    offer = judged.offers[0]
    type(offer).everywhere.filter(pk=offer.pk).update(profile="[company]\nname = 1")
    judged.post(0, "advise")
    row = Admission.everywhere.filter(offer=offer).first()
    assert row
    assert row.verdict
    assert "cannot be read" in row.missing[0]


def test_an_admission_needs_a_reason(judged: Judged) -> None:
    assert judged.admit(judged.offers[0], judged.lots[0], reason="").status_code == 422
    assert not Admission.everywhere.filter(admitted=True).exists()


def test_points_wait_for_the_admissions(judged: Judged) -> None:
    lot = judged.lots[0]
    key = f"s{judged.offers[0].pk}-{judged.quality.pk}"
    sent = {f"{key}-points": "80", f"{key}-reason": "Good.", "act": "hand-in"}
    assert judged.post(0, "scores", lot.pk, **sent).status_code == 409
    assert not Score.everywhere.exists()


def _walk(judged: Judged, client: Client) -> str:
    """Every page and answer that a browser gets for this call, in one text."""
    call, lot, offer = judged.call, judged.lots[0], judged.offers[0]
    named = {"pk": call.pk, "row": lot.pk, "slug": call.slug, "offer": offer.pk, "criterion": judged.quality.pk}
    named |= {"part": lot.pk, "ending": "json", "number": 1, "name": "what", "currency": "USD"}
    said = []
    for address in addresses():
        try:
            url = reverse(address.name, kwargs={part: named[part] for part in address.parts})
        except Exception:  # noqa: BLE001 - addresses of other kinds of objects
            url = where(address, judged.world) if not address.parts else ""
        if url:
            answer = client.get(url, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            said.append(body.decode(errors="replace"))
    return "\n".join(said)


@pytest.mark.slow
def test_nobody_sees_points_of_others_before_they_hand_in_their_own(judged: Judged, lake: object, as_user: As) -> None:
    judged.admit_all()
    lot = judged.lots[0]
    marks = {"77.77", "7,777", "Secret words"}
    judged.give(0, lot, "77.77", "66.66", reason="Secret words of the first member.")
    others = [judged.member(1), *(as_user(one) for one in judged.world.ours.members.values())]
    others += [judged.bidder(one) for one in judged.companies] + [as_user(None)]
    for number, client in enumerate(others):
        seen = _walk(judged, client)
        assert not any(mark in seen for mark in marks), number
    judged.give(1, lot, "50", "50")
    assert "Secret words" in text(judged.member(1).get(judged.url("lot", lot.pk)))
    assert "Secret words" in _walk(judged, as_user(judged.world.ours.members[Role.PROCUREMENT]))
    assert "Secret words" not in _walk(judged, judged.bidder(judged.companies[0]))


def test_a_draft_of_points_is_seen_by_its_member_alone_also_after_others_handed_in(judged: Judged) -> None:
    judged.admit_all()
    lot = judged.lots[0]
    judged.give(0, lot, "11.5", "12.5", act="save", reason="Only a draft.")
    judged.give(1, lot, "50", "50")
    assert "Only a draft." in text(judged.member(0).get(judged.url("scores", lot.pk)))
    for name in ("scores", "lot"):
        assert "Only a draft." not in text(judged.member(1).get(judged.url(name, lot.pk)))


def test_what_is_handed_in_stays(judged: Judged) -> None:
    judged.admit_all()
    lot = judged.lots[0]
    judged.give(0, lot, "60", "70")
    assert judged.give(0, lot, "100", "0").status_code == 409
    assert sorted(Score.everywhere.values_list("points", flat=True)) == [Decimal(60), Decimal(70)]


@pytest.mark.parametrize(("points", "reason"), [("101", "Good."), ("-1", "Good."), ("x", "Good."), ("50", "")])
def test_points_out_of_range_or_without_a_reason_are_not_handed_in(judged: Judged, points: str, reason: str) -> None:
    judged.admit_all()
    assert judged.give(0, judged.lots[0], points, "50", reason=reason).status_code == 422
    assert not Score.everywhere.exclude(handed_in=None).exists()


def test_an_offer_left_out_comes_back_only_before_points_are_handed_in(judged: Judged) -> None:
    lot = judged.lots[0]
    judged.admit_all()
    judged.admit(judged.offers[1], lot, "no", "Its seat is unknown.")
    judged.give(0, lot, "60")
    assert judged.admit(judged.offers[1], lot, "yes").status_code == 409
    assert judged.admit(judged.offers[0], lot, "no", "It was withdrawn.").status_code == 302


def test_members_who_lie_far_apart_are_named_and_the_mean_is_shown(judged: Judged) -> None:
    judged.admit_all()
    lot = judged.lots[0]
    judged.give(0, lot, "90", "70")
    assert "Still missing" in text(judged.member(0).get(judged.url("lot", lot.pk)))
    judged.give(1, lot, "60", "60")
    page = text(judged.member(0).get(judged.url("lot", lot.pk)))
    assert "Lowest 60, highest 90, mean 75." in page
    assert page.count("to talk:") == 1


def test_nothing_is_agreed_before_all_have_handed_in(judged: Judged) -> None:
    judged.admit_all()
    judged.give(0, judged.lots[0], "60", "70")
    assert judged.agree(judged.offers[0], judged.lots[0], "65").status_code == 409


def test_the_ranking_shows_every_sum(judged: Judged) -> None:
    judged.agreed("80", "90")
    page = text(judged.member(0).get(judged.url("lot", judged.lots[0].pk)))
    assert "100 × 60 % = 60" in page
    assert "100 × 100,000 / 125,000 = 80; 80 × 60 % = 48" in page
    assert "90 × 40 % = 36" in page
    assert page.index("Bidder 0", page.index('id="ranking"')) < page.index("Bidder 1", page.index('id="ranking"'))
    assert "<strong>92</strong>" in page
    assert "<strong>84</strong>" in page


def test_points_and_weights_of_the_export_give_the_ranking_again(judged: Judged) -> None:
    judged.agreed("81.5", "90")
    whole = json.loads(text(judged.member(1).get(judged.url("points", "json"))))
    lot = whole["lots"][0]
    quality = next(one for one in lot["criteria"] if not one["formula"])
    price = next(one for one in lot["criteria"] if one["formula"] == "lowest-ratio")
    amounts = {bid["id"]: Fraction(bid["price"]["compared"]["amount"]) for bid in lot["bids"]}
    agreed = {one["bid"]: Fraction(one["points"]) for one in lot["agreed"]}
    totals = {
        bid: 100 * min(amounts.values()) / amounts[bid] * Fraction(price["weight"]) / 100
        + agreed[bid] * Fraction(quality["weight"]) / 100
        for bid in amounts
    }
    assert {bid["id"]: Fraction(bid["total"]["exact"]) for bid in lot["bids"]} == totals
    assert len(lot["scores"]) == 4
    lines = b"".join(judged.member(1).get(judged.url("points", "csv"))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines)))
    assert sum("A sound plan." in row for row in rows) == 6


def test_points_go_out_only_once_all_have_handed_in(judged: Judged) -> None:
    judged.admit_all()
    judged.give(0, judged.lots[0], "60", "70")
    for ending in ("csv", "json"):
        assert judged.member(0).get(judged.url("points", ending)).status_code == 409


def test_points_of_another_scale_count_by_their_share_of_it(judged: Judged) -> None:
    type(judged.quality).everywhere.filter(pk=judged.quality.pk).update(highest=10)
    judged.admit_all()
    assert judged.give(0, judged.lots[0], "11", "9").status_code == 422
    judged.agreed("8", "9")
    page = text(judged.member(0).get(judged.url("lot", judged.lots[0].pk)))
    assert "80 × 40 % = 32" in page
    assert "90 × 40 % = 36" in page


def test_a_member_who_left_does_not_hold_the_others_up(judged: Judged) -> None:
    judged.admit_all()
    lot = judged.lots[0]
    judged.give(0, lot, "60", "70")
    assert judged.agree(judged.offers[0], lot, "60").status_code == 409
    Membership.objects.filter(user=judged.seats[1].user).delete()
    assert judged.agree(judged.offers[0], lot, "60").status_code == 302


def test_a_tie_is_told_and_only_a_drawn_first_wins(world: World) -> None:
    judged = Judged(world, ("100000", ""), ("100000", ""), ("200000", ""))
    judged.concluded("80", "80", "10")
    lot = judged.lots[0]
    assert "lots are drawn" in text(judged.member(0).get(judged.url("lot", lot.pk)))
    assert judged.propose(lot).status_code == 409, "nobody is first alone"
    assert [judged.draw(0, lot).status_code for _time in range(2)] == [302, 409], "nobody is their own witness"
    assert judged.propose(lot).status_code == 409
    assert judged.draw(1, lot).status_code == 302
    assert judged.propose(lot).status_code == 302
    with scope.within(judged.call.organisation_id):
        opening = Opening.objects.get(call=judged.call)
        seed = f"{opening.minutes_sha256}/{judged.call.ocid}/{lot.number}"
        equal = {one.pk: one.submission.digest for one in judged.offers[:2]}
        assert all(digest in opening.minutes for digest in equal.values())
    ticket = {pk: sha256(f"karavel-draw/1\n{seed}\n{digest}".encode()).hexdigest() for pk, digest in equal.items()}
    assert [award.offer_id for award in judged.awards()] == [min(ticket, key=lambda pk: ticket[pk])]


def test_the_first_witness_of_a_draw_stands(world: World) -> None:
    judged = Judged(world, ("100000", ""), ("100000", ""), seats=3)
    judged.concluded("80", "80")
    for member in range(3):
        assert judged.draw(member, judged.lots[0]).status_code == 302
    drawn = Draw.everywhere.get()
    assert (drawn.seat_id, drawn.witness_id) == (judged.seats[0].pk, judged.seats[1].pk)


@pytest.mark.parametrize(("rule", "first"), [("price", 0), ("quality", 1), ("criterion", 1)])
def test_an_announced_rule_parts_equal_offers_and_is_told_to_them(world: World, rule: str, first: int) -> None:
    """60 + 20 and 40 + 40: the totals are equal, prices and plans are not."""
    judged = Judged(world, ("100000", ""), ("150000", ""))
    key = str(judged.quality.pk) if rule == "criterion" else rule
    Call.everywhere.filter(pk=judged.call.pk).update(ties=[key])
    judged.concluded("50", "100")
    lot = judged.lots[0]
    page = text(judged.member(0).get(judged.url("lot", lot.pk)))
    assert "the announced rule decides" in page
    assert judged.propose(lot).status_code == 302
    assert [award.offer_id for award in judged.awards()] == [judged.offers[first].pk]
    judged.post(0, "fail-lot", judged.lots[1].pk, reason="No bid.")
    judged.tell()
    with scope.within(judged.call.organisation_id):
        assert all("the announced rule decided" in letter.text for letter in AwardLetter.objects.all())


def test_one_bidder_wins_no_more_lots_than_the_call_allows(world: World) -> None:
    judged = Judged(world, ("100000", "50000"), ("125000", "60000"))
    Call.everywhere.filter(pk=judged.call.pk).update(lots_most=1)
    judged.concluded("90", "50")
    first, second = judged.lots
    assert judged.propose(second).status_code == 409, "lots go in their order"
    assert judged.propose(first).status_code == 302
    assert judged.propose(second).status_code == 302
    assert [award.offer_id for award in judged.awards()] == [judged.offers[0].pk, judged.offers[1].pk]
    judged.tell()
    with scope.within(judged.call.organisation_id):
        told = AwardLetter.objects.get(offer=judged.offers[0]).text
    assert "as many lots as one bidder may" in told


def test_an_offer_below_the_threshold_is_out_and_moves_no_price(judged: Judged) -> None:
    type(judged.quality).everywhere.filter(pk=judged.quality.pk).update(threshold=50)
    judged.agreed("40", "90")
    page = text(judged.member(0).get(judged.url("lot", judged.lots[0].pk)))
    assert "Out of the ranking" in page
    assert "100 × 125,000 / 125,000 = 100; 100 × 60 % = 60" in page


def test_where_cost_over_the_whole_life_is_judged_the_formula_counts_it_and_the_award_has_the_price(
    judged: Judged,
) -> None:
    type(judged.quality).everywhere.filter(call=judged.call, kind="price").update(kind="cost")
    costs = {judged.offers[0].pk: 500_000, judged.offers[1].pk: 250_000}
    for pk, cost in costs.items():
        OfferLot.everywhere.filter(offer=pk).update(cost=cost)
    judged.concluded("80", "80")
    assert "100 × 250,000 / 500,000 = 50" in text(judged.member(0).get(judged.url("lot", judged.lots[0].pk)))
    judged.propose(judged.lots[0])
    assert [(one.offer_id, one.price) for one in judged.awards()] == [(judged.offers[1].pk, Decimal(125_000))]


def test_prices_in_two_currencies_wait_for_the_rate_of_a_day(world: World) -> None:
    judged = Judged(world, ("100000", ""), ("100000", ""))
    offer, lot = judged.offers[1], judged.lots[0]
    with scope.within(judged.call.organisation_id):
        offer.prices.update(price_currency="AZN")
    judged.agreed("80", "80")
    url = judged.url("lot", lot.pk)
    assert "enter the rate of a day" in text(judged.member(0).get(url))
    assert judged.post(0, "conclude").status_code == 409
    sent = {"rAZN-rate": "0.5", "rAZN-on": "2026-11-20", "rAZN-source": "Central Bank of Azerbaijan"}
    assert judged.post(0, "rate", lot.pk, "AZN", **sent).status_code == 302
    page = text(judged.member(0).get(url))
    assert "50,000 EUR (Central Bank of Azerbaijan, 2026-11-20)" in page
    assert "100 × 50,000 / 100,000" in page
    assert judged.post(0, "rate", lot.pk, "AZN", **(sent | {"rAZN-rate": "0"})).status_code == 422
    assert judged.post(0, "rate", lot.pk, "USD", **sent).status_code == 404


def test_a_price_of_too_many_digits_spoils_no_page_and_is_left_out(judged: Judged) -> None:
    lot = judged.lots[0]
    with scope.within(judged.call.organisation_id):
        judged.offers[1].prices.update(price=Decimal("20000000000000.00"))
    judged.agreed("80", "90")
    assert judged.member(0).get(judged.url("lot", lot.pk)).status_code == 200
    assert judged.post(0, "conclude").status_code == 409
    judged.admit(judged.offers[1], lot, "no", "Its price is none.")
    assert judged.post(0, "conclude").status_code == 302
    for each in judged.lots:
        judged.propose(each)
    assert judged.tell().status_code == 302


def test_a_low_price_is_told_with_its_rule_explained_and_kept_with_the_award(world: World) -> None:
    judged = Judged(world, ("60000", ""), ("140000", ""))
    Call.everywhere.filter(pk=judged.call.pk).update(buyer_country="PL")
    lot, offer = judged.lots[0], judged.offers[0]
    judged.agreed("80", "80")
    page = text(judged.member(0).get(judged.url("lot", lot.pk)))
    assert "40 % below the mean of all prices" in page
    assert "Art. 224(2)" in page
    assert page.count("to be explained</span>") == 1
    judged.post(0, "price", lot.pk, offer.pk)
    assert judged.post(0, "conclude").status_code == 409, "the question is open"
    key = f"p{offer.pk}"
    unheard = {f"{key}-accepted": "no", f"{key}-reason": "Too cheap."}
    assert judged.post(0, "price", lot.pk, offer.pk, **unheard).status_code == 422, "nobody is turned down unheard"
    told = {
        f"{key}-explanation": "The module is written already.",
        f"{key}-accepted": "no",
        f"{key}-reason": "Not shown.",
    }
    assert judged.post(0, "price", lot.pk, offer.pk, **told).status_code == 409, "its time to explain runs"
    Clarification.everywhere.update(until=timezone.now())
    assert judged.post(0, "price", lot.pk, offer.pk, **told).status_code == 302
    assert judged.post(0, "conclude").status_code == 409, "a price that is not accounted for cannot stay in the race"
    judged.post(0, "price", lot.pk, offer.pk, **(told | {f"{key}-accepted": "yes", f"{key}-reason": "Shown."}))
    assert judged.post(0, "conclude").status_code == 302
    judged.propose(lot)
    award = judged.awards()[0]
    assert award.abnormally_low["explanation"] == "The module is written already."
    assert "Art. 224(2)" in award.abnormally_low["rule"]
    assert LowPrice.everywhere.count() == 1


def test_nothing_is_awarded_before_every_admitted_bid_is_agreed_on(judged: Judged) -> None:
    judged.admit_all()
    for place in (0, 1):
        judged.give(place, judged.lots[0], "60", "70")
    judged.agree(judged.offers[0], judged.lots[0], "60")
    assert judged.post(0, "conclude").status_code == 409
    assert judged.propose(judged.lots[0]).status_code == 409
    assert not judged.awards()


def test_once_concluded_nothing_of_the_evaluation_changes(judged: Judged) -> None:
    judged.concluded("80", "90")
    lot, offer = judged.lots[0], judged.offers[0]
    assert judged.admit(offer, lot, "no").status_code == 409
    assert judged.agree(offer, lot, "1").status_code == 409
    assert judged.give(0, lot, "1", "1").status_code == 409
    assert judged.post(0, "advise").status_code == 409
    assert judged.post(0, "price", lot.pk, offer.pk).status_code == 409


def test_the_first_of_the_ranking_wins_and_each_lot_once(judged: Judged) -> None:
    judged.concluded("80", "90")
    assert judged.propose(judged.lots[0]).status_code == 302
    assert judged.propose(judged.lots[0]).status_code == 409
    award = judged.awards()[0]
    assert (award.offer_id, award.supplier, award.price, award.points) == (
        judged.offers[0].pk,
        "Bidder 0",
        Decimal(100_000),
        Decimal(92),
    )
    assert award.company_id == judged.companies[0].organisation.pk


def test_an_evaluation_opens_again_until_bidders_are_told(judged: Judged) -> None:
    judged.concluded("80", "90")
    judged.propose(judged.lots[0])
    assert judged.post(0, "reconsider").status_code == 302
    assert [award.state for award in judged.awards()] == ["cancelled"]
    assert judged.state() == "opened"
    judged.post(0, "conclude")
    for lot in judged.lots:
        judged.propose(lot)
    judged.tell()
    assert judged.post(0, "reconsider").status_code == 409


def _told(judged: Judged) -> None:
    judged.concluded("80", "90")
    for lot in judged.lots:
        assert judged.propose(lot).status_code == 302
    answer = judged.tell()
    assert answer.status_code == 302, text(answer)


def test_bidders_are_told_once_all_lots_are_decided(judged: Judged) -> None:
    judged.concluded("80", "90")
    judged.propose(judged.lots[0])
    assert judged.tell().status_code == 409
    judged.propose(judged.lots[1])
    assert judged.tell().status_code == 302
    assert judged.tell().status_code == 409, "nothing is new"
    assert AwardLetter.everywhere.count() == 2
    assert len(mail.outbox) == 2


def test_each_bidder_reads_its_own_points_and_the_winner_in_its_language_and_nothing_of_other_losers(
    world: World,
) -> None:
    judged = Judged(world, ("100000", ""), ("125000", ""), ("111111", ""))
    Call.everywhere.filter(pk=judged.call.pk).update(title={"en": "A portal for permits", "pt": "Portal de licenças"})
    judged.concluded("80", "70", "10")
    judged.propose(judged.lots[0])
    judged.post(0, "fail-lot", judged.lots[1].pk, reason="Nobody bid.")
    judged.tell()
    letter = AwardLetter.everywhere.get(offer=judged.offers[1])
    assert letter.language == "pt"
    assert "inglês" in letter.text, "whose reasons are in another language says so"
    assert "Bidder 0" in letter.text
    assert "100.000" in letter.text.replace("\xa0", ".").replace(" ", ".")
    assert "70 × 40 % = 28" in letter.text
    assert "The plan names every step." in letter.text
    assert "It costs less and its plan is clearer." in letter.text
    assert "Recorra em dez dias." in letter.text
    for hidden in ("Bidder 2", "111"):
        assert hidden not in letter.text
    page = text(judged.bidder(judged.companies[1]).get(reverse("evaluation-outcome", args=[_bid(judged, 1)])))
    assert "Bidder 0" in page
    assert (
        judged.bidder(judged.companies[2]).get(reverse("evaluation-outcome", args=[_bid(judged, 1)])).status_code == 404
    )
    assert {one.to[0] for one in mail.outbox} == {"b0@example.org", "b1@example.org", "b2@example.org"}


def _bid(judged: Judged, number: int) -> int:
    return Submission.everywhere.get(pk=judged.offers[number].submission_id).bid_id


def test_a_letter_on_a_call_in_one_language_mixes_no_other_into_it(judged: Judged) -> None:
    judged.concluded("80", "70")
    judged.propose(judged.lots[0])
    judged.propose(judged.lots[1])
    judged.tell()
    assert set(AwardLetter.everywhere.values_list("language", flat=True)) == {"en"}, "though the bidder is Portuguese"


def test_a_bidder_that_is_not_admitted_reads_why(judged: Judged) -> None:
    lot = judged.lots[0]
    judged.admit_all()
    judged.admit(judged.offers[1], lot, "no", "Its reference is of 2015.")
    for each in judged.lots:
        for place in (0, 1):
            judged.give(place, each, "80")
        judged.agree(judged.offers[0], each, "80")
    judged.post(0, "conclude")
    for each in judged.lots:
        judged.propose(each)
    judged.tell()
    assert "Its reference is of 2015." in AwardLetter.everywhere.get(offer=judged.offers[1]).text


def test_the_price_of_the_winner_can_be_withheld_with_a_reason(judged: Judged) -> None:
    judged.concluded("80", "90")
    for lot in judged.lots:
        judged.propose(lot)
    judged.tell(withhold="It would tell a daily rate that is used elsewhere.")
    releases = str([version.release for version in CallVersion.everywhere.filter(number__gt=1)])
    assert "Bidder 0" in releases
    assert not any("value" in one for one in CallVersion.everywhere.get(stage="award").release["awards"])
    bids = CallVersion.everywhere.get(stage="tenderUpdate").release["bids"]["details"]
    assert [("value" in one, one.get("rank")) for one in bids] == [(False, None), (True, 2)]
    told = AwardLetter.everywhere.get(offer=judged.offers[1]).text
    assert "It would tell a daily rate" in told
    assert "100" not in told.split("Bidder 0")[1].split("\n\n")[0].replace("100 ×", "")


def test_a_letter_that_could_not_be_sent_goes_out_later_and_once(
    judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_mail: object, **_options: object) -> int:
        raise OSError("no route to host")

    with monkeypatch.context() as patch:
        patch.setattr("karavel.web.desk.mailing.EmailMessage.send", broken)
        _told(judged)
    assert not AwardLetter.everywhere.exclude(sent=None).exists()
    Attempt.everywhere.update(next_try=None)
    judged.post(0, "send")
    judged.post(0, "send")
    assert len(mail.outbox) == 2
    assert not AwardLetter.everywhere.filter(sent=None).exists()


def test_an_award_stands_after_its_standstill_and_the_call_is_complete(judged: Judged) -> None:
    _told(judged)
    first, second = judged.awards()
    assert judged.post(0, "stand", first.pk).status_code == 409, "the standstill runs"
    judged.over()
    assert judged.post(0, "stand", first.pk).status_code == 302
    assert judged.state() == "evaluated"
    assert judged.post(0, "stand", second.pk).status_code == 302
    assert judged.state() == "complete"


def test_the_standstill_is_the_longer_of_call_and_rules(judged: Judged) -> None:
    Call.everywhere.filter(pk=judged.call.pk).update(standstill_days=3, regime="EU", buyer_country="PT")
    _told(judged)
    until = judged.awards()[0].standstill_until
    assert until
    assert until >= date.today() + timedelta(days=10)


def test_a_cancelled_award_lets_the_lot_be_awarded_again_with_another_letter(judged: Judged) -> None:
    _told(judged)
    first = judged.awards()[0]
    assert judged.post(0, "cancel", first.pk).status_code == 409, "with a reason"
    assert judged.post(0, "cancel", first.pk, reason="A complaint was right.").status_code == 302
    assert judged.propose(judged.lots[0]).status_code == 302
    assert judged.tell().status_code == 302
    assert sorted(AwardLetter.everywhere.values_list("number", flat=True)) == [1, 1, 2, 2]


def test_a_winner_who_falls_away_after_all_was_complete_leaves_the_lot_to_the_next_as_ranked(world: World) -> None:
    judged = Judged(world, ("100000", ""), ("125000", ""), ("300000", ""))
    judged.concluded("80", "80", "80")
    first, second = judged.lots
    judged.propose(first)
    judged.post(0, "fail-lot", second.pk, reason="No bid.")
    judged.tell()
    judged.over()
    judged.post(0, "stand", judged.awards()[0].pk)
    assert judged.state() == "complete"
    points = {line.offer.pk: line.total for line in _lines(judged, first)}
    assert judged.post(0, "cancel", judged.awards()[0].pk, reason="No tax certificate.", fell="1").status_code == 302
    assert judged.state() == "evaluated"
    assert judged.propose(first).status_code == 302
    again = judged.awards()[-1]
    assert again.offer_id == judged.offers[1].pk
    assert again.points == points[judged.offers[1].pk], "as ranked: nobody's points move"
    judged.tell()
    judged.over()
    assert judged.post(0, "stand", again.pk).status_code == 302
    assert judged.state() == "complete"


def _lines(judged: Judged, lot: CallLot) -> list[ranking.Line]:
    with scope.within(judged.call.organisation_id):
        return ranking.ranked(lot).lines


def test_an_award_that_falls_after_the_call_was_complete_goes_to_the_next_with_another_standstill(
    judged: Judged,
) -> None:
    _told(judged)
    judged.over()
    first, second = judged.awards()
    for award in (first, second):
        assert judged.post(0, "stand", award.pk).status_code == 302
    winner = first.offer
    assert judged.post(0, "cancel", first.pk, reason="It does not sign.", fell="1").status_code == 302
    assert judged.state() == "evaluated"
    assert judged.propose(judged.lots[0]).status_code == 302
    third = judged.awards()[-1]
    assert (third.lot, third.offer == winner) == (judged.lots[0], False)
    assert judged.tell().status_code == 302
    assert judged.post(0, "stand", third.pk).status_code == 409, "a standstill of its own"
    judged.over()
    assert judged.post(0, "stand", third.pk).status_code == 302
    assert judged.state() == "complete"
    whole = judged.member(0).get(reverse("calls-record", args=[judged.call.slug])).json()["records"][0]
    told = {one["id"]: one["status"] for one in whole["compiledRelease"]["awards"]}
    assert sorted(told.values()) == ["active", "active", "cancelled"]
    assert [one["status"] for one in whole["compiledRelease"]["tender"]["lots"]] == ["complete", "complete"]


def test_a_lot_whose_every_winner_is_out_ends_without_result(judged: Judged) -> None:
    _told(judged)
    award = judged.awards()[1]  # one bid alone was in the race
    assert judged.post(0, "cancel", award.pk, reason="It does not sign.", fell="1").status_code == 302
    assert judged.propose(judged.lots[1]).status_code == 409
    assert judged.post(0, "fail-lot", judged.lots[1].pk, reason="Nobody is left.").status_code == 302


def test_a_call_is_not_given_up_while_an_award_of_it_stands(judged: Judged) -> None:
    _told(judged)
    officer = Client()
    officer.force_login(judged.world.ours.members[Role.PROCUREMENT])
    address = reverse("calls-cancel", args=[judged.call.pk])
    assert officer.post(address, {"reason": "No money."}).status_code == 409
    for award in judged.awards():
        judged.post(0, "cancel", award.pk, reason="No money.")
    assert officer.post(address, {"reason": "No money."}).status_code == 302
    whole = officer.get(reverse("calls-record", args=[judged.call.slug])).json()["records"][0]["compiledRelease"]
    assert whole["tender"]["status"] == "cancelled"
    assert {one["status"] for one in (*whole["awards"], *whole["tender"]["lots"])} == {"cancelled"}


def test_lots_without_a_bid_in_the_race_end_the_call_and_bidders_are_told(judged: Judged) -> None:
    for offer, place in ((judged.offers[0], 0), (judged.offers[1], 0), (judged.offers[0], 1)):
        judged.admit(offer, judged.lots[place], "no", "It shows nothing.")
    assert judged.post(0, "conclude").status_code == 302
    for lot in judged.lots:
        assert judged.propose(lot).status_code == 409
        assert judged.post(0, "fail-lot", lot.pk, reason="None is admitted.").status_code == 302
    assert judged.tell().status_code == 302
    assert judged.state() == "unsuccessful"
    assert "It shows nothing." in AwardLetter.everywhere.first().text  # type: ignore[union-attr]


def test_a_lot_with_a_bid_in_the_race_does_not_fail(judged: Judged) -> None:
    judged.concluded("80", "90")
    assert judged.post(0, "fail-lot", judged.lots[0].pk, reason="We changed our mind.").status_code == 409
    assert not judged.awards()


def test_a_call_to_which_nobody_bid_ends_without_result(world: World) -> None:
    judged = Judged(world)
    assert judged.post(0, "fail").status_code == 409, "with a reason"
    assert judged.post(0, "fail", reason="Nobody bid.").status_code == 302
    assert judged.state() == "unsuccessful"
    tender = CallVersion.everywhere.latest("number").release["tender"]
    assert (tender["status"], tender["statusDetails"]) == ("unsuccessful", "Nobody bid.")
    assert {lot["status"] for lot in tender["lots"]} == {"unsuccessful"}


def test_a_call_with_bids_does_not_end_so(judged: Judged) -> None:
    assert judged.post(0, "fail", reason="We changed our mind.").status_code == 409
    assert judged.state() == "opened"


def test_the_releases_name_bids_and_awards_in_the_order_of_time(judged: Judged, shared: Path) -> None:
    _told(judged)
    judged.over()
    for award in judged.awards():
        judged.post(0, "stand", award.pk)
    versions = list(CallVersion.everywhere.filter(call=judged.call).order_by("number"))
    assert [one.stage for one in versions] == ["tender", "tenderUpdate", "award", "awardUpdate", "awardUpdate"]
    assert [one.published for one in versions] == sorted({one.published for one in versions})
    last = versions[-1].release
    assert {one["status"] for one in last["awards"]} == {"active"}
    assert last["tender"]["status"] == "complete"
    assert last["awards"][0]["suppliers"][0]["name"] == "Bidder 0"
    assert {"tenderer", "supplier"} <= {role for party in last["parties"] for role in party["roles"]}
    bids = versions[1].release["bids"]
    assert [one["status"] for one in bids["details"]] == ["valid", "valid"]
    record = judged.member(0).get(reverse("calls-record", args=[judged.call.slug])).json()["records"][0]
    assert len(record["compiledRelease"]["awards"]) == 2
    schemas = load(shared)
    assert [error for one in versions[1:] for error in schemas.errors(one.release)] == []


def test_every_act_stands_in_the_audit_log_without_points(judged: Judged) -> None:
    judged.admit_all()
    judged.give(0, judged.lots[0], "77.77", "66.66", reason="Secret words.")
    with scope.within(judged.call.organisation_id):
        entries = list(AuditEntry.objects.all())
    assert {"offer.admitted", "scores.handed-in"} <= {one.action for one in entries}
    assert not any("77" in str(one.details) or "Secret" in str(one.details) for one in entries if "score" in one.action)
