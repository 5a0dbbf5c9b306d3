"""What pages of other rooms say of contracts: ``{% load contracts %}``."""

from __future__ import annotations

from django import template

from karavel.web.catalogue.models import ServiceChange
from karavel.web.desk.contracts.models import Contract, Milestone

register = template.Library()


@register.simple_tag
def contract_behind(change: ServiceChange) -> Contract | None:
    """The contract whose accepted milestone made a change of a service; None where it was something else."""
    if change.cause != ServiceChange.Cause.CONTRACT:
        return None
    row = Milestone.live.filter(change=change).select_related("contract").first()
    return row.contract if row else None


@register.filter
def of_side(rows: dict[str, object], side: str) -> object:
    """What a side has, of a mapping by side; None where it has nothing."""
    return rows.get(side)
