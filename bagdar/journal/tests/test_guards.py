"""Rows that stay: no way of changing them gets past the database, and lost guards are noticed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from bagdar.journal.models import Entry
from bagdar.kernel import clock
from bagdar.store import triggers
from bagdar.store.models import Beat, JobKey
from tests.databases import Installation

pytestmark = pytest.mark.django_db
SQLITE = connection.vendor == "sqlite"


def make_entry(act: str = "x") -> Entry:
    return Entry.objects.create(at=clock.now(), act=act, actor_kind="program")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def load(entry: Entry) -> None:
    """As a fixture is loaded: the row as it is, written over the one that stands."""
    entry.act = "y"
    for row in serializers.deserialize("json", BytesIO(serializers.serialize("json", [entry]).encode())):
        row.save()


WAYS: dict[str, Callable[[Entry], object]] = {
    "save": lambda one: one.save(),
    "delete": lambda one: one.delete(),
    "update": lambda one: Entry.objects.filter(pk=one.pk).update(act="y"),
    "update to the same": lambda one: Entry.objects.update(act=F("act")),
    "delete several": lambda _: Entry.objects.all().delete(),
    "delete without asking": lambda _: Entry.objects.all()._raw_delete("default"),
    "bulk update": lambda one: Entry.objects.bulk_update([one], ["act"]),
    "put over": lambda one: Entry.objects.bulk_create(
        [one], update_conflicts=True, update_fields=["act"], unique_fields=["id"]
    ),
    "fixture": load,
    "raw update": lambda _: execute("UPDATE journal_entry SET act = 'y'"),
    "raw update of a key": lambda _: execute("UPDATE journal_entry SET id = id + 1000"),
    "raw delete": lambda _: execute("DELETE FROM journal_entry"),
}
WAYS_HERE: dict[str, str] = (
    {
        "update or ignore": "UPDATE OR IGNORE journal_entry SET act = 'y'",
        "update or replace": "UPDATE OR REPLACE journal_entry SET act = 'y'",
        "replace": "REPLACE INTO journal_entry SELECT * FROM journal_entry",
        "insert or replace": "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
    }
    if SQLITE
    else {
        "truncate": "TRUNCATE journal_entry",
        "truncate all": "TRUNCATE journal_entry, journal_unsealed CASCADE",
        "as a replica": "SET LOCAL session_replication_role = replica; DELETE FROM journal_entry",
        "merge": "MERGE INTO journal_entry e USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    }
)


def attempt(name: str, entry: Entry) -> None:
    if name == "merge" and connection.cursor().connection.info.server_version < 150000:
        pytest.skip("this server has no MERGE")
    if name in WAYS:
        WAYS[name](entry)
    else:
        execute(WAYS_HERE[name])


@pytest.mark.parametrize("name", [*WAYS, *WAYS_HERE])
def test_an_entry_stays_whatever_is_tried(name: str) -> None:
    entry = make_entry()
    before = list(Entry.objects.values())
    with pytest.raises(IntegrityError, match=triggers.REFUSED), transaction.atomic():
        attempt(name, entry)
    assert list(Entry.objects.values()) == before


@pytest.mark.parametrize("name", [*WAYS, *WAYS_HERE])
def test_without_its_guards_it_would_not(name: str) -> None:
    entry = make_entry()
    with triggers.lifted(["journal_entry"]):
        attempt(name, entry)
    assert triggers.missing() == []


def test_entries_are_added_after_a_refusal() -> None:
    make_entry()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    make_entry()
    assert Entry.objects.count() == 2


REBUILT = """
import sys
from django.db import IntegrityError, connection
from django.db.models import CharField
from bagdar.journal.models import Entry
from bagdar.ops.doctor.examine import at_the_gate
from bagdar.store import triggers

wider = CharField(max_length=90)
wider.set_attributes_from_name("act")
wider.model = Entry
with connection.schema_editor() as editor:
    editor.alter_field(Entry, Entry._meta.get_field("act"), wider, strict=True)
print(len(triggers.missing()), [one.message for one in at_the_gate()])
from bagdar.ops.migrating import migrate
migrate()
print(triggers.missing(), at_the_gate())
from bagdar.kernel import clock
Entry.objects.create(at=clock.now(), act="x", actor_kind="program")
try:
    Entry.objects.all().delete()
except IntegrityError:
    print("kept")
"""


def test_a_table_that_is_rebuilt_loses_its_guards_and_gets_them_again(installation: Installation) -> None:
    """On SQLite a change of a column makes the table anew, without a word about its triggers."""
    lost, back, kept = installation.python(REBUILT).stdout.splitlines()
    assert lost == ("3 ['ops.doctor.guards']" if SQLITE else "0 []")
    assert (back, kept) == ("[] []", "kept")


def test_the_service_does_not_start_without_its_guards(installation: Installation) -> None:
    name = "guard_journal_entry_delete" if SQLITE else "guard_journal_entry_truncate ON journal_entry"
    installation.python(
        f"from django.db import connection; connection.cursor().execute('DROP TRIGGER {name}')"
    )
    refused = installation.bagdar("--lang", "en", "serve", check=False)
    assert refused.returncode == 2
    assert "guard_journal_entry_" in refused.stderr
    installation.bagdar("migrate")
    assert (
        installation.python("from bagdar.store import triggers; print(triggers.missing())").stdout == "[]\n"
    )


LINKED = """
from django.db import IntegrityError, connection
from django.db.models import CharField
from bagdar.store import triggers
from bagdar.store.models import Beat, JobKey
when = "EXISTS (SELECT 1 FROM store_beat b WHERE b.name = OLD.key)"
triggers.declare(triggers.Frozen("store_jobkey", columns=("job",), when=when))
triggers.renew()
triggers.drop_linked()
wider = CharField(max_length=130, primary_key=True)
wider.set_attributes_from_name("name")
wider.model = Beat
with connection.schema_editor() as editor:
    editor.alter_field(Beat, Beat._meta.get_field("name"), wider, strict=True)
triggers.renew()
print(triggers.missing())
"""


def test_a_guard_that_looks_into_another_table_is_away_while_that_is_rebuilt(
    installation: Installation,
) -> None:
    assert installation.python(LINKED).stdout == "[]\n"
    without = installation.python(LINKED.replace("triggers.drop_linked()\n", ""), check=False)
    assert ("error in trigger" in without.stderr) is SQLITE


REWRITTEN = """
import sys
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from bagdar.journal.models import Entry, Unsealed
from bagdar.journal.rewriting import Rewrite
from bagdar.kernel import clock
from bagdar.store import triggers

def better(apps, editor):
    apps.get_model("journal", "Entry").objects.filter(act="x").update(act="better")
    if sys.argv[1] == "fails":
        raise ZeroDivisionError

Entry.objects.create(at=clock.now(), act="x", actor_kind="program")
state = MigrationExecutor(connection).loader.project_state()
operation = Rewrite(better, tables=["journal_entry"], reason="a_test")
try:
    with connection.schema_editor() as editor:
        operation.database_forwards("journal", editor, state, state)
except ZeroDivisionError:
    pass
print([(one.act, one.after) for one in Entry.objects.order_by("id")], Unsealed.objects.count(), triggers.missing())
"""


def test_a_migration_rewrites_kept_rows_only_with_an_entry_that_says_so(installation: Installation) -> None:
    failed = installation.python(REWRITTEN, "fails").stdout
    assert failed == "[('x', {})] 0 []\n", "neither rewritten nor without guards"
    entries = [
        ("better", {}),
        ("better", {}),
        ("journal.rows.rewritten", {"of": "journal", "reason": "a_test", "tables": ["journal_entry"]}),
    ]
    found = installation.python(REWRITTEN, "goes through").stdout
    assert found in (f"{entries} 1 []\n", f"{[(a, dict(reversed(b.items()))) for a, b in entries]} 1 []\n")


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Declares guards of a table that has none, for one test."""
    monkeypatch.setattr(triggers, "GUARDS", dict(triggers.GUARDS))

    def declare(*guards: triggers.Frozen) -> None:
        triggers.declare(*guards)
        triggers.renew()

    return declare


def test_a_guard_that_is_not_declared_any_more_goes_away(declared: Callable[..., None]) -> None:
    declared(triggers.Frozen("store_beat"))
    Beat.objects.create(name="a", at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Beat.objects.all().delete()
    del triggers.GUARDS["guard_store_beat"]
    assert triggers.missing() != []
    triggers.renew()
    assert triggers.missing() == []
    Beat.objects.all().delete()


def test_only_the_columns_and_rows_that_were_named_are_kept(declared: Callable[..., None]) -> None:
    declared(triggers.Frozen("store_jobkey", columns=("job",), when="OLD.key <> 'open'", name="done"))
    first, second = UUID(int=1), UUID(int=2)
    JobKey.objects.create(key="open", job=first)
    JobKey.objects.create(key="kept", job=first)
    assert JobKey.objects.filter(key="open").update(job=second) == 1
    assert JobKey.objects.filter(key="kept").update(job=first) == 1, "nothing is changed by it"
    for way in (
        lambda: JobKey.objects.filter(key="kept").update(job=second),
        lambda: JobKey.objects.filter(key="kept").delete(),
        lambda: JobKey.objects.update(job=second),
    ):
        with pytest.raises(IntegrityError, match=triggers.REFUSED), transaction.atomic():
            way()
    assert JobKey.objects.filter(key="open").delete()[0] == 1


def test_a_guard_that_was_weakened_is_noticed(declared: Callable[..., None]) -> None:
    assert triggers.missing() == []
    if SQLITE:
        execute("DROP TRIGGER guard_journal_entry_delete")
        execute(
            "CREATE TRIGGER guard_journal_entry_delete BEFORE DELETE ON journal_entry BEGIN SELECT 1; END"
        )
        assert triggers.missing() == ["guard_journal_entry_delete"]
    else:
        execute("ALTER TABLE journal_entry DISABLE TRIGGER guard_journal_entry_row")
        assert triggers.missing() == ["guard_journal_entry_row"]
        execute(
            "CREATE OR REPLACE FUNCTION guard_journal_entry() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NEW; END'"
        )
        assert triggers.missing() == ["guard_journal_entry_row", "guard_journal_entry_truncate"]
    triggers.renew()
    assert triggers.missing() == []


def test_two_guards_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two guards"):
        triggers.declare(triggers.Frozen("journal_entry", when="OLD.id = 1"))
    with pytest.raises(ValueError, match="too long"):
        triggers.declare(triggers.Frozen("t" * 50))
    triggers.GUARDS.pop("guard_" + "t" * 50)
