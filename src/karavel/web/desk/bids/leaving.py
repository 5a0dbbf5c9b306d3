"""An organisation goes, and with it the bids that it never handed in; those that it did keep it from going."""

from __future__ import annotations

from karavel.procurement.tables import BID
from karavel.web.accounts.models import Organisation
from karavel.web.desk.bids.handing import throw_away
from karavel.web.desk.bids.models import Bid


def leave(organisation: Organisation) -> None:
    """Throws away what nobody but the organisation ever knew of; call it inside the transaction that deletes."""
    for bid in Bid.everywhere.filter(organisation=organisation, state=BID.initial):
        throw_away(bid)
