"""Entries from before the chain are chained by the migration, in the order in which they were made."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings

from karavel.web.accounts import guards
from karavel.web.accounts.models import AuditEntry, User
from karavel.web.accounts.verifying import verify


def migrated(name: str) -> Any:
    """The models as they were after a migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([("accounts", name)])
    return executor.loader.project_state([("accounts", name)]).apps


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_old_entries_are_chained() -> None:
    with override_settings(MIGRATION_MODULES={}):
        call_command("migrate", fake=True, verbosity=0)  # the tables are there, made from the models
        _chain_old_entries()


def _chain_old_entries() -> None:
    try:
        old = migrated("0001_initial")
        made = old.get_model("accounts", "Organisation").objects
        user = old.get_model("accounts", "User").objects.create(email="a@example.org", password="!")
        old.get_model("accounts", "User").objects.create(email="b@example.org", password="!")
        for name in ("One", "Two"):
            organisation = made.create(name=name)
            for number in range(3):
                old.get_model("accounts", "AuditEntry").objects.create(
                    organisation=organisation, actor=user, action="test", what=f"{name} {number}", details={"n": 1e2}
                )
    finally:
        call_command("migrate", verbosity=0)  # also what other rooms built on it
    found = verify()
    assert (found.ok, found.chains, found.entries) == (True, 2, 6), found.faults
    assert guards.missing(connection) == []
    one = AuditEntry.everywhere.filter(organisation__name="One").order_by("sequence")
    assert [entry.what for entry in one] == ["One 0", "One 1", "One 2"]
    assert {entry.actor_label for entry in one} == {User.objects.get(pk=user.pk).pseudonym(one[0].organisation_id)}
    assert len(set(User.objects.values_list("pseudonym_key", flat=True))) == 2
