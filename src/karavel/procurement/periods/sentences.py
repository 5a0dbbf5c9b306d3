"""What is said of a finding, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from karavel.procurement.periods.checking import Finding
from karavel.procurement.periods.loading import load
from karavel.procurement.periods.model import Start, Step
from karavel.texts import current, day
from karavel.texts.marking import N_, say

_STEPS: Final[Mapping[Step, str]] = {
    "requests": N_("Time for requests to participate"),
    "tenders": N_("Time for tenders"),
    "answers": N_("Time from the last answers to the deadline"),
    "standstill": N_("Standstill before the contract"),
}
_STARTS: Final[Mapping[Start, str]] = {
    "dispatch": N_("the day on which the notice is sent"),
    "publication": N_("the day on which the notice is published"),
    "invitation": N_("the day of the invitation to tender"),
    "answers": N_("the day of the last answers"),
    "decision": N_("the day on which the decision is told"),
}
_DAYS: Final = N_("{step}: {days} of at least {minimum} days ({article}).")
_WORKING_DAYS: Final = N_("{step}: {days} of at least {minimum} working days ({article}).")
_SHORT: Final = N_("It may end on {earliest} at the earliest.")
_SHORT_STANDSTILL: Final = N_("The contract may be signed on {earliest} at the earliest.")
_TIGHT: Final = N_("The last day counts whole: let the deadline be at its end, or on the day after.")
_UNKNOWN: Final = N_(
    "{step}: the data of Karavel has no minimum under {regime}; ask the authority that supervises there."
)
_UNKNOWN_NOTE: Final = N_("{step}: not known ({article}).")
_UNDATED: Final = N_("{step}: cannot be checked without {start} ({article}).")
_MEMORY: Final = N_("The figure was not looked up: check it in “{source}” before you rely on it.")


def sentence(finding: Finding) -> str:
    """One or a few sentences: what was found, what would be right, and whether the figure can be relied on."""
    parts = [_unknown(finding)] if finding.status == "unknown" else [_measured(finding), _remedy(finding)]
    if finding.minimum is not None:
        parts += [finding.note[current()]] if finding.note else []
        parts += [say(_MEMORY, source=source.title) for source in finding.sources if not source.looked_up]
    return " ".join(part for part in parts if part)


def _values(finding: Finding) -> dict[str, Any]:
    return {
        "step": say(_STEPS[finding.step]),
        "days": finding.days,
        "minimum": finding.minimum,
        "article": "; ".join((finding.article, *finding.adjusted_by)),
        "earliest": day(finding.earliest) if finding.earliest else "",
    }


def _measured(finding: Finding) -> str:
    return say(_WORKING_DAYS if finding.count == "working" else _DAYS, **_values(finding))


def _remedy(finding: Finding) -> str:
    if finding.status == "tight":
        return say(_TIGHT)
    if finding.status == "short":
        return say(_SHORT_STANDSTILL if finding.step == "standstill" else _SHORT, **_values(finding))
    return ""


def _unknown(finding: Finding) -> str:
    values = _values(finding)
    if finding.missing:
        return say(_UNDATED, start=say(_STARTS[finding.missing]), **values)
    if finding.note:
        return f"{say(_UNKNOWN_NOTE, **values)} {finding.note[current()]}"
    regime = load().get(finding.regime)
    return say(_UNKNOWN, regime=regime.title[current()] if regime else finding.regime, **values)
