"""People get a place in the alphabetical list and a text to be looked for in, as bodies have."""

from typing import Any

from django.db import migrations, models

from bagdar.orgs.rules import fold
from bagdar.store.order_key import order_key

AT_ONCE = 500


def list_people(apps: Any, _editor: Any) -> None:
    person = apps.get_model("orgs", "Person")
    rows = []
    for row in person.objects.all():
        names = (row.family_name, row.given_name, row.patronymic)
        row.sort = order_key(" ".join(part for part in names if part), 200)
        row.search = fold(" ".join((*names, row.login, row.email)))
        rows.append(row)
    person.objects.bulk_update(rows, ["sort", "search"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0003_settings_groups_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="search",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="person",
            name="sort",
            field=models.CharField(default="", editable=False, max_length=200),
        ),
        migrations.RunPython(list_people, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["sort", "id"], name="person_order"),
        ),
    ]
