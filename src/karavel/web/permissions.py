"""Who may do what: one table of actions and roles. :mod:`karavel.web.fences` puts it before the views."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member is to an organisation. An officer also sees the companies of the agency's programmes."""

    VIEWER = "viewer", _("Viewer")
    BID_MANAGER = "bid-manager", _("Bid manager")
    OFFICER = "officer", _("Agency officer")
    PROCUREMENT = "procurement", _("Procurement officer")
    ADMINISTRATOR = "administrator", _("Administrator")


PUBLIC: Final = "public"
"""Anybody, logged in or not; the view fences itself (a setup token, a metrics token, a link in a mail)."""
SIGNED_IN: Final = "signed-in"
"""Anybody with an account, also while it belongs to no organisation."""
OPERATOR: Final = "operator"
"""Who runs this installation: the first account, and whom ``createsuperuser`` makes."""

_EVERYBODY: Final = frozenset(Role)
_BIDDERS: Final = frozenset({Role.BID_MANAGER, Role.OFFICER, Role.ADMINISTRATOR})
_OFFICERS: Final = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
_ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})
_KEEPERS: Final = frozenset({Role.OFFICER, Role.PROCUREMENT, Role.ADMINISTRATOR})
_BUYERS: Final = frozenset({Role.PROCUREMENT, Role.ADMINISTRATOR})
# Who runs the installation or gives roles must not be able to open bids: a seat never goes to an administrator.
_COMMITTEE: Final = frozenset({Role.VIEWER, Role.OFFICER, Role.PROCUREMENT})

#: Action to the roles that may do it. Names are ``object.verb``; pages that only show use ``view``.
ACTIONS: Final[dict[str, frozenset[Role]]] = {
    "today.view": _EVERYBODY,
    "opportunity.view": _EVERYBODY,
    "opportunity.export": _EVERYBODY,
    "notice.view": _EVERYBODY,
    "notice.ask": _BIDDERS,
    "market.view": _EVERYBODY,
    "party.view": _EVERYBODY,
    "feedback.give": _BIDDERS,
    "follow.edit": _EVERYBODY,
    "search.edit": _EVERYBODY,
    "profile.view": _EVERYBODY,
    "profile.edit": _BIDDERS,
    "pursuit.view": _EVERYBODY,
    "pursuit.edit": _BIDDERS,
    "pursuit.decide": _BIDDERS,
    "attachment.view": _EVERYBODY,
    "attachment.edit": _BIDDERS,
    "programme.view": _OFFICERS,
    "programme.edit": _OFFICERS,
    "desk.view": _EVERYBODY,
    "desk.edit": _BUYERS,
    "desk.publish": _BUYERS,
    "desk.award": frozenset({Role.PROCUREMENT}),
    "committee.open": _COMMITTEE,
    "committee.judge": _COMMITTEE,
    "consultation.answer": _BIDDERS,
    "bid.view": _BIDDERS,
    "bid.edit": _BIDDERS,
    "bid.submit": _BIDDERS,
    "contract.view": _EVERYBODY,
    "contract.edit": _BUYERS,
    "contract.sign": frozenset({Role.BID_MANAGER, Role.PROCUREMENT, Role.ADMINISTRATOR}),
    "contract.deliver": _BIDDERS,
    "contract.accept": frozenset({Role.PROCUREMENT}),
    "news.edit": _BIDDERS,
    "news.publish": _OFFICERS,
    "cooperation.view": _EVERYBODY,
    "cooperation.edit": _OFFICERS,
    "catalogue.view": _KEEPERS,
    "catalogue.edit": _KEEPERS,
    "token.edit": _BIDDERS,
    "member.view": _EVERYBODY,
    "member.edit": _ADMINISTRATORS,
    "organisation.edit": _ADMINISTRATORS,
    "audit.view": _ADMINISTRATORS,
}


def allows(action: str, role: str | None) -> bool:
    """Whether a role may do an action of the table."""
    return role is not None and role in ACTIONS[action]
