"""Whether the firm qualifies for a lot, requirement by requirement, and what each kind of route changes about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import msgspec

from karavel.companies import Company
from karavel.money import Rates
from karavel.notices import Lot
from karavel.routes import sentences as say
from karavel.routes.comparing import Context, compare
from karavel.routes.needs import Answer, Qualification, together
from karavel.routes.requirements import asked_by
from karavel.routes.shapes import Way
from karavel.texts import gettext as _

Change: TypeAlias = Callable[[Answer], Answer]

#: What a third party promises in the name of the bidder itself.
_OWN_NAME = frozenset({"insurance", "bond"})


def qualifies(
    company: Company, lot: Lot, way: Way | None = None, *, as_of: date, rates: Rates | None = None
) -> Qualification:
    """Compares what a lot asks with what the company has, by one way in (its own bid where none is given).

    A requirement whose text could not be read is "read the documents": not known, never met.
    """
    return by_way(answers_of(company, lot, as_of=as_of, rates=rates or Rates()), way)


def answers_of(company: Company, lot: Lot, *, as_of: date, rates: Rates) -> tuple[Answer, ...]:
    """What a lot asks against what the company itself has; one open answer where the notice lists nothing.

    The languages of tenders are no such list: who writes the language may still lack all that the documents ask.
    """
    context = Context(rates, as_of, lot.cpv)
    answers = tuple(compare(asked, company, context) for asked in asked_by(lot))
    listed = any(answer.kind != "language" for answer in answers)
    return answers if listed else (*answers, _nothing_listed())


def by_way(answers: tuple[Answer, ...], way: Way | None) -> Qualification:
    """The same answers as one way in changes them."""
    change = _change(way)
    return together(tuple(answer if answer.kind == "language" else change(answer) for answer in answers))


def _nothing_listed() -> Answer:
    return Answer(need=_(say.NEED_NONE), gap=_(say.READ_DOCUMENTS), cure=_(say.CURE_DOCUMENTS), met=None)


def _change(way: Way | None) -> Change:
    kind = way.kind if way else "direct"
    if kind == "subsidiary" and way and way.existing:
        return _existing
    return _CHANGES.get(kind, _same)


def _same(answer: Answer) -> Answer:
    return answer


def _new_company(answer: Answer) -> Answer:
    """A company founded for this bid has no turnover, references, people, certificates or cover."""
    if answer.kind == "other":
        return msgspec.structs.replace(answer, gap=_(say.GAP_UNREAD_NEW), cure=_(say.CURE_RELY))
    return msgspec.structs.replace(
        answer, have=_(say.HAVE_NEW), gap=_(say.GAP_NEW), cure=_(say.CURE_RELY), days=None, met=_unmet(answer)
    )


def _unmet(answer: Answer) -> bool | None:
    """A new company surely lacks what takes years; cover and guarantees it can still take out."""
    return None if answer.kind in _OWN_NAME else False


def _existing(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, have=None, gap=_(say.GAP_EXISTING), met=None, days=None)


def _with_parent(answer: Answer) -> Answer:
    """What the parent lends counts; a cover must be in the new company's own name."""
    if answer.kind in _OWN_NAME:
        return msgspec.structs.replace(answer, gap=_(say.GAP_OWN_COVER), met=None)
    if answer.kind == "certificate" and answer.met:
        return msgspec.structs.replace(answer, gap=_(say.GAP_OWN_CERTIFICATE), met=None)
    return answer


def _with_partner(answer: Answer) -> Answer:
    """What one has the group has; what one lacks the partner may bring, which is not known."""
    if answer.met is not False:
        return answer
    have = _(say.HAVE_PARTNER).format(have=answer.have) if answer.have else None
    return msgspec.structs.replace(answer, have=have, cure=_(say.CURE_PARTNER), days=None, met=None, by_partner=True)


def _under_prime(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, gap=_(say.GAP_PRIME), cure=None, days=None, met=None)


_CHANGES: dict[str, Change] = {
    "subsidiary": _new_company,
    "subsidiary-with-parent": _with_parent,
    "consortium": _with_partner,
    "subcontract": _under_prime,
}
