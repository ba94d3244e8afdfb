import django.db.models.deletion
from django.db import migrations, models

import bagdar.store.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("size", models.BigIntegerField(unique=True)),
                ("root", models.BinaryField(max_length=32)),
                ("chain", models.BinaryField(max_length=32)),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("leaf", models.BinaryField(max_length=32)),
                ("chain", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TimeStamp",
            fields=[
                (
                    "anchor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="stamp",
                        serialize=False,
                        to="evidence.anchor",
                    ),
                ),
                ("token", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("kept_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "year"), name="register_year")],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("mark", models.CharField(blank=True, default="", max_length=40)),
                (
                    "id",
                    models.UUIDField(
                        default=bagdar.store.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=64)),
                ("body", models.UUIDField(null=True)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("code", models.CharField(max_length=12, unique=True)),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.UUIDField(null=True)),
                ("entry_id", models.BigIntegerField(unique=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "taken_at"], name="snapshot_object"),
                    models.Index(fields=["body", "taken_at"], name="snapshot_body"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("mark", models.CharField(blank=True, default="", max_length=40)),
                (
                    "id",
                    models.UUIDField(
                        default=bagdar.store.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("register", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("sender", models.UUIDField(null=True)),
                ("recipient", models.UUIDField(null=True)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=12, unique=True)),
                ("entry_id", models.BigIntegerField(unique=True)),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="evidence.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-number"],
                "indexes": [
                    models.Index(fields=["sender", "at"], name="receipt_sender"),
                    models.Index(fields=["recipient", "at"], name="receipt_recipient"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("register", "year", "number"), name="receipt_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="receipt_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="evidence.snapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["snapshot", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("snapshot", "position"), name="snapshot_document_position"
                    )
                ],
            },
        ),
    ]
