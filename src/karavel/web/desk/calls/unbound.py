"""Why bids may come in here: the reasons for which no platform binds a buyer, told on every page of such a call."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

REASONS: Final = (
    ("donor", _("a donor pays and its rules hold, which name no platform")),
    ("below", _("the value lies below what national rules bind to a platform")),
    ("private", _("the buyer is private and bound to no platform")),
    ("pilot", _("this is a pilot outside of the rules on public contracts")),
)


def told(reason: str) -> str:
    """A reason in words; as it stands where it is none of the table."""
    return str(dict(REASONS).get(reason, reason))
