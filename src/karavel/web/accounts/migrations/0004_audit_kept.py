"""Makes the chain binding, and lets the database refuse what would break it."""

from typing import Any

from django.db import migrations, models

from karavel.web.accounts import guards


def install(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - as Django calls it
    guards.install(schema_editor.connection)


def lift(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - as Django calls it
    guards.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_audit_chained"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="sequence",
            field=models.PositiveBigIntegerField(editable=False),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.UniqueConstraint(
                fields=("organisation", "sequence"), name="one_entry_a_place_in_a_chain"
            ),
        ),
        migrations.RunPython(install, lift),
    ]
