"""One door for level, state and authority; each change is written down with its cause, and the count is their sum."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.web.catalogue.agency import Agency, authority, days_ago, service

from karavel.errors import IllegalMove, InvalidInput
from karavel.services import CAUSES, SERVICE, breaks, count
from karavel.web.accounts.models import Organisation
from karavel.web.catalogue import changing, published
from karavel.web.catalogue.models import PublicService, ServiceChange
from karavel.web.catalogue.tallying import core, counted, standing


def test_a_change_is_written_with_what_was_before_and_why(agency: Agency) -> None:
    row = agency.declaration
    made = ServiceChange.everywhere.filter(service=row).latest("number")
    assert (made.before_level, made.after_level, made.cause, made.reference) == (2, 4, "contract", "C-2026-1/3")
    assert (row.level, row.state) == (4, "active")
    assert PublicService.everywhere.get(pk=row.pk).level == 4


def test_nothing_is_written_where_nothing_changes(agency: Agency) -> None:
    before = ServiceChange.everywhere.count()
    assert changing.change(agency.page, level=1, status="active", cause="own-work") is None
    assert ServiceChange.everywhere.count() == before


def test_a_state_that_the_table_does_not_lead_to_is_refused(agency: Agency) -> None:
    for row, status in ((agency.gone, "active"), (agency.plan, "suspended"), (agency.page, "planned")):
        with pytest.raises(IllegalMove):
            changing.change(row, status=status, level=5, cause="own-work")
        assert PublicService.everywhere.get(pk=row.pk).level == row.level


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown cause": ({"cause": "luck"}, "cause"),
    "a contract without its number": ({"cause": "contract"}, "reference"),
    "a correction without its reason": ({"cause": "correction", "reference": " "}, "reference"),
    "a level above five": ({"level": 6}, "level"),
    "an unknown state": ({"status": "sleeping"}, "status"),
    "a day ahead": ({"on": timezone.localdate() + timedelta(days=2)}, "on"),
    "a day before the change before": ({"on": days_ago(41)}, "on"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_hold_is_told_with_its_place_and_nothing_is_saved(agency: Agency, name: str) -> None:
    given, place = WRONG[name]
    whole: dict[str, Any] = {"level": 5, "cause": "own-work"} | given
    with pytest.raises(InvalidInput) as caught:
        changing.change(agency.declaration, **whole)
    assert [mistake.place for mistake in caught.value.mistakes] == [place]
    row = PublicService.everywhere.get(pk=agency.declaration.pk)
    assert row.level == 4
    assert ServiceChange.everywhere.filter(service=row).count() == 2


def test_changes_are_never_changed_nor_deleted(agency: Agency) -> None:
    row = ServiceChange.everywhere.filter(service=agency.declaration)[0]
    for tried in (row.save, row.delete, ServiceChange.everywhere.all().delete):
        with pytest.raises(TypeError, match="never"):
            tried()
    with pytest.raises(TypeError, match="never changed"):
        ServiceChange.everywhere.update(cause="law")


def test_of_two_changes_with_one_number_one_stands(agency: Agency) -> None:
    first = ServiceChange.everywhere.filter(service=agency.page)[0]
    again = ServiceChange(
        service=agency.page,
        number=first.number,
        day=first.day,
        after_authority=first.after_authority,
        after_level=5,
        after_state="active",
        cause="own-work",
    )
    again.organisation = agency.organisation
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_row_read_before_somebody_elses_change_does_not_undo_it(agency: Agency) -> None:
    old = PublicService.everywhere.get(pk=agency.declaration.pk)
    changing.change(agency.declaration, level=5, cause="own-work")
    made = changing.change(old, status="suspended", cause="own-work")
    assert made is not None
    assert (made.before_level, made.after_level, made.after_state) == (5, 5, "suspended")
    assert breaks(core(published.changes())) == ()


def test_a_service_that_goes_to_another_authority_counts_there_from_that_day(agency: Agency) -> None:
    changing.change(agency.page, authority=agency.justice, cause="law", reference="Act 9", on=days_ago(5))
    before, after = counted(days_ago(6)), counted(days_ago(5))
    assert before.listed == after.listed
    tax, justice = str(agency.tax.pk), str(agency.justice.pk)
    assert before.by_authority[tax].listed - after.by_authority[tax].listed == 1
    assert after.by_authority[justice].listed - before.by_authority[justice].listed == 1
    assert "justice" in PublicService.everywhere.get(pk=agency.page.pk).words


def test_a_correction_of_the_past_holds_until_the_next_change_and_leaves_today(agency: Agency) -> None:
    row = agency.declaration  # of level 2 since 200 days, of level 4 since 40
    assert counted(days_ago(100)).online == 1
    made = changing.change(row, level=4, cause="correction", reference="It was whole before", on=days_ago(90))
    assert made is not None
    assert (made.before_level, made.after_level, made.day) == (2, 4, days_ago(90))
    assert [counted(days_ago(days)).online for days in (91, 90, 41, 40, 0)] == [1, 2, 2, 2, 2]
    assert [counted(days_ago(days)).listed for days in (91, 90)] == [4, 4]
    assert PublicService.everywhere.get(pk=row.pk).level == 4
    assert breaks(core(published.changes())) == ()
    with pytest.raises(InvalidInput) as caught:
        changing.change(row, level=3, cause="correction", reference="x", on=days_ago(300))
    assert [mistake.place for mistake in caught.value.mistakes] == ["on"]


def test_the_count_leaves_out_plans_companies_and_what_is_withdrawn(agency: Agency) -> None:
    company = Organisation.objects.create(name="A company")
    service(authority(company, ("en", "Nobody")), "Boast", level=5)
    found = counted(timezone.localdate())
    assert (found.listed, found.online) == (3, 2)
    assert found.by_status == {"active": 3, "planned": 1, "withdrawn": 1}
    assert counted(days_ago(41)).online == 1
    assert counted(days_ago(21)).listed == 4


MOVES = st.tuples(
    st.integers(0, 2), st.integers(0, 6), st.sampled_from([*SERVICE.states, "asleep"]), st.integers(0, 40)
)


class RandomChanges(TestCase):
    """Whatever is tried in whatever order, services and their changes say the same."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(MOVES, max_size=15), st.sampled_from(CAUSES))
    def test_the_changes_always_say_what_the_services_say(self, tried: list[Any], cause: str) -> None:
        agency = Agency()
        rows = [agency.page, agency.plan, agency.marriage]
        for which, level, status, ago in tried:
            try:
                changing.change(rows[which], level=level, status=status, cause=cause, reference="x", on=days_ago(ago))
            except (IllegalMove, InvalidInput):
                continue
        written = list(core(published.changes()))
        now = [standing(row) for row in published.services()]
        found = count(written, timezone.localdate())
        assert breaks(written) == ()
        assert (found.listed, found.online) == (sum(one.listed for one in now), sum(one.online for one in now))
