"""A company's opinions on lots: kept, taken back, and heard by its ranking."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.answers.match import MatchedLot
from karavel.web.accounts import audit
from karavel.web.opportunities.mine import remember
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile, Feedback

#: What somebody may think of a lot.
OPINIONS: Final = tuple(Feedback.Opinion.values)


@transaction.atomic
def judge(request: Member, profile: CompanyProfile, lot: MatchedLot, opinion: str) -> None:
    """Keeps a company's opinion on a lot in the place of an earlier one; an empty one takes it back."""
    if not opinion:
        Feedback.objects.filter(profile=profile, notice_id=lot.notice_id, lot_id=lot.lot_id).delete()
    else:
        if opinion != Feedback.Opinion.HIDE:
            remember(profile, lot.notice_id, lot.lot_id, timezone.localdate())
        Feedback.objects.update_or_create(
            organisation=request.acting.organisation,
            profile=profile,
            notice_id=lot.notice_id,
            lot_id=lot.lot_id,
            defaults={"opinion": opinion, "user": request.user},
        )
    audit.note(request, "feedback.given", lot.title, opinion=opinion, notice_id=lot.notice_id, lot_id=lot.lot_id)


def effect(opinion: str, before: MatchedLot, after: MatchedLot) -> str:
    """What an opinion did, in one sentence."""
    said = {
        Feedback.Opinion.MORE.value: _("More like this."),
        Feedback.Opinion.LESS.value: _("Less like this."),
        Feedback.Opinion.HIDE.value: _("The lot is hidden from your company's lists."),
    }.get(opinion, _("Your opinion is taken back."))
    if before.rank == after.rank or opinion == Feedback.Opinion.HIDE:
        return said
    moved = _("The lot moved from place %(before)s to %(after)s.") % {"before": before.rank, "after": after.rank}
    return f"{said} {moved}"
