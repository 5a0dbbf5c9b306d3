"""Takes a company's opinion on a lot, and says what has been learnt from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from karavel.answers.feedback import Feedback, OpinionGiven, WeightLearnt
from karavel.codes.cpv_labels import Labels, compact
from karavel.companies import Company
from karavel.companies.folder import ProfileFolder
from karavel.companies.opinions import Opinion, Rated
from karavel.errors import NotFound
from karavel.lake import Lake
from karavel.matching.feedback import adjust
from karavel.matching.feedback.sketching import sketch
from karavel.matching.similar.choosing import chosen
from karavel.matching.similar.likeness import called
from karavel.money import Rates
from karavel.texts.marking import N_, say

_NOTHING: Final = N_("There is no feedback on lot {lot} of notice {notice} to withdraw.")


def judge(
    lake: Lake,
    company: Company,
    folder: ProfileFolder,
    lot: tuple[str, str | None],
    opinion: Opinion,
    on: date,
    *,
    labels: Labels | None = None,
    rates: Rates | None = None,
) -> Rated:
    """Adds an opinion to a company's log.

    Args:
        lake: where the lot lies.
        company: whose opinion it is.
        folder: where its log lies.
        lot: notice id and lot id; the notice's first lot where there is none.
        opinion: up, down, hide, pursued, won or lost.
        on: the day.
        labels: names of CPV codes.
        rates: exchange rates.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice, or the notice no such lot.
        InvalidInput: the log is broken; KaravelError: it cannot be written.
    """
    folder.log()  # nothing is added to a log that cannot be read
    notice_id, lot_id = lot
    with lake.view() as view:
        notice = view.latest(notice_id)
        meant = chosen(notice, lot_id)
        remembered = sketch(view, company, notice, meant, on, labels or compact(), rates or Rates())
    rated = Rated(on=on, notice_id=notice.id, lot_id=meant.id, opinion=opinion, lot=remembered)
    folder.add(rated)
    return rated


def withdraw(folder: ProfileFolder, notice_id: str, lot_id: str | None, on: date) -> Rated:
    """Withdraws the last opinion on a lot; the one before it, if any, stands again.

    Raises:
        NotFound: there is none; InvalidInput: the log is broken; KaravelError: it cannot be written.
    """
    named = {notice_id, notice_id.lstrip("0")}
    standing = [one for one in folder.opinions() if one.notice_id in named and lot_id in {None, one.lot_id}]
    if not standing:
        raise NotFound(say(_NOTHING, notice=notice_id, lot=lot_id or "1"))
    last = standing[0]
    undone: Literal["undo"] = "undo"
    rated = Rated(on=on, notice_id=last.notice_id, lot_id=last.lot_id, opinion=undone)
    folder.add(rated)
    return rated


def learnt(company: Company, folder: ProfileFolder) -> Feedback:
    """What a company said, and what that does to its ranking.

    Raises:
        InvalidInput: the log is broken.
    """
    standing = folder.opinions()
    adjusted = adjust(standing)
    names = {called(rated.lot.buyer): rated.lot.buyer for rated in adjusted.opinions if rated.lot.buyer}
    return Feedback(
        company=company.name,
        opinions=tuple(map(_given, standing)),
        weights=tuple(
            WeightLearnt(feature.name, feature.weight, adjusted.weights[feature.name]) for feature in adjusted.features
        ),
        words=_loudest(adjusted.taste.words),
        cpv=_loudest(adjusted.taste.cpv),
        buyers={names[buyer]: value for buyer, value in _loudest(adjusted.taste.buyers).items()},
    )


def _given(rated: Rated) -> OpinionGiven:
    return OpinionGiven(
        on=rated.on,
        notice_id=rated.notice_id,
        lot_id=rated.lot_id,
        opinion=rated.opinion,
        title=rated.lot.title,
        buyer=rated.lot.buyer,
        country=rated.lot.country,
        cpv=rated.lot.cpv,
    )


def _loudest(evidence: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in sorted(evidence.items(), key=lambda pair: (-pair[1], pair[0]))}
