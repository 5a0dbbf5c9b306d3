"""Several who change one service at once: every change is written once, and each begins where the one before ended."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from tests.web.catalogue.agency import Agency

from karavel.errors import IllegalMove
from karavel.services import breaks, count
from karavel.web.catalogue import changing, published
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.catalogue.tallying import core, standing


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_none_is_lost_and_none_counts_twice() -> None:
    agency = Agency()
    rows = [PublicService.everywhere.get(pk=agency.page.pk) for _ in range(8)]

    def change(place: int) -> bool:
        try:
            if place % 2:
                made = changing.change(rows[place], status="suspended", cause="own-work")
            else:
                made = changing.change(rows[place], level=2 + place // 2, cause="own-work")
        except IllegalMove:
            return False
        finally:
            connection.close()
        return made is not None

    # SQLite in memory, as tests have it, knows no second connection that waits: there they come one after the other.
    with ThreadPoolExecutor(4 if connection.vendor == "postgresql" else 1) as pool:
        done = list(pool.map(change, range(8)))
    written = list(core(published.changes()))
    assert breaks(written) == ()
    assert ServiceChange.everywhere.filter(service=agency.page).count() == 1 + sum(done)
    suspended = ServiceChange.everywhere.filter(service=agency.page, before_state="active", after_state="suspended")
    assert suspended.count() == 1
    now = [standing(row) for row in published.services()]
    assert count(written, timezone.localdate()).listed == sum(one.listed for one in now)
