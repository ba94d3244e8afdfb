"""Databases of earlier versions, with their rows, become databases of this one; what is cut off is finished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bagdar.ops.archive.reading import verify
from tests.databases import ROOT, Installation

KEPT = sorted((ROOT / "tests" / "upgrades").glob("*.backup"))
COUNTS = """
import json
from django.apps import apps
print(json.dumps({m._meta.db_table: m._base_manager.count() for m in apps.get_models(include_auto_created=True)}))
"""
SCHEMA = """
from django.db import connection
with connection.cursor() as cursor:
    for name in sorted(connection.introspection.table_names()):
        columns = connection.introspection.get_table_description(cursor, name)
        print(name, sorted((c.name, c.type_code, c.null_ok) for c in columns))
        print(sorted(connection.introspection.get_constraints(cursor, name)))
"""
CUT = """
import os, sys
from django.db.migrations.migration import Migration
from bagdar.ops.migrating import migrate
done = 0
real = Migration.apply

def apply(self, state, editor, collect_sql=False):
    global done
    for operation in self.operations:
        forwards = operation.database_forwards
        def counted(*args, forwards=forwards, **kwargs):
            global done
            forwards(*args, **kwargs)
            done += 1
            if done == int(sys.argv[1]):
                os._exit(9)
        operation.database_forwards = counted
    return real(self, state, editor, collect_sql)

Migration.apply = apply
migrate()
"""
KEYS_OF_ROWS = {
    "orgs_body",
    "orgs_bodyname",
    "orgs_person",
    "orgs_membership",
    "orgs_act",
    "orgs_officeholding",
}


def test_a_database_of_each_landing_is_kept() -> None:
    assert KEPT
    assert all(path.stat().st_size < 500_000 for path in KEPT)


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_database_of_an_earlier_version_becomes_one_of_this(
    kept: Path, empty_installation: Installation
) -> None:
    """Red after a change to a migration that has landed: make a new one instead.

    Until the version has landed: ``tools/keep-database`` once more.
    """
    told = verify(kept, None)
    empty_installation.bagdar("restore", str(kept))
    found = {
        one["check"]: one["state"] for one in json.loads(empty_installation.bagdar("doctor", "--json").stdout)
    }
    assert found["migrations"] == found["restored"] == "ok"
    counts = json.loads(empty_installation.python(COUNTS).stdout)
    for table in KEYS_OF_ROWS & set(told.tables):
        assert counts[table] == told.tables[table].rows, table
    assert counts["journal_entry"] == told.tables["journal_entry"].rows + 1  # that it was restored
    assert (empty_installation.home / "files" / "ab" / "kept.txt").is_file()
    who = "from bagdar.orgs.models import Person; from bagdar.orgs.actors import actor_of; "
    who += "print(sorted(actor_of(Person.objects.get(login='marat')).roles))"
    assert empty_installation.python(who).stdout == "['administrator']\n"


def test_no_change_to_the_tables_lacks_its_migration(empty_installation: Installation) -> None:
    empty_installation.bagdar("manage", "makemigrations", "--check", "--dry-run")


@pytest.mark.parametrize(
    "moment", [12, 45, *(pytest.param(moment, marks=pytest.mark.slow) for moment in (1, 28, 60))]
)
def test_tables_that_were_cut_off_in_the_making_are_finished(
    moment: int, empty_installation: Installation, installation: Installation
) -> None:
    cut = empty_installation.python(CUT, str(moment), check=False)
    assert cut.returncode == 9, cut.stderr
    refused = empty_installation.bagdar("--lang", "en", "serve", check=False)
    assert refused.returncode == 2
    empty_installation.bagdar("migrate")
    assert empty_installation.python(SCHEMA).stdout == installation.python(SCHEMA).stdout
