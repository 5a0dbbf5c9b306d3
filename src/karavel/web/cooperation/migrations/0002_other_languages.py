import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_catalogue_of_services"),
        ("contracts", "0003_chain_and_signatures"),
        ("cooperation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="others",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="commitment",
            name="others",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="cooperationprogramme",
            name="others",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="event",
            name="others",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="outcome",
            name="event",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="outcomes",
                to="cooperation.event",
                verbose_name="Came of",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="others",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="participation",
            name="others",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.RemoveField(model_name="outcome", name="contract"),
        migrations.AddField(
            model_name="outcome",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contracts.contract",
                verbose_name="Contract",
            ),
        ),
        migrations.RemoveField(model_name="outcome", name="service"),
        migrations.AddField(
            model_name="outcome",
            name="service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="catalogue.publicservice",
                verbose_name="E-service",
            ),
        ),
    ]
