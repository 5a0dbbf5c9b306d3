"""A need as a notice: what is only being drafted is asked about as if it were published today.

So comparable contracts, firms and verdicts come from the same code as those of any notice, and an officer sees what a
foreign bidder will see.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from karavel.notices import Buyer, Lot, Money, Notice, Provenance
from karavel.web.desk.needs.models import BuyerProfile, Need

LOT: str = "LOT-0001"


def notice_of(need: Need, buyer: BuyerProfile | None, on: date) -> Notice:
    """The planning notice that a need would make on a day; its buyer's law and level decide who may bid."""
    codes = tuple(need.cpv) or tuple(one["code"] for one in need.proposed[:1])
    value = Money(float(need.budget), need.budget_currency) if need.budget and need.budget_currency else None
    lot = Lot(id=LOT, title=need.title, description=need.text, cpv=codes, value=value, nature="services")
    return Notice(
        id=f"need-{need.pk}",
        format="ocds",
        kind="planning",
        provenance=Provenance(file=f"need-{need.pk}", sha256=sha256(f"{need.title}\n{need.text}".encode()).hexdigest()),
        language=need.language,
        published=on,
        procedure_start=on,
        buyers=(buyer_of(buyer),) if buyer else (),
        title=need.title,
        description=need.text,
        nature="services",
        cpv=codes,
        value=value,
        lots=(lot,),
    )


def buyer_of(buyer: BuyerProfile) -> Buyer:
    """The buyer as notices name it."""
    number = f"{buyer.scheme} {buyer.identifier}".strip()
    return Buyer(
        name=buyer.name,
        country=buyer.country,
        ids=(number,) if buyer.identifier else (),
        level=buyer.level or None,  # type: ignore[arg-type] # a form offers the levels of the model only
    )
