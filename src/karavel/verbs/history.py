"""The notices of one procedure in the order of their publication, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from karavel.answers.history import Difference, History, Version
from karavel.lake import Lake, View
from karavel.notices import Lot, Money, Notice

_ASKING: Final = ("call", "planning", "change")


def history(lake: Lake, notice_id: str, as_of: date | None = None) -> History:
    """The notices of the procedure that a notice belongs to, as known on a day.

    Args:
        lake: where they lie.
        notice_id: publication number, BT-701 or OCID of one of them.
        as_of: the day; None for all that is known.

    Raises:
        LakeMissing: there is no lake; NotFound: it has no such notice.
    """
    with lake.view() as view:
        return of_notice(view, view.notice(notice_id), as_of)


def of_notice(view: View, here: Notice, as_of: date | None = None) -> History:
    """The same for a notice in hand."""
    told = _told(view, here, as_of)
    return History(notice_id=here.id, versions=tuple(reversed(list(_versions(told, here)))))


def _told(view: View, here: Notice, as_of: date | None) -> list[Notice]:
    """All notices of the procedure, the oldest first."""
    digests = view.procedure(here.provenance.sha256, as_of)
    notices = view.notices_by_digest({*digests, here.provenance.sha256}).values()
    return sorted(notices, key=_place)


def _place(notice: Notice) -> tuple[date, int, str, str]:
    day = notice.published or notice.dispatched or date.min
    told = notice.version or ""
    number = int(told) if told.isdigit() else 0
    return day, number, notice.id, notice.provenance.sha256


def _versions(told: list[Notice], here: Notice) -> Iterator[Version]:
    before: Notice | None = None
    for notice in told:
        asking = notice.kind in _ASKING
        yield Version(
            notice_id=notice.id,
            version=notice.version,
            kind=notice.kind,
            published=notice.published or notice.dispatched,
            sha256=notice.provenance.sha256,
            here=notice.provenance.sha256 == here.provenance.sha256,
            differences=tuple(_differences(before, notice)) if asking else (),
        )
        if asking and (before is None or _whole_anew(notice)):
            before = notice


def _whole_anew(notice: Notice) -> bool:
    """Whether it tells all that holds; a corrigendum of the old forms tells its changes only."""
    return bool(notice.lots) and (notice.format == "eforms" or not notice.changes)


def _differences(before: Notice | None, after: Notice) -> Iterator[Difference]:
    for change in after.changes:
        if change.text:
            yield Difference(field="told", after=change.text)
        for lot_id, deadline in change.deadlines.items():
            old = _deadline(before, lot_id)
            if old != deadline and after.format != "eforms":
                yield Difference(field="deadline", lot_id=lot_id or None, before=old, after=deadline)
    if after.status == "cancelled":
        yield Difference(field="cancelled")
    if before is None or not _whole_anew(after):
        return
    yield from _whole(before, after)
    yield from _lots({lot.id: lot for lot in before.lots}, {lot.id: lot for lot in after.lots})


def _deadline(notice: Notice | None, lot_id: str) -> str | None:
    """The deadline of a lot; of the first one where all are meant."""
    if notice is None:
        return None
    return next((lot.deadline for lot in notice.lots if lot_id in {"", lot.id}), None)


def _whole(before: Notice, after: Notice) -> Iterator[Difference]:
    if before.title != after.title:
        yield Difference(field="title", before=before.title, after=after.title)
    if before.description != after.description:
        yield Difference(field="description")
    if before.value != after.value:
        yield Difference(field="value", before=_money(before.value), after=_money(after.value))
    old, new = {one.url for one in before.documents}, {one.url for one in after.documents}
    yield from (Difference(field="document", before=url) for url in sorted(old - new))
    yield from (Difference(field="document", after=url) for url in sorted(new - old))


def _lots(before: dict[str, Lot], after: dict[str, Lot]) -> Iterator[Difference]:
    for lot_id in [*before, *(lot_id for lot_id in after if lot_id not in before)]:
        old, new = before.get(lot_id), after.get(lot_id)
        if old is None or new is None:
            yield Difference(field="lot", lot_id=lot_id, before=_name(old), after=_name(new))
            continue
        if old.deadline != new.deadline:
            yield Difference(field="deadline", lot_id=lot_id, before=old.deadline, after=new.deadline)
        if old.value != new.value:
            yield Difference(field="value", lot_id=lot_id, before=_money(old.value), after=_money(new.value))
        if old.title != new.title:
            yield Difference(field="title", lot_id=lot_id, before=old.title, after=new.title)


def _name(lot: Lot | None) -> str | None:
    return lot.title or lot.id if lot else None


def _money(value: Money | None) -> str | None:
    return f"{value.amount:.2f} {value.currency}" if value else None
