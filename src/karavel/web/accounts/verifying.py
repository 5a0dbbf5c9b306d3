"""Walks the chains of the audit log and says which entry was changed, which is missing, which was put in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from karavel.web.accounts import chain, guards
from karavel.web.accounts.models import AuditEntry, AuditHead, AuditTombstone, Organisation

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain, to be kept where nobody who can write the database can change it.

    Attributes:
        organisation: the key of the organisation.
        sequence: how many entries the chain had.
        digest: of the last of them, which depends on all before it.
    """

    organisation: int
    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong.

    Attributes:
        organisation: whose chain; None where it concerns all.
        sequence: the number of the entry; 0 where it is none in particular.
        kind: ``changed``, ``missing``, ``unlinked``, ``added``, ``head``, ``kept``, ``tombstone`` or ``unguarded``.
        sentence: the same for people.
    """

    organisation: int | None
    sequence: int
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    Attributes:
        ok: nothing is wrong.
        chains: how many chains were walked; ``entries`` how many entries.
        faults: all that is wrong.
    """

    ok: bool
    chains: int
    entries: int
    faults: tuple[Fault, ...]


def heads() -> list[Head]:
    """The end of each chain that has entries; for deleted organisations, what their tombstones keep."""
    living = AuditHead.everywhere.order_by("organisation_id").values_list("organisation_id", "sequence", "digest")
    stones = AuditTombstone.objects.order_by("organisation_key").values_list("organisation_key", "sequence", "digest")
    return [Head(*row) for row in (*living, *stones) if row[1]]


def verify(kept: Iterable[Head] = ()) -> Verification:
    """Walks every chain.

    Args:
        kept: heads that were kept elsewhere; each must still stand in its chain.
    """
    walked = [_Chain(organisation) for organisation in _organisations()]
    faults = [*_unguarded(), *(fault for one in walked for fault in one.faults()), *_buried()]
    faults += [fault for head in kept for fault in _against(head)]
    return Verification(not faults, len(walked), sum(one.entries for one in walked), tuple(faults))


def _organisations() -> list[int]:
    """All that have a chain, or should."""
    named = AuditEntry.everywhere.order_by().values_list("organisation_id", flat=True).distinct()
    headed = AuditHead.everywhere.values_list("organisation_id", flat=True)
    return sorted({*named, *headed})


class _Chain:
    """One walk along the chain of an organisation."""

    def __init__(self, organisation: int) -> None:
        self.organisation = organisation
        self.entries = 0
        self._last, self._digest = 0, chain.START

    def faults(self) -> Iterator[Fault]:
        """All that is wrong with it."""
        for sequence, digest, entry in _entries(self.organisation):
            self.entries += 1
            yield from self._place(sequence)
            yield from self._entry(sequence, entry)
            self._last, self._digest = sequence, digest
        yield from self._end()

    def _place(self, sequence: int) -> Iterator[Fault]:
        if sequence > self._last + 1:
            gap = _("Entries %(first)s to %(last)s are missing.")
            yield self._fault(self._last + 1, "missing", gap, first=self._last + 1, last=sequence - 1)

    def _entry(self, sequence: int, entry: AuditEntry | None) -> Iterator[Fault]:
        if entry is None or chain.digest_of(entry.said(), entry.previous) != entry.digest:
            yield self._fault(sequence, "changed", _("Entry %(number)s was changed."), number=sequence)
        elif sequence == self._last + 1 and entry.previous != self._digest:
            unlinked = _("Entry %(number)s does not follow the one before it: one of them was replaced or moved.")
            yield self._fault(sequence, "unlinked", unlinked, number=sequence)

    def _end(self) -> Iterator[Fault]:
        head = AuditHead.everywhere.filter(organisation_id=self.organisation).first() or AuditHead()
        if head.sequence > self._last:
            gap = _("Entries %(first)s to %(last)s are missing.")
            yield self._fault(self._last + 1, "missing", gap, first=self._last + 1, last=head.sequence)
        elif head.sequence < self._last:
            added = _("Entries %(first)s to %(last)s were added past the end of the chain.")
            yield self._fault(head.sequence + 1, "added", added, first=head.sequence + 1, last=self._last)
        elif head.digest != self._digest:
            yield self._fault(self._last, "head", _("The end of the chain is not the one that was noted."))

    def _fault(self, sequence: int, kind: str, sentence: str, **values: int) -> Fault:
        return Fault(self.organisation, sequence, kind, sentence % values)


def _entries(organisation: int) -> Iterator[tuple[int, str, AuditEntry | None]]:
    """Number, digest and entry, in order; no entry where a field holds what cannot be read any more."""
    rows = AuditEntry.everywhere.filter(organisation_id=organisation)
    places = list(rows.order_by("sequence").values_list("pk", "sequence", "digest"))
    for start in range(0, len(places), _BATCH):
        batch = places[start : start + _BATCH]
        found = _readable([row[0] for row in batch])
        yield from ((sequence, digest, found.get(pk)) for pk, sequence, digest in batch)


def _readable(keys: Sequence[int]) -> dict[int, AuditEntry]:
    try:
        found = AuditEntry.everywhere.in_bulk(keys)
    except (ValueError, TypeError, AttributeError):  # a damaged field, as Django's converters answer it
        halves = (keys[: len(keys) // 2], keys[len(keys) // 2 :]) if len(keys) > 1 else ()
        return {key: entry for half in halves for key, entry in _readable(half).items()}
    return {key: entry for key, entry in found.items() if isinstance(entry.created, datetime)}  # None: damaged


def _unguarded() -> Iterator[Fault]:
    for name in guards.missing(connection):
        sentence = _("The database has lost the trigger %(name)s, which refuses changes.") % {"name": name}
        yield Fault(None, 0, "unguarded", sentence)


def _buried() -> Iterator[Fault]:
    """A tombstone stands for an organisation that is gone; one for the living was put there to delete entries."""
    living = Organisation.objects.values("pk")
    for stone in AuditTombstone.objects.filter(organisation_key__in=living):
        yield Fault(stone.organisation_key, 0, "tombstone", _("A tombstone stands for an organisation that lives."))


def _against(head: Head) -> Iterator[Fault]:
    """Whether a head that was kept elsewhere still stands; of a deleted organisation only the end can be compared."""
    stone = AuditTombstone.objects.filter(organisation_key=head.organisation).first()
    if stone and (stone.sequence > head.sequence or (stone.sequence, stone.digest) == (head.sequence, head.digest)):
        return
    rows = AuditEntry.everywhere.filter(organisation_id=head.organisation, sequence=head.sequence)
    if stone or not rows.filter(digest=head.digest).exists():
        sentence = _("Entry %(number)s is not the one that the kept head names.") % {"number": head.sequence}
        yield Fault(head.organisation, head.sequence, "kept", sentence)
