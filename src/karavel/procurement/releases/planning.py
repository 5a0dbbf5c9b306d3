"""The need and the consultation of the market as a ``planning`` release."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from karavel.procurement.releases.head import Release, lacking, release
from karavel.procurement.releases.parts import documents, moment, texts, told, value
from karavel.procurement.releases.publisher import Publisher
from karavel.procurement.shapes import Consultation, Need, Process


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
    found["planning"] = _planning(process.need, process.consultation, process.language)
    if process.call is None:  # a plan's title has no place of its own; once there is a call, its title stands
        found["tender"] = _planned(process, process.need)
    return found


def _planned(process: Process, need: Need) -> dict[str, Any]:
    return told(id=process.id, status="planned", **texts("title", need.title, process.language))


def _planning(need: Need, asked: Consultation | None, language: str) -> dict[str, Any]:
    files = (*need.documents, *(asked.documents if asked else ()))
    return told(
        **texts("rationale", need.rationale, language),
        budget=told(description=need.budget_source, amount=value(need.budget)),
        documents=documents(files, language),
        milestones=_milestones(need, asked, language),
    )


def _milestones(need: Need, asked: Consultation | None, language: str) -> list[dict[str, Any]]:
    """The consultation as an ``engagement``, the expected call as a ``preProcurement`` milestone."""
    found = []
    if asked:
        due = moment(asked.period.end)
        found.append(told(id="consultation", type="engagement", **texts("title", asked.title, language), dueDate=due))
    if need.expected:
        found.append({"id": "call", "type": "preProcurement", "dueDate": moment(need.expected)})
    return found
