"""Records to changes: corrigenda (F14) and modifications of a running contract (F20)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from karavel.notices import Change
from karavel.readers import values
from karavel.readers.ted.records import Form, every, first, lines, money

if TYPE_CHECKING:
    from karavel.notices import Moment
    from karavel.readers.tree import Record

_DEADLINE = re.compile(r"\s*IV\.?2\.?2(?!\d)")  # section "Time limit for receipt of tenders or requests to participate"
_REASONS = {
    "MODIFICATION_ORIGINAL": "update-add",
    "PUBLICATION_TED": "cor-esen",
    "ADDITIONAL_NEED": "add-wss",
    "UNFORESEEN_CIRCUMSTANCE": "mod-cir",
}


def changes(form: Form) -> tuple[Change, ...]:
    """One change a corrected notice, one a modified contract."""
    record = form.record
    if "modifications" in record:
        contract = next(iter(previous(record)), None)
        return tuple(_modification(entry, contract) for entry in record["modifications"])
    if not record.keys() & {"changes", "changed", "change_text"}:
        return ()
    return (_corrigendum(form),)


def _corrigendum(form: Form) -> Change:
    record = form.record
    changed = first(record, "changed")
    return Change(
        notice=values.publication(changed) if changed else None,
        reason=_REASONS.get(first(record, "change_reason") or ""),
        text=lines([*map(_sentence, every(record, "changes")), *every(record, "change_text")]),
        deadlines=_deadlines(form),
    )


def _deadlines(form: Form) -> dict[str, Moment]:
    """Lot number, empty for all lots, to the new deadline."""
    found: dict[str, Moment] = {}
    for entry in every(form.record, "changes"):
        moved = values.moment(first(entry, "new_date"), first(entry, "new_time"), form.problems, "NEW_VALUE")
        if moved and _DEADLINE.match(first(entry, "section") or ""):
            found[first(entry, "number") or ""] = moved
    return found


def _sentence(entry: Record) -> str:
    """``IV.2.2) lot 1: 2021-01-26 23:59 -> 2021-02-15 23:59``."""
    lot = first(entry, "number")
    where = " ".join(part for part in (first(entry, "section"), first(entry, "label"), lot and f"({lot})") if part)
    return f"{where}: {_side(entry, 'old')} -> {_side(entry, 'new')}"


def _side(entry: Record, side: str) -> str:
    parts = (*every(entry, f"{side}_cpv"), *(first(entry, f"{side}_{what}") for what in ("date", "time", "text")))
    return " ".join(part for part in parts if part) or "-"


def _modification(entry: Record, contract: str | None) -> Change:
    return Change(
        notice=contract,
        reason=_REASONS.get(first(entry, "reason") or ""),
        text=lines([*every(entry, "text"), *every(entry, "reason_text")]),
    )


def previous(record: Record) -> tuple[str, ...]:
    """Publications that the form names as those which it follows or changes."""
    named = (*every(record, "changed"), *every(record, "previous"))
    return tuple(dict.fromkeys(values.publication(number) for number in named))


def values_changed(form: Form) -> dict[str, str]:
    """The contract's value before and after its modification, which no field of the model holds."""
    found: dict[str, str] = {}
    for entry in every(form.record, "modifications"):
        for when in ("before", "after"):
            value = money(first(entry, f"value_{when}"), form.problems, f"VAL_TOTAL_{when.upper()}")
            if value:
                found.setdefault(f"ted.value_{when}", f"{value.amount:.2f} {value.currency}")
    return found
