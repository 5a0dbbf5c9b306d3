"""What each bidder is told of the decisions, in its language: own points, who won and why, remedies, standstill.

Directive 2014/24/EU, Article 55(2): the winner's name and the relative advantages of its tender, the reasons of a
rejection; Article 55(3) lets the buyer withhold what would harm lawful interests. Directive 89/665/EEC, Article 2a(2):
the exact standstill.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from karavel import texts
from karavel.web.desk.bids.models import Offer, Submission
from karavel.web.desk.calls.models import Call, CallLot
from karavel.web.desk.evaluation.checks import unmet
from karavel.web.desk.evaluation.drawing import seed
from karavel.web.desk.evaluation.models import Admission, Award, AwardLetter, Consensus, Draw
from karavel.web.desk.evaluation.ranking import Cell, Line, Ranking, ranked
from karavel.web.desk.evaluation.winners import sated
from karavel.web.desk.fields import said
from karavel.web.languages import speaking

#: Countries whose administration writes Portuguese, or Azerbaijani.
_SPEAK: Final = {
    **dict.fromkeys(("PT", "BR", "AO", "MZ", "CV", "GW", "ST", "TL"), "pt"),
    "AZ": "az",
}


class How(NamedTuple):
    """How bidders are told.

    Attributes:
        remedies: whom to complain to and until when, by language.
        withhold: why the winner's price is not told; empty where it is.
    """

    remedies: dict[str, str]
    withhold: str = ""


class Told(NamedTuple):
    """A lot as a letter tells it.

    Attributes:
        title: in the letter's language.
        award: the decision.
        won: whether the reader did.
        refusal: why the reader is out of the race; empty where it is ranked.
        unmet: requirements that it does not meet, with what was noted.
        cells: its own points, each with the committee's reason; None where it is not ranked.
        rank, total: its own; None where it is not ranked.
        parted: how it was parted from equal offers; empty where there were none.
        sated: whether it has won as many lots as one bidder may in the lots before.
    """

    lot: CallLot
    title: str
    award: Award
    won: bool
    refusal: str
    unmet: list[tuple[str, str]]
    cells: list[tuple[str, str, str, str]]
    rank: int | None
    total: str
    parted: str = ""
    sated: bool = False


def write(call: Call, how: How, until: date) -> list[AwardLetter]:
    """Writes a letter to each bidder; call it under the call's lock, when awards have moved.

    Args:
        call: with its awards.
        how: what the letters say besides.
        until: last day of the standstill.
    """
    rows = {row.lot_id: row for row in Award.objects.filter(call=call).exclude(state="cancelled").select_related("lot")}
    return [_letter(offer, rows, how, until) for offer in call.offers.prefetch_related("prices__lot__call")]


def _letter(offer: Offer, rows: dict[int, Award], how: How, until: date) -> AwardLetter:
    language = language_of(offer)
    last = AwardLetter.objects.filter(offer=offer).aggregate(last=Max("number"))["last"] or 0
    with speaking(language):
        text = _text(offer, rows, how, until, language)
    letter = AwardLetter(call=offer.call, offer=offer, number=last + 1, language=language, text=text)
    letter.save()
    return letter


def language_of(offer: Offer) -> str:
    """The language of who handed the bid in, else of its country, where the call is told in it; else the call's own.

    So no letter mixes languages: the committee writes its reasons in the call's own.
    """
    submission = Submission.everywhere.select_related("user").get(pk=offer.submission_id)
    own = submission.user.language if submission.user else ""
    wanted = own if own in texts.LANGUAGES else _SPEAK.get(offer.country, "en")
    call = offer.call
    if call.title.get(wanted):
        return wanted
    return call.language if call.language in texts.LANGUAGES else "en"


def _text(offer: Offer, rows: dict[int, Award], how: How, until: date, language: str) -> str:
    call = offer.call
    lots = [one.lot for one in offer.prices.all()]
    told = [_told(offer, lot, rows[lot.pk], language) for lot in lots if lot.pk in rows]
    shown: dict[str, Any] = {
        "call": call,
        "title": said(call.title, language, call.language),
        "offer": offer,
        "lots": told,
        "until": until if any(one.award.state == "told" for one in told) else None,
        "remedies": said(how.remedies, language, call.language),
        "withhold": how.withhold,
        "reasons_in": "" if language == call.language else call.language,
        "buyer": call.buyer,
    }
    return render_to_string("evaluation/letter.txt", shown).strip() + "\n"


def _told(offer: Offer, lot: CallLot, award: Award, language: str) -> Told:
    ranking = ranked(lot)
    line = next((line for line in ranking.lines if line.offer == offer), None)
    return Told(
        lot,
        said(lot.title, language, lot.call.language),
        award,
        award.offer_id == offer.pk,
        "" if line else _refusal(offer, lot, ranking),
        [] if line else [(said(one.requirement.text, language), one.note) for one in unmet(offer)],
        _cells(offer, lot, ranking, language),
        line.rank if line else None,
        texts.number(float(line.total)) if line else "",
        _parted(line, lot, award) if line else "",
        line is not None and offer.pk in sated(lot),
    )


def _parted(line: Line, lot: CallLot, award: Award) -> str:
    """That a rule decided among equals, or the draw: who drew, who saw it, when. No other loser is named."""
    if not line.tied:
        return ""
    if not line.draws:
        return _("It was equal to another; the announced rule decided: %(rule)s.") % {"rule": line.rule}
    row = Draw.objects.filter(lot=lot).exclude(witness=None).select_related("seat", "witness").first()
    if row is None or line.offer.pk not in row.offers or not award.offer_id:
        return ""
    said = {
        "who": row.seat.name,
        "witness": row.witness.name if row.witness else "",
        "day": texts.day(row.drawn.date()),
    }
    told = _("It was equal to another; lots were drawn on %(day)s by %(who)s, witnessed by %(witness)s. Seed: %(seed)s")
    return told % (said | {"seed": seed(lot)})


def _refusal(offer: Offer, lot: CallLot, ranking: Ranking) -> str:
    """Why an offer is not ranked: the committee's reason, a threshold, the budget."""
    out = next((why for one, why in ranking.out if one == offer), "")
    row = Admission.objects.filter(offer=offer, lot=lot, admitted=False).first()
    if row is None:
        return out
    return f"{row.get_ground_display()}. {row.reason}" if row.ground else row.reason


def _cells(offer: Offer, lot: CallLot, ranking: Ranking, language: str) -> list[tuple[str, str, str, str]]:
    """Own points: the criterion, points of a hundred, what they add to the total, and the committee's reason.

    The sum of a price formula is not told: it names the lowest price, which may be that of another who lost.
    """
    reasons = {one.criterion_id: one.reason for one in Consensus.objects.filter(offer=offer, lot=lot)}
    line = next((line for line in ranking.lines if line.offer == offer), None)
    return [
        (
            said(cell.criterion.name, language, lot.call.language),
            texts.number(float(cell.points)),
            _weighed(cell),
            reasons.get(cell.criterion.pk, ""),
        )
        for cell in (line.cells if line else [])
    ]


def _weighed(cell: Cell) -> str:
    points, weight, weighted = (texts.number(float(one)) for one in (cell.points, cell.criterion.weight, cell.weighted))
    return f"{points} × {weight} % = {weighted}"
