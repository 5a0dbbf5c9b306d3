"""Tests make their tables from the models (tests/web/tables.py): migrations lead to the same ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from tests.conftest import REPOSITORY

from karavel.web.accounts import guards

#: Migrates an empty database and prints its tables with their columns, and the triggers that are missing.
_MIGRATED = """
import django, json
django.setup()
from django.core.management import call_command
from django.db import connection
from tests.web.test_migrations import columns
from karavel.web.accounts import guards
call_command("migrate", verbosity=0)
print(json.dumps({"columns": columns(), "missing": guards.missing(connection)}))
"""


def columns() -> dict[str, list[list[object]]]:
    """Each table of our models, with the name, the kind and the emptiness of its columns."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description
        tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        return {
            table: sorted([row.name, row.type_code, row.null_ok] for row in described(cursor, table))
            for table in sorted(tables)
        }


@pytest.mark.no_database  # its own, which is SQLite
@pytest.mark.slow
def test_migrations_make_the_tables_of_the_models(db: None, tmp_path: Path) -> None:
    own = {"KARAVEL_WEB_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "karavel.web.settings"}
    environment = os.environ | own | {"PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}"}
    environment.pop("DATABASE_URL", None)
    made = subprocess.run(
        [sys.executable, "-c", _MIGRATED], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(made.stdout)
    assert found["missing"] == guards.missing(connection) == []
    assert found["columns"] == json.loads(json.dumps(columns()))


def test_no_model_waits_for_its_migration(db: None) -> None:
    ours = [app.label for app in apps.get_app_configs() if app.name.startswith("karavel.")]
    with override_settings(MIGRATION_MODULES={}):
        call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)
