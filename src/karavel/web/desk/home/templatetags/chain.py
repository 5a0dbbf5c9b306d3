"""The chain on the pages of every stage: ``{% load chain %}{% chain call "call" %}``. Stages know no more of it."""

from __future__ import annotations

from typing import Any

from django import template

from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.home.chain import Chain, Reader, in_public
from karavel.web.desk.needs.models import Consultation, Need

register = template.Library()


@register.inclusion_tag("desk/_chain.html", takes_context=True)
def chain(context: template.Context, found: Need | Consultation | Call | Contract, here: str) -> dict[str, Any]:
    """Where an object stands between need and e-service, and what comes next.

    Args:
        context: of the page.
        found: the object that the page shows.
        here: key of the page's step.
    """
    request, whole = context["request"], Chain.of(found)
    reader = Reader.of(request, whole.call)
    return {"steps": whole.steps(reader), "here": here, "next": whole.next(reader), "path": request.path}


@register.inclusion_tag("desk/_open_chain.html", takes_context=True)
def open_chain(context: template.Context, found: Consultation | Call) -> dict[str, Any]:
    """What else everybody may read of the same chain; nothing where there is nothing else."""
    path = context["request"].path
    steps = in_public(found)
    return {"steps": steps, "path": path, "any": any(link.url != path for step in steps for link in step.links)}
