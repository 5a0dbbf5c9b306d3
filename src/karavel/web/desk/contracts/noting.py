"""Acts on a contract stand in the logs of both who acted and the buyer, and the other side hears of them."""

from __future__ import annotations

from typing import Any, Final

from karavel.web.accounts import audit
from karavel.web.desk.contracts import hearing
from karavel.web.desk.contracts.models import Contract, ContractNews
from karavel.web.requests import Member

#: What a sentence on an act may say of it.
_TOLD: Final = ("milestone", "reason", "price", "currency", "amendment", "in_force")


def note(request: Member, contract: Contract, action: str, **details: Any) -> None:
    """Notes an act; the last thing of its transaction."""
    acting, buyer = request.acting.organisation.pk, contract.organisation_id
    other = contract.company_id if acting == buyer else buyer
    seen = contract.drawn is not None or action == "contract.revised"  # nobody else has seen a draft
    if action in hearing.SENTENCES and seen and other is not None and other != acting:
        told = {name: details[name] for name in _TOLD if name in details}
        news = ContractNews(organisation_id=other, contract=contract, action=action, details=told, actor=request.user)
        news.save()
    for organisation in sorted({buyer, acting}):
        audit.note_as(organisation, request.user, action, contract.number, contract=contract.pk, **details)
