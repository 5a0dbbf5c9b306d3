"""The key of each message that is due: the same one for the whole of its period."""

from __future__ import annotations

from datetime import date

from karavel.web.alerts import claims
from karavel.web.workspace.models import Delivery, SavedSearch


def digest_key(search: SavedSearch, today: date) -> str:
    """The key of a search's mail of the day, or of the week, which begins on Monday."""
    if search.frequency == SavedSearch.Frequency.WEEKLY:
        year, week, _day = today.isocalendar()
        return f"weekly:{search.pk}:{year}-W{week:02}"
    return f"daily:{search.pk}:{today.isoformat()}"


def last_key(search: SavedSearch, today: date) -> str:
    """The key of a search's last call of the day."""
    return f"last:{search.pk}:{today.isoformat()}"


def webhook_key(search: SavedSearch) -> str:
    """The key of the next post of a search: the one that waits for another try, else a new one.

    A receiver that was away for days gets a new one after a last, longest wait, so that no webhook is silent for good.
    """
    before = Delivery.objects.filter(key__startswith=f"webhook:{search.pk}:").order_by("-pk")
    last = before.first()
    if last is not None and last.sent is None and not claims.rested(last):
        return last.key
    return f"webhook:{search.pk}:{before.count() + 1}"
