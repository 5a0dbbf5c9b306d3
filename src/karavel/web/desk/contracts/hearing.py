"""What the other side of a contract did, in a sentence of the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karavel import texts
from karavel.web.accounts.models import User
from karavel.web.desk.contracts.models import ContractNews
from karavel.web.desk.fields import said

#: Acts that the other side hears of, as the audit log names them.
SENTENCES: Final[dict[str, Promise]] = {
    "contract.offered": _("A contract waits for your signature."),
    "contract.revised": _("The buyer writes the text anew; it will be offered again."),
    "contract.cancelled": _("The contract is given up: %(reason)s"),
    "contract.signed": _("The other side has signed."),
    "signature.accepted": _("The signature was taken: %(reason)s"),
    "signature.turned-down": _("The signature was not taken: %(reason)s"),
    "milestone.delivered": _("Milestone %(milestone)s was delivered: accept it, or say why not."),
    "milestone.accepted": _("Milestone %(milestone)s is accepted."),
    "milestone.rejected": _("Milestone %(milestone)s is not accepted: %(reason)s"),
    "payment.noted": _("A payment of %(price)s was noted."),
    "contract.amended": _("Amendment %(amendment)s was entered: %(reason)s"),
    "contract.finished": _("The contract is fulfilled."),
    "contract.terminated": _("The contract ends before its time: %(reason)s"),
}
#: News on one page.
_MOST: Final = 8
_IN_FORCE: Final = _("Both sides have signed: the contract is in force.")


def sentence(news: ContractNews) -> str:
    """What happened, in the language in use."""
    told = news.details
    if told.get("in_force"):
        return str(_IN_FORCE)
    price = texts.money(float(told["price"]), told["currency"]) if "price" in told else ""
    return str(SENTENCES[news.action]) % {**told, "price": price}


def address_of(news: ContractNews) -> str:
    """The page of the contract for the side that hears of it."""
    own = "contracts-one" if news.organisation_id == news.contract.organisation_id else "contracts-mine-one"
    return reverse(own, args=[news.contract_id])


class Heard(NamedTuple):
    """News as a page lists it."""

    title: str
    told: str
    address: str
    day: date


def heard(user: User, since: datetime) -> list[Heard]:
    """What the organisation in force has not been told of since a moment, the latest first; not the user's own acts."""
    rows = ContractNews.objects.filter(created__gt=since).exclude(actor=user).select_related("contract__award__call")
    return [
        Heard(
            said(one.contract.title, original=one.contract.award.call.language) or one.contract.number,
            sentence(one),
            address_of(one),
            one.created.date(),
        )
        for one in rows[:_MOST]
    ]
