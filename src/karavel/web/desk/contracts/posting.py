"""News of contracts go out by mail, each once to each reader, however often and from wherever this runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from karavel.web import scope
from karavel.web.accounts.models import Membership, User
from karavel.web.alerts import claims
from karavel.web.alerts.speaking import address, speaking
from karavel.web.desk import mailing
from karavel.web.desk.contracts.hearing import address_of, sentence
from karavel.web.desk.contracts.models import ContractNews
from karavel.web.desk.fields import said
from karavel.web.permissions import ACTIONS
from karavel.web.workspace.models import Delivery


def send_due() -> tuple[int, list[str]]:
    """Sends what is due, to both sides of every contract; how many, and what failed."""
    outcomes = list(_all())
    return sum(not why for why in outcomes), [why for why in outcomes if why]


def _all() -> Iterator[str]:
    for news in ContractNews.everywhere.filter(mailed=None).select_related("contract__award__call").order_by("pk"):
        with scope.within(news.organisation_id):
            keys = {_key(news, reader): reader for reader in readers(news)}
            for key, reader in keys.items():
                yield from mailing.once(key, "contract", partial(_mail, news, reader), bool)
            if not _waiting(keys):
                ContractNews.objects.filter(pk=news.pk).update(mailed=timezone.now())


def readers(news: ContractNews) -> list[User]:
    """Who hears of an act: at the buyer who accepts, at the supplier who delivers; never who did it."""
    action = "contract.accept" if news.organisation_id == news.contract.organisation_id else "contract.deliver"
    members = Membership.objects.filter(organisation=news.organisation_id, role__in=ACTIONS[action])
    rows = members.filter(user__is_active=True).exclude(user=news.actor_id).select_related("user").order_by("user")
    return [one.user for one in rows if one.user.email]


def _key(news: ContractNews, reader: User) -> str:
    return f"contract-news:{news.pk}:{reader.pk}"


def _waiting(keys: dict[str, User]) -> bool:
    """Whether a mail is still to be sent, or tried again."""
    sent = Delivery.objects.filter(key__in=keys).exclude(sent=None).count()
    given_up = Delivery.objects.filter(key__in=keys, sent=None, failures__gte=claims.TRIES).count()
    return sent + given_up < len(keys)


def _mail(news: ContractNews, reader: User) -> None:
    contract = news.contract
    with speaking(reader):
        title = said(contract.title, original=contract.award.call.language)
        subject = _("Contract “%(title)s”") % {"title": title}
        lines = (f"{title} ({contract.number})", "", sentence(news), "", address(address_of(news)), "")
        mailing.plain(subject, "\n".join(lines), reader.email)
