"""From a draft to a text that is fixed and may be signed, back while nobody has signed, or given up."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.errors import IllegalMove, InvalidInput, Mistake
from karavel.procurement import signing
from karavel.procurement.tables import AWARD, CONTRACT
from karavel.web.desk.contracts import drafting, keeping
from karavel.web.desk.contracts.found import held
from karavel.web.desk.contracts.models import Contract
from karavel.web.desk.contracts.noting import note
from karavel.web.moving import move
from karavel.web.requests import Member


def offer(request: Member, contract: Contract) -> Contract:
    """Draws the PDF up, keeps it, and opens the contract for signatures.

    Raises:
        InvalidInput: the draft does not hold; all of it is told.
        IllegalMove: it is no draft any more, or its award does not stand.
    """
    with held(contract, "offer", "pending") as locked:
        if locked.award.state != "active":
            raise IllegalMove(AWARD.name, locked.award.state, "sign a contract from")
        drawn = timezone.now().replace(microsecond=0)
        digest = keeping.put(_drawn(locked, drawn))
        move(locked, CONTRACT, "offer", pdf_sha256=digest, signed_sha256="", drawn=drawn)
        note(request, locked, "contract.offered", sha256=digest, departs=departs(locked))
    return locked


def departs(contract: Contract) -> bool:
    """Whether a contract is made at another price than the award's, where the award names one."""
    award = contract.award
    awarded = award.price, award.price_currency
    return award.price is not None and (contract.price, contract.price_currency) != awarded


def _drawn(contract: Contract, drawn: object) -> bytes:
    wrong = list(problems(contract))
    if wrong:
        raise InvalidInput(_("The contract cannot be drawn up."), tuple(Mistake(*one) for one in wrong))
    return signing.draft(drafting.text_of(contract, drawn))  # type: ignore[arg-type]


def problems(contract: Contract) -> list[tuple[str, str]]:
    """What the draft lacks beyond what its text needs: place and sentence."""
    undated = contract.milestones.filter(due=None).values_list("number", flat=True)
    wrong = [
        (_("Milestone %(number)s") % {"number": number}, _("Say by when it is due: the contract names the day."))
        for number in undated
    ]
    own = contract.award.call.language
    if not contract.title.get(own) or not contract.description.get(own):
        wrong.append((_("title"), _("Title and description are needed in the language of the call.")))
    if not contract.supplier_country:
        wrong.append((_("supplier"), _("The award does not say of which country the supplier is.")))
    if not contract.milestones.exists():
        wrong.append((_("milestones"), _("Name one milestone at least: it is what is accepted in the end.")))
    return wrong


def revise(request: Member, contract: Contract) -> None:
    """Makes a draft of it again.

    Raises:
        IllegalMove: it is not being signed, or somebody has signed.
    """
    with held(contract, "revise", "signing") as locked:
        if locked.signatures.exists():
            raise IllegalMove(CONTRACT.name, locked.state, "revise")
        move(locked, CONTRACT, "revise", pdf_sha256="", signed_sha256="", drawn=None)
        note(request, locked, "contract.revised")


def cancel(request: Member, contract: Contract, reason: str) -> None:
    """Gives a contract up that not both sides have signed.

    Raises:
        IllegalMove: it is in force or has ended.
    """
    with held(contract, "cancel", "pending", "signing") as locked:
        move(locked, CONTRACT, "cancel", reason=reason)
        note(request, locked, "contract.cancelled", reason=reason)
