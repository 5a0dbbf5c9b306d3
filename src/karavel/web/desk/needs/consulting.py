"""What happens to a consultation: opened, asked, answered, closed, reported. Each is noted; companies stay unnamed."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from karavel.errors import IllegalMove
from karavel.procurement.tables import CONSULTATION, NEED
from karavel.web import moving
from karavel.web.accounts import audit
from karavel.web.desk import closing
from karavel.web.desk.fields import said
from karavel.web.desk.needs.abilities import ABILITIES
from karavel.web.desk.needs.models import Consultation, ConsultationQuestion, Interest, Need
from karavel.web.requests import Member

#: Prices that are told together: of fewer, one could be guessed.
FEWEST_PRICES: Final = 3
#: Fields of a need that the market is told.
_TOLD: Final = {
    "title": _("Title"),
    "text": _("What is needed"),
    "outline": _("Outline of the specification"),
    "cpv": _("CPV codes"),
    "level": _("Level wanted"),
    "lots": _("Lots"),
}


def draft(need: Need) -> Consultation:
    """A consultation that tells the need as it is written; it is saved with its form."""
    titled = slugify(need.title)[:50]
    return Consultation(
        need=need,
        slug=f"{titled or 'consultation'}-{secrets.token_hex(4)}",
        title=need.titles,
        text=need.descriptions,
    )


@transaction.atomic
def open_it(request: Member, consultation: Consultation) -> None:
    """Opens it to everybody; the need is then being consulted on.

    Raises:
        IllegalMove: it is open already, its last moment is over, or the need has moved on.
    """
    if consultation.closes <= timezone.now():
        raise IllegalMove(CONSULTATION.name, "over", "open")
    before = {field: getattr(consultation.need, field) for field in _TOLD}
    moving.move(consultation, CONSULTATION, "open", opens=timezone.now(), before=before)
    if consultation.need.state == "draft":
        moving.move(consultation.need, NEED, "consult")
    audit.note(request, "consultation.opened", consultation)


@transaction.atomic
def close(request: Member, consultation: Consultation) -> None:
    """Closes it before its last moment.

    Raises:
        IllegalMove: it is not open.
    """
    moving.move(consultation, CONSULTATION, "close", closes=min(consultation.closes, timezone.now()))
    audit.note(request, "consultation.closed", consultation)


@transaction.atomic
def report(request: Member, consultation: Consultation, report: dict[str, str], lessons: dict[str, str]) -> None:
    """Publishes what came of it and what changes because of it.

    Raises:
        IllegalMove: it is still open, or reported already.
    """
    moving.move(consultation, CONSULTATION, "report", report=report, lessons=lessons, reported=timezone.now())
    audit.note(request, "consultation.reported", consultation)


def settle() -> list[Consultation]:
    """Closes all whose last moment is over, whoever's they are; those that it closed. Asking twice changes nothing."""
    now = timezone.now()
    over = Consultation.everywhere.filter(state="open", closes__lte=now).order_by("pk")
    return [one for one in over if closing.close(one, CONSULTATION, "closes", now)]


def taking_part(consultation: Consultation) -> bool:
    """Whether questions and interest are taken at this moment, whatever the state says."""
    return consultation.state == "open" and consultation.closes > timezone.now()


def questions_of(consultation: Consultation, *, answered: bool) -> models.QuerySet[ConsultationQuestion]:
    """Questions whoever asked them: rows of the askers, read for the buyer (all) or the public (the answered ones)."""
    asked = ConsultationQuestion.everywhere.filter(consultation=consultation).order_by("created")
    return asked.exclude(answered=None) if answered else asked


@transaction.atomic
def answer(request: Member, question: ConsultationQuestion, text: dict[str, str]) -> None:
    """Answers a question, or answers it better."""
    question.answer, question.answered = text, timezone.now()
    question.save(update_fields=["answer", "answered"])
    audit.note(request, "consultation.answered", question.consultation, question=question.pk)


class Change(NamedTuple):
    """A field of the need that is another one than when the market was asked."""

    field: str
    before: str
    now: str


def matrix(interests: Sequence[Interest]) -> list[tuple[Ability, list[bool]]]:
    """Each part of the work with which of the companies, in their order, would do it."""
    able = [[code in one.abilities for one in interests] for code, _name in ABILITIES]
    return list(zip(summary(interests).abilities, able, strict=True))


def changes(consultation: Consultation) -> list[Change]:
    """What has changed in the need since it was shown to the market."""
    need = consultation.need
    found = ((str(name), consultation.before.get(field), getattr(need, field)) for field, name in _TOLD.items())
    return [
        Change(name, _text(before), _text(now)) for name, before, now in found if consultation.before and before != now
    ]


def _text(value: object) -> str:
    """A value as lines; a lot is told by its title."""
    if not isinstance(value, list):
        return str(value)
    return "\n".join(said(one["title"]) if isinstance(one, dict) else str(one) for one in value)


class Ability(NamedTuple):
    """A part of the work: how many of the companies would do it themselves."""

    name: str
    companies: int


class Summary(NamedTuple):
    """What expressions of interest say together.

    Attributes:
        companies: how many, ``by_country`` from where, most first.
        low, high: the least and the most price of those in the commonest currency; None where nobody says one.
        abilities: parts of the work, in its order.
    """

    companies: int
    by_country: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    priced: int
    currency: str
    low: Decimal | None
    high: Decimal | None
    abilities: list[Ability]


def interests_of(consultation: Consultation) -> list[Interest]:
    """All expressions of interest: rows of the companies, read for the buyer that they wrote to."""
    return list(Interest.everywhere.filter(consultation=consultation).order_by("created"))


def summary(interests: Sequence[Interest]) -> Summary:
    """The figures for the report; no company is named."""
    priced = [one for one in interests if one.price_currency and (one.price_min or one.price_max)]
    currency = Counter(one.price_currency for one in priced).most_common(1)
    chosen = [one for one in priced if currency and one.price_currency == currency[0][0]]
    amounts = [value for one in chosen for value in (one.price_min, one.price_max) if value is not None]
    return Summary(
        companies=len(interests),
        by_country=Counter(one.country for one in interests).most_common(),
        languages=Counter(code for one in interests for code in one.languages).most_common(),
        priced=len(chosen),
        currency=currency[0][0] if currency else "",
        low=min(amounts, default=None),
        high=max(amounts, default=None),
        abilities=[Ability(str(name), sum(code in one.abilities for one in interests)) for code, name in ABILITIES],
    )
