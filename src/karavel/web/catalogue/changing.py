"""The one door by which services come into the catalogue and change their level, state or authority.

Each goes in one transaction with its row of :class:`ServiceChange`, so the count cannot part from the services. Others
(the desk's contracts, imports) call :func:`create` and :func:`change` with the cause and what it refers to.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from karavel import texts
from karavel.errors import InvalidInput, Mistake
from karavel.services import CAUSES, SERVICE, move_to, stood
from karavel.services.codes import LEVELS
from karavel.web.accounts.models import User
from karavel.web.catalogue.models import CompetentAuthority, PublicService, ServiceChange
from karavel.web.catalogue.tallying import core
from karavel.web.moving import move


class Standing(NamedTuple):
    """Whose a service is, its level, its state."""

    authority: CompetentAuthority
    level: int
    state: str


class Why(NamedTuple):
    """What a change is made for; everything but own work says what it refers to."""

    cause: str
    reference: str = ""
    actor: User | None = None


@transaction.atomic
def create(
    authority: CompetentAuthority,
    *,
    cause: str,
    reference: str = "",
    level: int = min(LEVELS),
    status: str = SERVICE.initial,
    on: date | None = None,
    actor: User | None = None,
    **fields: Any,
) -> PublicService:
    """A new service of an authority, in the catalogue of the authority's organisation.

    Args:
        authority: who answers for it.
        cause: one of :data:`karavel.services.CAUSES`.
        reference: the contract's key and milestone, the article of a law, the digest of a file.
        level: of online sophistication, 1 to 5.
        status: the state in which it comes in.
        on: the day from which it counts; today by default.
        actor: who did it.
        fields: columns of the service (``identifier``, ``titles``, …).

    Raises:
        InvalidInput: cause, level, status or day do not hold; nothing was saved.
    """
    why, day = Why(cause, reference, actor), on or timezone.localdate()
    _check(why, level, status, day)
    service = PublicService(authority=authority, level=level, state=status, status_since=day, **fields)
    service.organisation_id = authority.organisation_id
    service.save()
    _write(service, None, _standing(service), 0, day, why)
    return service


@transaction.atomic
def change(
    service: PublicService,
    *,
    level: int | None = None,
    status: str | None = None,
    authority: CompetentAuthority | None = None,
    cause: str,
    reference: str = "",
    on: date | None = None,
    actor: User | None = None,
) -> ServiceChange | None:
    """Raises or lowers a service's level, moves it to another state, or hands it to another authority.

    What is None stays. The row given holds the new values afterwards. A correction may lie before the last change: it
    says how the service stood from its day to the next change after it, and leaves where it stands today.

    Returns:
        the change as it was written; None where nothing was to be changed.

    Raises:
        IllegalMove: the table of states has no such move.
        InvalidInput: cause, level or day do not hold, or the day lies before the last change; nothing was saved.
    """
    why, day = Why(cause, reference, actor), on or timezone.localdate()
    locked = PublicService.everywhere.select_for_update().select_related("authority").get(pk=service.pk)
    before = _standing(locked)
    _take(service, locked)
    rows = list(ServiceChange.everywhere.filter(service=service).order_by("number"))
    last = max((row.day for row in rows), default=day)
    past = cause == "correction" and day < last
    if past:
        before = _stood(rows, day)
    wanted = Standing(authority or before.authority, level or before.level, status or before.state)
    if wanted == before:
        return None
    _check(why, wanted.level, wanted.state, day, None if past else last)
    if past:
        until = min(row.day for row in rows if row.day > day)
        _write(service, wanted, before, len(rows) + 1, until, why)
    else:
        _apply(service, *wanted, day)
    return _write(service, before, wanted, len(rows), day, why)


def _stood(rows: list[ServiceChange], day: date) -> Standing:
    """Where a service stood on a day of the past."""
    found = stood(core(rows), day)
    if found is None:
        told = _("The service came into the catalogue on %(day)s; a correction cannot lie before that.")
        mistake = Mistake("on", told % {"day": texts.day(min(row.day for row in rows))})
        raise InvalidInput(_("The change does not hold."), (mistake,))
    authority = CompetentAuthority.everywhere.get(pk=int(found.authority))
    return Standing(authority, found.level, found.status)


def _take(service: PublicService, locked: PublicService) -> None:
    """The row that the caller has stands where the one in the database stands."""
    for name in ("authority", "level", "state", "status_since"):
        setattr(service, name, getattr(locked, name))


def _apply(service: PublicService, authority: CompetentAuthority, level: int, status: str, day: date) -> None:
    if status != service.state:
        name = move_to(service.state, status) or status
        move(service, SERVICE, name, status_since=day)
    service.authority, service.level = authority, level
    service.save(update_fields=["authority", "level", "words", "changed"])


def _standing(service: PublicService) -> Standing:
    return Standing(service.authority, service.level, service.state)


def _check(why: Why, level: int, status: str, day: date, last: date | None = None) -> None:
    mistakes = []
    if why.cause not in CAUSES:
        mistakes.append(Mistake("cause", _("Say one of: %(causes)s.") % {"causes": ", ".join(CAUSES)}))
    elif why.cause != "own-work" and not why.reference.strip():
        mistakes.append(Mistake("reference", _("Say which contract, law or file it was, or what was wrong.")))
    if level not in LEVELS:
        mistakes.append(Mistake("level", _("Levels go from 1 to 5.")))
    if status not in SERVICE.states:
        mistakes.append(Mistake("status", _("There is no such state.")))
    if day > timezone.localdate():
        mistakes.append(Mistake("on", _("The day lies ahead; enter the change when it has happened.")))
    if last and day < last:
        told = _("The service last changed on %(day)s; only a correction can lie before it.")
        mistakes.append(Mistake("on", told % {"day": texts.day(last)}))
    if mistakes:
        raise InvalidInput(_("The change does not hold."), tuple(mistakes))


def _write(
    service: PublicService, before: Standing | None, after: Standing, number: int, day: date, why: Why
) -> ServiceChange:
    authority, level, state = before or (None, None, "")
    row = ServiceChange(
        service=service,
        number=number,
        day=day,
        before_authority=authority,
        before_level=level,
        before_state=state,
        after_authority=after.authority,
        after_level=after.level,
        after_state=after.state,
        cause=why.cause,
        reference=why.reference.strip(),
        actor=why.actor,
    )
    row.organisation_id = service.organisation_id
    row.save()
    return row
