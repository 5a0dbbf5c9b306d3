from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="articletext",
            name="correction",
            field=models.TextField(blank=True, max_length=600, verbose_name="What was corrected"),
        ),
    ]
