"""A company's desk with pursuits of the demo's lots in every column, and an agency with two companies."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.web.world import World, build, example

from karavel.answers.match import MatchedLot
from karavel.notices import day_of
from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, ProgrammeCompany, User
from karavel.web.opportunities.mine import mine
from karavel.web.permissions import Role
from karavel.web.workspace.models import CompanyProfile, Pursuit, PursuitMove, PursuitNote, Task

_WAY = ("watching", "qualifying", "bidding", "submitted", "won")


def second() -> str:
    """The profile of a larger company with certificates and few references."""
    text = example().replace("Xəzər Systems MMC", "Şəki Rəqəmsal MMC").replace("employees = 60", "employees = 210")
    head, _, tail = text.partition("[[references]]")
    rest = tail[tail.index("[[accounts]]") :].replace("3900000", "39000000").replace("3700000", "37000000")
    return head + rest


def pursue(profile: CompanyProfile, lot: MatchedLot, state: str, owner: User | None) -> Pursuit:
    """A pursuit that has come by the table to its state."""
    made = Pursuit(
        profile=profile,
        notice_id=lot.notice_id,
        lot_id=lot.lot_id,
        title=lot.title,
        buyer=lot.buyer.name or "",
        buyer_country=lot.buyer.country or "",
        deadline=lot.deadline or "",
        deadline_day=day_of(lot.deadline) if lot.deadline else None,
        amount=lot.value.amount if lot.value else None,
        currency=(lot.value.currency if lot.value else None) or "",
        amount_eur=lot.value_eur,
        route_kind=lot.best_route.kind if lot.best_route else "",
        route_via=(lot.best_route.via if lot.best_route else None) or "",
        owner=owner,
        state=state,
    )
    way = _WAY[: _WAY.index(state) + 1] if state in _WAY else (*_WAY[:4], state)
    if len(way) > 2:
        made.decision, made.decision_reason = "go", "We have done the same for the tax service."
    made.save()
    for before, after in zip(("", *way), way, strict=False):
        PursuitMove(pursuit=made, user=owner, before=before, after=after).save()
    return made


def desk() -> World:
    """The world with pursuits in every column of ours, the agency, and its second company."""
    world = build()
    profile = world.ours.profile
    assert profile
    with scope.within(world.ours.organisation):
        profile.text = profile.text.replace('["ISO 9001", "ISO 27001"]', "[]")
        profile.save()
    owner, today = world.ours.members[Role.BID_MANAGER], timezone.localdate()
    with scope.within(world.ours.organisation):
        lots = mine(profile, today).page(limit=9).lots
    states = ["watching", "watching", "qualifying", "qualifying", "bidding", "submitted", "won", "lost", "watching"]
    with scope.within(world.ours.organisation):
        made = [pursue(profile, lot, state, owner) for lot, state in zip(lots, states, strict=True)]
        made[8].decision, made[8].decision_reason = "no-go", "Too large for us alone."
        made[8].save()
        Task(pursuit=made[2], text="Ask the bank for a guarantee", assignee=owner, due=today + timedelta(days=3)).save()
        Task(pursuit=made[2], text="Have the references translated", due=today - timedelta(days=1)).save()
        PursuitNote(pursuit=made[2], user=owner, text="Called the buyer: lots may be bid for alone.").save()
        world.ours.pursuit = made[2]
    _join(world)
    return world


def _join(world: World) -> None:
    company = Organisation.objects.create(name="Second")
    administrator = User.objects.create(email="administrator@second.example", name="Leyla")
    Membership.objects.create(user=administrator, organisation=company, role=Role.ADMINISTRATOR)
    with scope.within(company):
        CompanyProfile(text=second()).save()
    place = ProgrammeCompany.everywhere.get(company=world.ours.organisation)
    with scope.within(place.organisation):
        ProgrammeCompany(programme=place.programme, company=company, agreed=timezone.now()).save()
