"""What the database itself refuses: to change or delete audit entries and tombstones, whoever asks.

Two things are let through. When an account is deleted, its entries lose the link to it and nothing else. When an
organisation is deleted, its entries go, after a tombstone has kept the head of their chain.

An owner of the database can lift triggers; then ``karavel audit verify`` finds them gone, and a head that was kept
elsewhere (``karavel audit head``) shows what was changed.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_ENTRIES: Final = "accounts_auditentry"
_STONES: Final = "accounts_audittombstone"
_KEPT: Final = (
    "id",
    "organisation_id",
    "sequence",
    "created",
    "actor_label",
    "action",
    "what",
    "details",
    "previous",
    "digest",
)
_NO_STONE: Final = f"NOT EXISTS (SELECT 1 FROM {_STONES} WHERE organisation_key = OLD.organisation_id)"  # noqa: S608

#: Trigger: its table, when it acts, and under which condition it refuses.
_RULES: Final = {
    "audit_entry_unchanged": (
        _ENTRIES,
        "UPDATE",
        "NEW.actor_id IS NOT NULL OR " + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _KEPT),
    ),
    "audit_entry_undeleted": (_ENTRIES, "DELETE", _NO_STONE),
    "audit_stone_unchanged": (_STONES, "UPDATE", "TRUE"),
    "audit_stone_undeleted": (_STONES, "DELETE", "TRUE"),
}
_REFUSED: Final = "The audit log only grows."


def install(connection: BaseDatabaseWrapper) -> None:
    """Sets the triggers, anew where they stand."""
    lift(connection)
    _run(connection, _POSTGRES if connection.vendor == "postgresql" else _SQLITE)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away: for a migration that rebuilds the tables, and for tests that empty them."""
    dropped = [f"DROP TRIGGER IF EXISTS {name}{_on(connection, table)}" for name, table in _triggers(connection)]
    _run(connection, dropped)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that are not there, or do not act."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED[connection.vendor])
        there = {row[0] for row in cursor.fetchall()}
    return [name for name, _table in _triggers(connection) if name not in there]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _on(connection: BaseDatabaseWrapper, table: str) -> str:
    return f" ON {table}" if connection.vendor == "postgresql" else ""


def _triggers(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    rows = [(name, table) for name, (table, _event, _condition) in _RULES.items()]
    return rows + (list(_TRUNCATED.items()) if connection.vendor == "postgresql" else [])


#: PostgreSQL empties a table without asking for each row; SQLite has no such statement.
_TRUNCATED: Final = {"audit_entry_untruncated": _ENTRIES, "audit_stone_untruncated": _STONES}

_LISTED: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}

_SQLITE: Final = [
    f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition.replace('IS DISTINCT FROM', 'IS NOT')}"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    for name, (table, event, condition) in _RULES.items()
]


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {body} END$$"


def _for_each_row(condition: str) -> str:
    """A condition of a PostgreSQL trigger may hold no query, so a function of its own asks for the tombstone."""
    if condition == _NO_STONE:
        return "EXECUTE FUNCTION audit_refuse_without_stone()"
    return f"WHEN ({condition}) EXECUTE FUNCTION audit_refuse()"


_RAISE: Final = f"RAISE EXCEPTION '{_REFUSED}';"

_POSTGRES: Final = [
    _function("audit_refuse", _RAISE),
    _function("audit_refuse_without_stone", f"IF {_NO_STONE} THEN {_RAISE} END IF; RETURN OLD;"),
    *(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {_for_each_row(condition)}"
        for name, (table, event, condition) in _RULES.items()
    ),
    *(
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for name, table in _TRUNCATED.items()
    ),
]
