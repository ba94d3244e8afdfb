from __future__ import annotations

from typing import Any

from django.db import migrations, models

INSERT = "INSERT INTO journal_unsealed (entry_id) SELECT id FROM journal_entry"


def ask_for_seals(_apps: Any, schema_editor: Any) -> None:
    """Entries of an installation from before there were seals wait for theirs too."""
    schema_editor.execute(INSERT)


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.RunPython(ask_for_seals, migrations.RunPython.noop),
    ]
