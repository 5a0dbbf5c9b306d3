"""The decision on a bid: the bidder's standing, lowered by those it binds itself to, with conditions beside it."""

from __future__ import annotations

from collections.abc import Iterator

from karavel.access.decision import Condition, Decision, Verdict
from karavel.access.law import Entry, Law, in_force, worst
from karavel.access.look import View
from karavel.access.model import Join, Side
from karavel.access.situation import Bidder, Level, Situation, placed
from karavel.access.standing import Standing, standing
from karavel.access.truth import Truth
from karavel.access.words import condition, join_reason

LEVELS: tuple[Level, ...] = ("sub-central", "central", "utility", "state-owned")
"""The levels that a buyer of a state may have."""


def decide(law: Law, situation: Situation, language: str = "en") -> Decision:
    """May this bidder bid for this tender? Pure: the same law and situation give the same answer.

    A consortium, a relied-on firm or a subcontractor lowers the answer where a rule of the law data says that its
    standing counts. Never a default: where no rule speaks, the verdict is ``unknown``. ``language`` is that of the
    sentences (``en``, ``pt``, ``az``); what nobody has translated stays English.
    """
    tender = placed(situation.tender)
    view = View(law, situation.bidder, tender, language)
    result = _found(view)
    return Decision(
        verdict=result.verdict,
        reasons=tuple(dict.fromkeys(result.reasons)),
        threshold_reached=_threshold(view, result),
        conditions=tuple(_conditions(view, result)),
        assumed=tuple(_sentences(view, (*tender.assumed, *result.assumed))),
        missing=tuple(dict.fromkeys(_missing(view, result))),
    )


def verdict_on(law: Law, situation: Situation) -> Verdict:
    """The verdict of :func:`decide` alone, without what stands beside it."""
    return _found(View(law, situation.bidder, placed(situation.tender))).verdict


def _found(view: View) -> Standing:
    return _whatever_level(view) if view.tender.buyer_level == "unknown" else _judged(view)


def _judged(view: View) -> Standing:
    """Where the bid stands as a whole."""
    result = standing(view, whole_bid=True)
    for entry, country in _bound(view):
        result = _joined(view, result, entry, country)
    return result


def _whatever_level(view: View) -> Standing:
    """A buyer of unknown level: settled where every level would give the same answer, else what is sure anyway."""
    each = [_judged(view.at_level(level)) for level in LEVELS]
    verdicts = {result.verdict for result in each}
    if len(verdicts) > 1 or "unknown" in verdicts:
        return _judged(view)
    first = each[0]
    return first._replace(assumed=(*first.assumed, "assumed-any-level"), threshold_reached=_agreed(each))


def _agreed(each: list[Standing]) -> bool | None:
    reached = {result.threshold_reached for result in each}
    return reached.pop() if len(reached) == 1 else None


def _bound(view: View) -> Iterator[tuple[Entry[Join], str]]:
    """The firms whose standing counts besides the bidder's, with the rule that says so."""
    bidder = view.bidder
    roles = [("consortium", member.country) for member in bidder.consortium]
    roles += [(partner.role, partner.country) for partner in bidder.partners]
    for role, country in dict.fromkeys(roles):
        for entry in view.meant.joins:
            if entry.part.role == role and _holds(entry, view):
                yield entry, country


def _joined(view: View, lead: Standing, entry: Entry[Join], country: str) -> Standing:
    other = standing(view.other(Bidder(country=country)), bids=entry.part.role == "consortium")
    floor = entry.part.floor
    verdict = floor if floor and worst((other.verdict, floor)) == other.verdict else other.verdict
    if worst((lead.verdict, verdict)) == lead.verdict:
        return lead
    return Standing(
        verdict,
        (join_reason(view, entry, country), *other.reasons, *lead.reasons),
        other.missing + lead.missing,
        other.assumed + lead.assumed,
        lead.threshold_reached,
    )


def _threshold(view: View, result: Standing) -> bool | None:
    if result.threshold_reached is not None:
        return result.threshold_reached
    if view.tender.value is None:
        return None
    found = view.reached().truth
    return None if found is Truth.MAYBE else found is Truth.YES


def _conditions(view: View, result: Standing) -> Iterator[Condition]:
    for entry in view.meant.sides:
        if _stands_beside(entry.part, result.verdict) and _holds(entry, view):
            yield condition(view, entry)


def _stands_beside(part: Side, verdict: Verdict) -> bool:
    return verdict in part.verdicts if part.verdicts else verdict != "excluded"


def _holds(entry: Entry[Side] | Entry[Join], view: View) -> bool:
    """Whether a part holds; those that look at the start were chosen by that day."""
    part = entry.part
    lasting = not isinstance(part, Side) or part.looks_at == "start" or in_force(part, view.on(part.looks_at))
    return lasting and entry.check(view).truth is Truth.YES


def _sentences(view: View, names: tuple[str, ...]) -> Iterator[str]:
    return (view.law.text(name, view.language) for name in dict.fromkeys(names))


def _missing(view: View, result: Standing) -> Iterator[str]:
    asked = result.missing
    if result.verdict == "unknown" and not asked and not view.buyer.questions:
        asked = ("missing-rule",)
    yield from _sentences(view, asked)
    yield from (view.law.text("missing-fact", view.language, key=key) for key in view.tender.facts.not_understood)
    if result.verdict == "unknown":
        yield from (question.ask for question in view.buyer.questions)
