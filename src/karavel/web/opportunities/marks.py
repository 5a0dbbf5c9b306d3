"""What the organisation has done with lots so far: judged, followed, taken up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from karavel.answers.match import MatchedLot
from karavel.web.requests import Member
from karavel.web.workspace.models import CompanyProfile, Feedback, Follow, Pursuit

_Lot = tuple[str, str]


def may(request: Member) -> dict[str, bool]:
    """Which buttons the user gets."""
    acting = request.acting
    return {
        "feedback": acting.may("feedback.give"),
        "follow": acting.may("follow.edit"),
        "pursue": acting.may("pursuit.edit"),
    }


class Mark(NamedTuple):
    """What was done with one lot.

    Attributes:
        opinion: of the company; empty for none.
        followed: by the user; ``pursued`` by the company.
    """

    opinion: str = ""
    followed: bool = False
    pursued: bool = False


class Marks(NamedTuple):
    """The marks of some lots, by notice and lot."""

    opinions: dict[_Lot, str]
    followed: frozenset[_Lot]
    pursued: frozenset[_Lot]

    @classmethod
    def of(cls, request: Member, profile: CompanyProfile, lots: Iterable[MatchedLot]) -> Self:
        """Those of a company, and of the user who asks."""
        notices = {"notice_id__in": {lot.notice_id for lot in lots}}
        judged = Feedback.objects.filter(profile=profile, **notices)
        followed = Follow.objects.filter(user=request.user, **notices)
        pursued = Pursuit.objects.filter(profile=profile, **notices)
        return cls(
            {(notice, lot): opinion for notice, lot, opinion in judged.values_list("notice_id", "lot_id", "opinion")},
            frozenset(followed.values_list("notice_id", "lot_id")),
            frozenset(pursued.values_list("notice_id", "lot_id")),
        )

    def on(self, notice_id: str, lot_id: str) -> Mark:
        """The mark of one lot."""
        key = notice_id, lot_id
        return Mark(self.opinions.get(key, ""), key in self.followed, key in self.pursued)
