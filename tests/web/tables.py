"""The tables of a test's database, made from the models: migrations take a quarter of a minute a database.

That migrations lead to the same tables is for ``tests/web/test_migrations.py`` to show.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from karavel.web.accounts import guards


def make_tables() -> None:
    """Makes the tables and the triggers of the audit log in an empty database."""
    with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    guards.install(connection)
