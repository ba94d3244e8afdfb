from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_unsealed"),
    ]

    operations = [
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["at"], name="journal_at")),
        migrations.CreateModel(
            name="Refused",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=60)),
                ("minute", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("person", models.UUIDField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "minute"), name="journal_refused_once")
                ],
            },
        ),
    ]
