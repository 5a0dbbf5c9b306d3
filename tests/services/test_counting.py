"""The count is the sum of its changes, on any day, in any order; listed and fully online are never mixed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from karavel.services import CAUSES, SERVICE, Change, Count, Standing, breaks, count, over_time, stood

START = date(2026, 1, 1)
STANDINGS = st.builds(Standing, st.sampled_from("ab"), st.integers(1, 5), st.sampled_from(SERVICE.states))


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of some services as the catalogue writes them: each begins where the one before it ended."""
    made = []
    for service in range(draw(st.integers(0, 5))):
        before, day = None, START
        own: list[Change] = []
        for after in draw(st.lists(STANDINGS, max_size=5)):
            day += timedelta(days=draw(st.integers(0, 20)))
            cause = draw(st.sampled_from(CAUSES))
            own.append(Change(str(service), len(own), day, before, after, cause, "ref"))
            before = after
        for wanted in draw(st.lists(STANDINGS, max_size=2)) if own else ():
            own += corrected(own, START + timedelta(days=draw(st.integers(0, 100))), wanted)
        made += own
    return made


def corrected(own: list[Change], day: date, wanted: Standing) -> list[Change]:
    """The two rows of a correction of the past: how it stood from a day to the next change after it."""
    before, later = stood(own, day), [change.day for change in own if change.day > day]
    if before is None or not later:
        return []
    return [
        Change(own[0].service, len(own), day, before, wanted, "correction", "ref"),
        Change(own[0].service, len(own) + 1, min(later), wanted, before, "correction", "ref"),
    ]


def naive(changes: list[Change], on: date) -> tuple[int, int]:
    """Where each service stands on the day, looked up and counted one by one."""
    standing: dict[str, Standing] = {}
    for service in {change.service for change in changes}:
        until = [change for change in changes if change.service == service and change.day <= on]
        ways = [change.after for change in until]
        for change in until:
            if change.before is not None:
                ways.remove(change.before)
        assert len(ways) == bool(until)
        if ways:
            standing[service] = ways[0]
    listed = [one for one in standing.values() if one.status == "active"]
    return len(listed), len([one for one in listed if one.level >= 4])


DAYS = st.integers(-5, 120).map(lambda days: START + timedelta(days=days))


@given(histories(), DAYS)
def test_the_count_is_the_services_that_stand_there_on_the_day(changes: list[Change], on: date) -> None:
    found = count(changes, on)
    assert (found.listed, found.online) == naive(changes, on)


@given(histories(), DAYS)
def test_the_sum_of_the_changes_is_the_count(changes: list[Change], on: date) -> None:
    until = [change for change in changes if change.day <= on]
    found = count(changes, on)
    assert sum(change.listed for change in until) == found.listed
    assert sum(change.online for change in until) == found.online


@given(histories().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))), DAYS)
def test_the_order_of_the_changes_never_matters(both: tuple[list[Change], list[Change]], on: date) -> None:
    assert count(both[0], on) == count(both[1], on)
    assert list(over_time(both[0], [on, START])) == list(over_time(both[1], [START, on]))


@given(histories(), st.lists(DAYS, max_size=6))
def test_over_time_is_the_count_of_each_day(changes: list[Change], days: list[date]) -> None:
    assert list(over_time(changes, days)) == [count(changes, day) for day in sorted(days)]


@given(histories(), DAYS)
def test_the_parts_add_up_and_fully_online_is_a_part_of_listed(changes: list[Change], on: date) -> None:
    found = count(changes, on)
    assert sum(found.by_level.values()) == found.listed == sum(one.listed for one in found.by_authority.values())
    assert found.by_level[4] + found.by_level[5] == found.online
    assert sum(one.online for one in found.by_authority.values()) == found.online <= found.listed
    assert found.by_status.get("active", 0) == found.listed


@given(histories())
def test_a_list_of_changes_that_was_not_touched_has_no_breaks(changes: list[Change]) -> None:
    assert breaks(changes) == ()


def test_a_row_that_was_taken_out_shows() -> None:
    ways = [Standing("a", 1, "planned"), Standing("a", 3, "active"), Standing("a", 4, "active")]
    changes = [
        Change("s", number, START, ways[number - 1] if number else None, after, "own-work")
        for number, after in enumerate(ways)
    ]
    assert breaks(changes) == ()
    assert [mistake.place for mistake in breaks([changes[0], changes[2]])] == ["s[2]"]
    late = [changes[0], Change("s", 1, START - timedelta(days=1), ways[0], ways[1], "own-work")]
    altered = [changes[0], Change("s", 1, START, ways[2], ways[1], "own-work")]
    for broken in (late, altered):
        assert [mistake.message for mistake in breaks(broken)] == [
            "The changes up to this day do not lead to one standing."
        ]
    assert [mistake.place for mistake in breaks([*changes, changes[1]])] == ["s[1]"]


def test_a_page_of_information_is_listed_and_not_online_and_a_plan_is_neither() -> None:
    changes = [
        Change("page", 0, START, None, Standing("a", 1, "active"), "own-work"),
        Change("plan", 0, START, None, Standing("a", 5, "planned"), "own-work"),
        Change("done", 0, START, None, Standing("b", 4, "active"), "contract", "C-1/3"),
        Change("shut", 0, START, None, Standing("b", 4, "suspended"), "own-work"),
    ]
    found = count(changes, START)
    assert isinstance(found, Count)
    assert (found.listed, found.online) == (2, 1)
    assert found.by_status == {"active": 2, "planned": 1, "suspended": 1}
    assert count(changes, START - timedelta(days=1)).listed == 0
