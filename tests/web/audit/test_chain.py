"""The audit log is a chain: it only grows, in the database too, and every change of it is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.web.world import World, build

from karavel.web import scope
from karavel.web.accounts import audit, chain, copies, guards
from karavel.web.accounts.models import AuditEntry, AuditHead, AuditTombstone, Organisation, User
from karavel.web.accounts.verifying import Head, heads, verify
from karavel.web.permissions import Role


def written(world: World, count: int = 5) -> list[AuditEntry]:
    """Entries of our organisation, and one of another beside them."""
    user = world.ours.members[Role.ADMINISTRATOR]
    for number in range(count):
        audit.note_as(world.ours.organisation, user, "test.done", f"thing {number}", number=number)
    audit.note_as(world.others.organisation, None, "test.other")
    return list(AuditEntry.everywhere.filter(organisation=world.ours.organisation, action="test.done").order_by("pk"))


def forced(statement: str, *values: Any) -> None:
    """What an owner of the database can do, who lifts the triggers first."""
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    guards.install(connection)


def told() -> list[tuple[int | None, int, str]]:
    return [(fault.organisation, fault.sequence, fault.kind) for fault in verify().faults]


def test_entries_stand_one_after_the_other(world: World) -> None:
    entries = written(world)
    assert [entry.sequence for entry in entries] == list(range(entries[0].sequence, entries[0].sequence + 5))
    assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]
    found = verify()
    assert (found.ok, found.faults, found.entries) == (True, (), AuditEntry.everywhere.count())


def test_the_digest_is_the_documented_one() -> None:
    """Kept as a fixed value: who verifies a copy elsewhere relies on it."""
    moment = datetime(2026, 11, 26, 12, 0, 0, 5, tzinfo=UTC)
    said = chain.Said(7, 1, moment, "ab", "call.published", "Portal", {"z": 1, "a": "ə"})
    assert chain.digest_of(said, chain.START) == "0dec0b9eccfac8004563fc332752182c2c13cf6c6a72850305542e38d27a7cd9"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "test.dona"),
        ("what", "thing 9"),
        ("details", '{"number": 9}'),
        ("created", "2020-01-01 00:00:00+00:00"),
        ("actor_label", "0000000000000000"),
        ("previous", "f" * 64),
        ("digest", "f" * 64),
    ],
)
def test_one_changed_value_is_found(world: World, column: str, value: str) -> None:
    entry = written(world)[2]
    forced(f"UPDATE accounts_auditentry SET {column} = %s WHERE id = %s", value, entry.pk)
    assert (entry.organisation_id, entry.sequence, "changed") in told()


@given(st.floats(0, 1, exclude_max=True), st.characters(min_codepoint=32, max_codepoint=0x2FF))
@pytest.mark.django_db
def test_any_changed_letter_of_details_is_found(where: float, letter: str) -> None:
    with transaction.atomic():
        organisation = Organisation.objects.create(name="One")
        audit.note_as(organisation, None, "test", "", said="ünvan", list=[1, 2.5, None, True])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT CAST(details AS text) FROM accounts_auditentry WHERE organisation_id = %s", [organisation.pk]
            )
            text = str(cursor.fetchone()[0])
        place = int(where * len(text))
        changed = text[:place] + letter + text[place + 1 :]
        try:
            with transaction.atomic():
                forced(
                    "UPDATE accounts_auditentry SET details = %s WHERE organisation_id = %s", changed, organisation.pk
                )
        except DatabaseError:  # PostgreSQL takes no text that is no JSON
            changed = text
        same = json.loads(text) == _loaded(changed)
        assert told() == ([] if same else [(organisation.pk, 1, "changed")])
        transaction.set_rollback(True)


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def test_a_missing_entry_is_found(world: World) -> None:
    entry = written(world)[2]
    forced("DELETE FROM accounts_auditentry WHERE id = %s", entry.pk)
    assert (entry.organisation_id, entry.sequence, "missing") in told()


def test_a_last_entry_that_is_missing_is_found(world: World) -> None:
    entry = written(world)[-1]
    forced("DELETE FROM accounts_auditentry WHERE id = %s", entry.pk)
    assert told() == [(entry.organisation_id, entry.sequence, "missing")]


def test_an_added_entry_is_found_also_with_a_right_digest(world: World) -> None:
    last = written(world)[-1]
    said = last.said()._replace(sequence=last.sequence + 1)
    forced(
        "INSERT INTO accounts_auditentry (organisation_id, sequence, created, actor_label, action, what, details,"
        " previous, digest) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        *said[:6],
        json.dumps(said.details),
        last.digest,
        chain.digest_of(said, last.digest),
    )
    assert told() == [(last.organisation_id, last.sequence + 1, "added")]


def test_entries_that_changed_places_are_found(world: World) -> None:
    one, other = written(world)[1:3]
    for place, entry in ((0, one), (one.sequence, other), (other.sequence, one)):
        forced("UPDATE accounts_auditentry SET sequence = %s WHERE id = %s", place, entry.pk)
    assert {(one.organisation_id, one.sequence, "changed"), (one.organisation_id, other.sequence, "changed")} <= set(
        told()
    )


def test_an_entry_that_was_written_anew_with_its_digest_is_found_at_the_next(world: World) -> None:
    entries = written(world)
    said = entries[1].said()._replace(what="something else")
    forced(
        "UPDATE accounts_auditentry SET what = %s, digest = %s WHERE id = %s",
        said.what,
        chain.digest_of(said, entries[1].previous),
        entries[1].pk,
    )
    assert told() == [(entries[2].organisation_id, entries[2].sequence, "unlinked")]


def rewritten(entries: list[AuditEntry]) -> None:
    """All of a chain from an entry on, its head too: what somebody who knows the code can do."""
    previous = entries[0].previous
    for entry in entries:
        entry.what, entry.previous = f"not {entry.what}", previous
        previous = chain.digest_of(entry.said(), previous)
        forced(
            "UPDATE accounts_auditentry SET what = %s, previous = %s, digest = %s WHERE id = %s",
            entry.what,
            entry.previous,
            previous,
            entry.pk,
        )
    AuditHead.everywhere.filter(organisation=entries[0].organisation).update(digest=previous)


def test_a_chain_that_was_wholly_rewritten_is_found_by_a_head_kept_elsewhere(world: World) -> None:
    entries = written(world)
    kept = heads()
    assert verify(kept).ok
    rewritten(entries)
    assert verify().ok
    assert [(fault.organisation, fault.kind) for fault in verify(kept).faults] == [(entries[0].organisation_id, "kept")]


def test_the_end_of_the_chain_is_held_against_its_head(world: World) -> None:
    entry = written(world)[-1]
    AuditHead.everywhere.filter(organisation=entry.organisation).update(digest="f" * 64)
    assert told() == [(entry.organisation_id, entry.sequence, "head")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditentry SET what = 'x' WHERE id = {pk}",
        "UPDATE accounts_auditentry SET digest = 'x', actor_id = NULL WHERE id = {pk}",
        "UPDATE accounts_auditentry SET actor_id = {other} WHERE id = {pk}",
        "DELETE FROM accounts_auditentry WHERE id = {pk}",
        "DELETE FROM accounts_auditentry",
    ],
)
def test_the_database_itself_refuses(world: World, statement: str) -> None:
    entry = written(world)[0]
    other = world.others.members[Role.VIEWER].pk
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(pk=entry.pk, other=other))
    assert verify().ok


def test_postgresql_refuses_to_empty_the_table(world: World) -> None:
    written(world)
    if connection.vendor == "postgresql":
        connection.check_constraints()  # else PostgreSQL refuses for what is still to be checked
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE accounts_auditentry")
    assert AuditEntry.everywhere.exists()


def test_lifted_triggers_are_told(db: None) -> None:
    guards.lift(connection)
    assert {fault.kind for fault in verify().faults} == {"unguarded"}
    guards.install(connection)
    assert verify().ok


def test_an_account_goes_and_its_entries_hold(world: World) -> None:
    user = world.ours.members[Role.VIEWER]
    audit.note_as(world.ours.organisation, user, "test.done")
    audit.note_as(world.others.organisation, user, "test.done")
    labels = set(AuditEntry.everywhere.filter(actor=user).values_list("actor_label", flat=True))
    user.delete()
    assert verify().ok
    found = AuditEntry.everywhere.filter(actor_label__in=labels)
    assert (found.count(), {entry.actor for entry in found}) == (2, {None})
    assert len(labels) == 2  # nobody can tell that the two logs speak of one person


def test_the_key_of_pseudonyms_is_in_no_copy(world: World) -> None:
    user = world.ours.members[Role.VIEWER]
    assert len({one.pseudonym_key for one in User.objects.all()}) == User.objects.count()
    assert user.pseudonym_key.encode() not in copies.of_user(user)


def test_an_organisation_goes_with_its_entries_and_leaves_the_head_of_its_chain(world: World) -> None:
    last = written(world)[-1]
    kept = heads()
    copies.delete_organisation(world.ours.organisation)
    assert not AuditEntry.everywhere.filter(organisation_id=last.organisation_id).exists()
    stone = AuditTombstone.objects.get()
    assert (stone.organisation_key, stone.sequence, stone.digest) == (last.organisation_id, last.sequence, last.digest)
    assert verify(kept).ok
    assert Head(last.organisation_id, last.sequence, last.digest) in heads()
    longer = Head(last.organisation_id, last.sequence + 1, "f" * 64)
    assert [fault.kind for fault in verify([longer]).faults] == ["kept"]


def test_a_chain_that_is_gone_without_a_tombstone_is_found_by_its_head(world: World) -> None:
    head = Head(999_999, 3, "f" * 64)
    assert [(fault.organisation, fault.kind) for fault in verify([head]).faults] == [(999_999, "kept")]


def test_a_tombstone_for_the_living_is_found_and_cannot_be_taken_away(world: World) -> None:
    organisation = world.ours.organisation
    stone = AuditTombstone.objects.create(organisation_key=organisation.pk, sequence=0, digest=chain.START)
    assert told() == [(organisation.pk, 0, "tombstone")]
    acts: list[Callable[[], Any]] = [stone.delete, stone.save]
    for act in acts:
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            act()


def test_what_is_noted_in_another_log_names_nobody_unless_asked(world: World) -> None:
    audit.note_as(world.others.organisation, None, "bid.received", "digest of the receipt")
    entry = AuditEntry.everywhere.get(action="bid.received")
    assert (entry.organisation, entry.actor, entry.actor_label) == (world.others.organisation, None, "")


def test_entries_are_not_made_many_at_once(world: World) -> None:
    with scope.within(world.ours.organisation), pytest.raises(TypeError):
        AuditEntry.objects.bulk_create([AuditEntry(action="test")])


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**30), 10**30)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
)
@pytest.mark.django_db
def test_whatever_is_noted_is_read_back_with_the_same_digest(value: Any) -> None:
    with transaction.atomic():
        audit.note_as(Organisation.objects.create(name="One"), None, "test\x00", "\ud800", value=value)
        assert verify().ok
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_stand_in_one_row() -> None:
    organisation = build().ours.organisation
    before = AuditEntry.everywhere.filter(organisation=organisation).count()
    many = 4 if connection.vendor == "postgresql" else 1  # writers on SQLite are processes: test_audit_command
    barrier, failed = Barrier(many), list[DatabaseError]()

    def write(name: int) -> None:
        try:
            barrier.wait()
            for number in range(10):
                audit.note_as(organisation, None, "test", f"{name}.{number}")
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=write, args=[name]) for name in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = AuditEntry.everywhere.filter(organisation=organisation).order_by("sequence")
    assert [entry.sequence for entry in found] == list(range(1, before + 10 * many + 1))
    assert verify().ok
