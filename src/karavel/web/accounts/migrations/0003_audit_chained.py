"""Chains the entries that are there already, in the order in which they were made."""

from hashlib import sha256
from typing import Any

from django.db import migrations

from karavel.web.accounts import chain
from karavel.web.accounts.models import pseudonym_key

_BATCH = 500


def chained(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - as Django calls it
    keys = _keys(apps.get_model("accounts", "User"))
    entries = apps.get_model("accounts", "AuditEntry").objects.order_by("pk")
    heads = apps.get_model("accounts", "AuditHead").objects
    for organisation in apps.get_model("accounts", "Organisation").objects.values_list("pk", flat=True):
        sequence, digest = _chain(entries.filter(organisation_id=organisation), keys)
        if sequence:
            heads.create(organisation_id=organisation, sequence=sequence, digest=digest)


def _keys(users: Any) -> dict[int, str]:
    """A key of their own for everybody: the column's default gave all the same."""
    for user in users.objects.all():
        user.pseudonym_key = pseudonym_key()
        user.save(update_fields=["pseudonym_key"])
    return dict(users.objects.values_list("pk", "pseudonym_key"))


def _chain(entries: Any, keys: dict[int, str]) -> tuple[int, str]:
    sequence, digest = 0, chain.START
    waiting: list[Any] = []
    for entry in entries.iterator(_BATCH):
        sequence += 1
        _follow(entry, sequence, digest, keys)
        digest = entry.digest
        waiting.append(entry)
        if len(waiting) == _BATCH:
            _write(entries, waiting)
    _write(entries, waiting)
    return sequence, digest


def _write(entries: Any, waiting: list[Any]) -> None:
    entries.model.objects.bulk_update(
        waiting, ["actor_label", "action", "what", "details", "sequence", "previous", "digest"]
    )
    waiting.clear()


def _follow(entry: Any, sequence: int, digest: str, keys: dict[int, str]) -> None:
    entry.sequence, entry.previous = sequence, digest
    entry.action, entry.what, entry.details = (
        chain.text(entry.action),
        chain.text(entry.what),
        chain.plain(entry.details),
    )
    if entry.actor_id:
        named = f"{keys[entry.actor_id]}:{entry.organisation_id}"
        entry.actor_label = sha256(named.encode()).hexdigest()[:16]
    said = chain.Said(
        entry.organisation_id, sequence, entry.created, entry.actor_label, entry.action, entry.what, entry.details
    )
    entry.digest = chain.digest_of(said, digest)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audit_chain"),
    ]

    operations = [migrations.RunPython(chained, migrations.RunPython.noop)]
