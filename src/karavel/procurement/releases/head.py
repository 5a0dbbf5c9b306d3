"""What stands on every release: ids, date, tag, language, buyer, parties.

A release is dated in UTC, whatever zone its other moments have: whoever merges releases sorts their dates as text.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from karavel.errors import InvalidInput, Mistake
from karavel.procurement.releases.parties import Stage, parties, reference
from karavel.procurement.releases.parts import moment, told
from karavel.procurement.releases.publisher import Publisher, ocid, release_id
from karavel.procurement.shapes import Process, Related
from karavel.texts.marking import N_, say

_LACKING: Final = N_("The process {id} has nothing to publish of this stage yet.")
_NOT_THERE: Final = N_("is not there yet; publish this stage when it is")
_NO_ZONE: Final = N_("A release needs the moment of its publication with a time zone.")

#: A release as JSON has it.
Release: TypeAlias = dict[str, Any]


def release(process: Process, publisher: Publisher, *, tag: str, stage: Stage, at: datetime) -> Release:
    """The head of a release, to which its stage adds a section.

    Args:
        process: as it stands.
        publisher: whose release it is.
        tag: a code of OCDS's list ``releaseTag``.
        stage: up to which parties are named.
        at: the moment of publication, with its zone.

    Raises:
        InvalidInput: the moment has no zone.
    """
    if at.utcoffset() is None:
        raise InvalidInput(say(_NO_ZONE))
    own = ocid(publisher, process.id)
    return told(
        ocid=own,
        id=release_id(own, tag, at),
        date=moment(at.astimezone(UTC)),
        tag=[tag],
        initiationType="tender",
        language=process.language,
        buyer=reference(process.buyer),
        parties=parties(process, stage),
        relatedProcesses=[_related(one) for one in process.related],
    )


def _related(one: Related) -> dict[str, Any]:
    return told(
        id=one.id,
        relationship=[one.relationship],
        scheme=one.scheme,
        identifier=one.identifier,
        relatedLots=list(one.lots),
    )


def lacking(process: Process, what: str) -> InvalidInput:
    """The error of a stage that the process has not reached."""
    return InvalidInput(say(_LACKING, id=process.id), (Mistake(f"Process.{what}", say(_NOT_THERE)),))
