"""The chain on the pages of every stage: ``{% load chain %}{% chain call "call" %}``. Stages know no more of it."""

from __future__ import annotations

from typing import Any

from django import template

from karavel.web.desk.calls.models import Call
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.home.chain import Chain, Reader
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
