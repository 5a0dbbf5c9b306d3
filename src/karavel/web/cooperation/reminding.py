"""Mails that a commitment is late, once for the day that was due: to whoever sees to it, else to the keepers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.accounts.models import Membership, Organisation, User
from karavel.web.alerts.speaking import address, speaking
from karavel.web.cooperation import moves, states
from karavel.web.cooperation.models import Commitment
from karavel.web.desk import mailing
from karavel.web.permissions import ACTIONS


def send_due() -> tuple[int, list[str]]:
    """Sends what is due, in every organisation; how many went out, and what failed."""
    today = timezone.localdate()
    late = Commitment.everywhere.filter(state__in=(states.OPEN, states.LATE), due__lt=today)
    outcomes: list[str] = []
    for organisation in Organisation.objects.filter(pk__in=late.values("organisation")):
        with scope.within(organisation):
            outcomes += _of(today)
    return sum(not why for why in outcomes), [why for why in outcomes if why]


def _of(today: date) -> Iterator[str]:
    """Tells those of the organisation in force; gives why not, empty for success."""
    moves.settle(today)
    rows = Membership.objects.filter(organisation=scope.current(), user__is_active=True)
    members = list(rows.select_related("user").order_by("user__email"))
    keepers = [row.user for row in members if row.role in ACTIONS["cooperation.edit"]]
    for one in Commitment.objects.filter(state=states.LATE).select_related("programme"):
        own = [row.user for row in members if row.user_id == one.user_id]
        for user in own or keepers:
            key = f"commitment:{one.pk}:{one.due.isoformat()}:{user.pk}"
            yield from mailing.once(key, "commitment", partial(_mail, one, user), bool)


def _mail(one: Commitment, user: User) -> None:
    with speaking(user):
        subject = _("Overdue: %(commitment)s") % {"commitment": one.text}
        page = address(reverse("cooperation-row", args=[one.programme_id, "commitment", one.pk]))
        mailing.plain(subject, render_to_string("cooperation/late.txt", {"one": one, "page": page}), user.email)
