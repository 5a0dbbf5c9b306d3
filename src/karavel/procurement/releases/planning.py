"""The need and the consultation of the market as a ``planning`` release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parts import documents, milestone, texts, told, value
from karavel.procurement.releases.publisher import Publisher
from karavel.procurement.shapes import Milestone, Need, Process


def planning(
    process: Process, publisher: Publisher, *, at: datetime, tag: Literal["planning", "planningUpdate"] = "planning"
) -> Release:
    """The release of a need, with its consultation if there is one; ``planningUpdate`` for every later word of it.

    Raises:
        InvalidInput: there is no need.
    """
    if process.need is None:
        raise lacking(process, "need")
    found = release(process, publisher, tag=tag, stage="planning", at=at)
    found["planning"] = _planning(process.need, process)
    if process.call is None:  # a plan's title has no place of its own; once there is a call, its title stands
        found["tender"] = _planned(process, process.need)
    return found


def _planned(process: Process, need: Need) -> dict[str, Any]:
    return told(id=process.id, status="planned", **texts("title", need.title, process.language))


def _planning(need: Need, process: Process) -> dict[str, Any]:
    language, asked = process.language, process.consultation
    files = (*need.documents, *(asked.documents if asked else ()))
    return told(
        **texts("rationale", need.rationale, language),
        budget=told(description=need.budget_source, amount=value(need.budget)),
        documents=documents(files, language),
        milestones=list(_milestones(need, process)),
    )


def _milestones(need: Need, process: Process) -> Iterator[dict[str, Any]]:
    """The consultation as an ``engagement``, the expected call as a ``preProcurement`` milestone."""
    asked, call = process.consultation, process.call
    if asked:
        held = Milestone(id="consultation", kind="engagement", title=asked.title, due=asked.period.end, met=asked.ended)
        yield milestone(held, process.language)
    if need.expected:
        met = call.published if call else None
        yield milestone(
            Milestone(id="call", kind="preProcurement", title={}, due=need.expected, met=met), process.language
        )
