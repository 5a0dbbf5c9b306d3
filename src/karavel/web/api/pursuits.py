"""Pursuits and their notes, and what companies think of lots: read and written."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from karavel.answers.match import BuyerName, MatchedLot
from karavel.notices import Money
from karavel.web.accounts import audit
from karavel.web.api.context import PLAIN, Company, profile_of, today
from karavel.web.api.desk import Key, person
from karavel.web.api.offered import answered, may_not, member, offer
from karavel.web.api.paging import Limit, Offset, paged
from karavel.web.api.problems import Refused
from karavel.web.api.shapes import NoteRow, OpinionRow, PursuitRow, Pursuits, RouteName
from karavel.web.opportunities import judging
from karavel.web.opportunities.mine import mine
from karavel.web.opportunities.pursuing import take_up
from karavel.web.pursuits import moves
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile, Feedback, Pursuit, PursuitNote

router = Router(tags=["pursuits"])

State: TypeAlias = Literal["watching", "qualifying", "bidding", "submitted", "won", "lost"]
Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]


class Lot(Schema):
    """Names an open lot."""

    notice_id: Id
    lot_id: Id

    def found(self, profile: CompanyProfile) -> MatchedLot:
        """The lot, as it stands for a company.

        Raises:
            Http404: it is not open.
        """
        lot = mine(profile, today()).lot(self.notice_id, self.lot_id)
        if lot is None:
            raise Http404
        return lot


@offer(router, "GET", "/pursuits", "pursuit.view", Pursuits, headers=("X-Total-Count",))
def pursuits(
    request: HttpRequest,
    response: HttpResponse,
    company: Company = None,
    state: Annotated[list[State], Query(max_length=6)] = [],  # noqa: B006 - never changed
    limit: Limit = 20,
    offset: Offset = 0,
) -> Pursuits:
    """The organisation's pursuits, the first to close first."""
    found = Pursuit.objects.select_related("owner")
    if company:
        found = found.filter(profile=profile_of(company))
    if state:
        found = found.filter(state__in=state)
    total = found.count()
    paged(request, response, total, offset, limit)
    rows = tuple(map(_row, found[offset : offset + limit]))
    return Pursuits(total=total, offset=offset, limit=limit, pursuits=rows)


@offer(router, "POST", "/pursuits", "pursuit.edit", PursuitRow, status=(200, 201))
def take_up_pursuit(request: HttpRequest, sent: Lot, company: Company = None) -> HttpResponse:
    """Takes an open lot up (201); one that is taken up already is given as it is (200)."""
    profile = profile_of(company)
    named = {"notice_id": sent.notice_id, "lot_id": sent.lot_id}
    there = Pursuit.objects.filter(profile=profile, **named).select_related("owner").first()
    if there:
        return answered(_row(there))
    return answered(_row(take_up(member(request), profile, sent.found(profile))), 201)


@offer(router, "GET", "/pursuits/{key}", "pursuit.view", PursuitRow)
def pursuit(request: HttpRequest, key: Key) -> PursuitRow:
    """One pursuit."""
    del request
    return _row(_found(key))


class Change(Schema):
    """What changes of a pursuit; what is left out stays. A decision needs its own action and a reason, a bid a go."""

    state: State | None = None
    decision: Literal["", "go", "no-go"] | None = None
    decision_reason: Annotated[str | None, Field(None, max_length=5000, pattern=PLAIN)]


@offer(router, "PATCH", "/pursuits/{key}", "pursuit.edit", PursuitRow)
def change_pursuit(request: HttpRequest, key: Key, sent: Change) -> PursuitRow:
    """Moves a pursuit to another state, or decides it, as the page does: 409 where the table of moves forbids it."""
    asker, found = member(request), _found(key)
    deciding = sent.decision is not None or sent.decision_reason is not None
    if deciding and not asker.acting.may("pursuit.decide"):
        raise Refused(403, may_not("pursuit.decide"))
    try:
        with transaction.atomic():
            for change in (_decide, _move) if sent.decision == "go" else (_move, _decide):
                change(asker, found, sent)
    except moves.Refused as why:
        raise Refused(409, str(why)) from why
    return _row(_found(key))


def _move(asker: Member, found: Pursuit, sent: Change) -> None:
    if sent.state is not None:
        moves.move(asker, found.pk, sent.state)


def _decide(asker: Member, found: Pursuit, sent: Change) -> None:
    """Decides, where that is something new; what was not sent stays."""
    decision = found.decision if sent.decision is None else sent.decision
    reason = found.decision_reason if sent.decision_reason is None else sent.decision_reason
    if (decision, reason) != (found.decision, found.decision_reason):
        moves.decide(asker, found.pk, decision, reason)


@offer(router, "GET", "/pursuits/{key}/notes", "pursuit.view", list[NoteRow])
def notes(request: HttpRequest, key: Key) -> list[NoteRow]:
    """The notes to a pursuit, the newest first."""
    del request
    return list(map(_note, PursuitNote.objects.filter(pursuit=_found(key)).select_related("user")))


class Text(Schema):
    """A note: plain text."""

    text: Annotated[str, Field(min_length=1, max_length=10_000, pattern=PLAIN)]


@offer(router, "POST", "/pursuits/{key}/notes", "pursuit.edit", NoteRow, status=(201,))
def write_note(request: HttpRequest, key: Key, sent: Text) -> HttpResponse:
    """Writes a note to a pursuit."""
    asker, found = member(request), _found(key)
    note = PursuitNote(pursuit=found, user=asker.user, text=sent.text)
    with transaction.atomic():
        note.save()
        audit.note(asker, "pursuit.noted", found, note=note.pk, by="api")
    return answered(_note(note), 201)


@offer(router, "GET", "/feedback", "opportunity.view", list[OpinionRow])
def opinions(request: HttpRequest, company: Company = None) -> list[OpinionRow]:
    """What a company thinks of lots."""
    del request
    return list(map(_opinion, Feedback.objects.filter(profile=profile_of(company)).order_by("pk")))


class Judged(Lot):
    """An opinion on an open lot; an empty one takes it back."""

    opinion: Literal["more", "less", "hide", ""]


@offer(router, "PUT", "/feedback", "feedback.give", MatchedLot)
def judge(request: HttpRequest, sent: Judged, company: Company = None) -> MatchedLot:
    """Says what a company thinks of a lot; gives the lot where the ranking has it now."""
    profile = profile_of(company)
    judging.judge(member(request), profile, sent.found(profile), sent.opinion)
    return sent.found(profile)


def _found(key: int) -> Pursuit:
    return get_object_or_404(Pursuit.objects.select_related("owner"), pk=key)


def _row(one: Pursuit) -> PursuitRow:
    return PursuitRow(
        id=one.pk,
        company=one.profile_id,
        notice_id=one.notice_id,
        lot_id=one.lot_id,
        title=one.title,
        buyer=BuyerName(one.buyer or None, one.buyer_country or None),
        deadline=one.deadline or None,
        value=Money(one.amount, one.currency) if one.amount is not None and one.currency else None,
        value_eur=one.amount_eur,
        route=RouteName(one.route_kind, one.route_via or None) if one.route_kind else None,
        state=one.state,
        decision=one.decision,
        decision_reason=one.decision_reason,
        owner=person(one.owner),
        created=one.created,
        changed=one.changed,
    )


def _note(note: PursuitNote) -> NoteRow:
    return NoteRow(id=note.pk, text=note.text, author=person(note.user), created=note.created)


def _opinion(one: Feedback) -> OpinionRow:
    return OpinionRow(
        company=one.profile_id, notice_id=one.notice_id, lot_id=one.lot_id, opinion=one.opinion, reason=one.reason
    )
