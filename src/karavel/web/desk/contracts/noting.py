"""Acts on a contract stand in the log of the buyer, and in that of who acted where it is another."""

from __future__ import annotations

from typing import Any

from karavel.web.accounts import audit
from karavel.web.desk.contracts.models import Contract
from karavel.web.requests import Member


def note(request: Member, contract: Contract, action: str, **details: Any) -> None:
    """Notes an act; the last thing of its transaction."""
    for organisation in sorted({contract.organisation_id, request.acting.organisation.pk}):
        audit.note_as(organisation, request.user, action, contract.number, contract=contract.pk, **details)
