"""Which lot of a notice is meant."""

from __future__ import annotations

from typing import Final

from karavel.errors import NotFound
from karavel.notices import Lot, Notice
from karavel.texts.marking import N_, say

_NO_LOT: Final = N_("Notice {notice} has no lot {lot}.")
_NO_LOTS: Final = N_("Notice {notice} has no lots.")
_LOTS: Final = N_("Its lots are {lots}.")


def chosen(notice: Notice, lot_id: str | None) -> Lot:
    """The lot with an id, the first one where none is given.

    Raises:
        NotFound: the notice has no such lot; names those it has.
    """
    if not notice.lots:
        raise NotFound(say(_NO_LOTS, notice=notice.id))
    if lot_id is None:
        return notice.lots[0]
    found = next((lot for lot in notice.lots if lot.id == lot_id), None)
    if found is None:
        lots = ", ".join(lot.id for lot in notice.lots)
        raise NotFound(say(_NO_LOT, notice=notice.id, lot=lot_id), remedy=say(_LOTS, lots=lots))
    return found
