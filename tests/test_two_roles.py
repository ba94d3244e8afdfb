"""On PostgreSQL the tables belong to one role and the service runs under another, which can do nothing to them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.databases import Installation, create, drop, name_of
from tests.serving import ask, served
from tests.test_backup import FILL, PASSWORD, sums
from tests.test_demo_service import Visitor

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL"), reason="needs a server: runs with tools/with-postgres"
    ),
]
JOURNAL = "journal_entry"
TO_TABLES = (
    f"ALTER TABLE {JOURNAL} DISABLE TRIGGER ALL",
    f"ALTER TABLE {JOURNAL} ADD COLUMN x integer",
    f"ALTER TABLE {JOURNAL} OWNER TO CURRENT_USER",
    f"ALTER TABLE {JOURNAL} RENAME TO elsewhere",
    f"DROP TABLE {JOURNAL}",
    f"TRUNCATE {JOURNAL}",
    f"UPDATE {JOURNAL} SET act = 'x'",
    f"DELETE FROM {JOURNAL}",
    f"CREATE RULE x AS ON UPDATE TO {JOURNAL} DO INSTEAD NOTHING",
    f"CREATE INDEX x ON {JOURNAL} (id)",
    "CREATE TABLE x (id integer)",
    "CREATE FUNCTION x() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "DELETE FROM django_migrations",
    "UPDATE django_migrations SET name = 'x'",
    "SET session_replication_role = replica",
    "SET ROLE {owner}",
    "ALTER SCHEMA public OWNER TO CURRENT_USER",
)


class TwoRoles(Installation):
    """``owner``: address of the role that owns the tables; ``url`` is the service's."""

    def __init__(self, home: Path) -> None:
        plain = create()
        self.roles = [f"{kind}_{uuid4().hex[:12]}" for kind in ("owner", "service")]
        self.plain = plain
        self.owner, url = (_as(plain, role) for role in self.roles)
        super().__init__(home, url)
        for role in self.roles:
            self.as_superuser(f"CREATE ROLE {role} LOGIN")
        self.as_superuser(f'ALTER DATABASE "{name_of(plain)}" OWNER TO {self.roles[0]}')
        self.environment["BAGDAR_OWNER_DATABASE_URL"] = self.owner

    def as_superuser(self, statement: str) -> None:
        self.execute(self.plain, statement)

    @staticmethod
    def execute(url: str, statement: str) -> None:
        import psycopg
        from psycopg.sql import SQL

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(SQL(statement))

    def remove(self) -> None:
        drop(self.plain)
        import psycopg
        from psycopg.sql import SQL

        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            for role in self.roles:
                connection.execute(SQL(f"DROP ROLE {role}"))


def _as(url: str, role: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{role}@{parts.netloc.rpartition('@')[2]}"))


@pytest.fixture
def empty_parted(tmp_path: Path) -> Iterator[TwoRoles]:
    (tmp_path / "parted").mkdir()
    made = TwoRoles(tmp_path / "parted")
    yield made
    made.remove()


@pytest.fixture
def parted(empty_parted: TwoRoles) -> TwoRoles:
    empty_parted.bagdar("migrate")
    del empty_parted.environment["BAGDAR_OWNER_DATABASE_URL"]
    return empty_parted


def examined(installation: Installation) -> dict[str, str]:
    told = json.loads(installation.bagdar("doctor", "--json", check=False).stdout)
    return {one["check"]: one["state"] for one in told}


def test_the_service_works_under_a_role_that_owns_nothing(parted: TwoRoles) -> None:
    assert (examined(parted)["owner"], examined(parted)["grants"]) == ("ok", "ok")
    parted.python(FILL)
    with served(parted) as (url, _):
        visitor = Visitor(url)
        page = visitor.get("kk/sign-in/")
        assert "Aigerim" in visitor.post("kk/sign-in/", page, login="aigerim", password=PASSWORD)
        assert ask(f"{url}healthz")[0] == 200
    parted.bagdar("backup", "--out", str(parted.home / "one.backup"))


def test_that_role_can_do_nothing_to_the_tables(parted: TwoRoles) -> None:
    from psycopg.errors import InsufficientPrivilege

    for statement in TO_TABLES:
        with pytest.raises(InsufficientPrivilege):
            parted.execute(parted.url, statement.format(owner=parted.roles[0]))


def test_the_owner_could(parted: TwoRoles) -> None:
    """The control: what is refused above is refused for the role, not for the words."""
    for statement in (TO_TABLES[0], TO_TABLES[1], TO_TABLES[-4].format(owner=parted.roles[0])):
        parted.execute(parted.owner, statement)


def test_an_installation_with_one_role_works_and_is_warned(empty_installation: Installation) -> None:
    empty_installation.bagdar("migrate")
    assert (examined(empty_installation)["owner"], examined(empty_installation)["grants"]) == (
        "warning",
        "ok",
    )


def test_a_table_that_the_role_does_not_reach_keeps_the_service_from_starting(parted: TwoRoles) -> None:
    parted.execute(parted.owner, f"REVOKE ALL ON orgs_body FROM {parted.roles[1]}")
    refused = parted.bagdar("--lang", "en", "serve", check=False)
    assert refused.returncode == 2
    assert "orgs_body" in refused.stderr
    assert "BAGDAR_OWNER_DATABASE_URL" in refused.stderr
    parted.environment["BAGDAR_OWNER_DATABASE_URL"] = parted.owner
    parted.bagdar("migrate")
    assert examined(parted)["grants"] == "ok"


def test_a_backup_is_restored_by_the_owner_and_served_by_the_other(
    parted: TwoRoles, empty_parted: TwoRoles, tmp_path: Path
) -> None:
    parted.python(FILL)
    parted.bagdar("backup", "--out", str(tmp_path / "one.backup"))
    (tmp_path / "third").mkdir()
    other = TwoRoles(tmp_path / "third")
    try:
        other.bagdar("restore", str(tmp_path / "one.backup"))
        assert examined(other)["grants"] == "ok"
        before, after = sums(parted), sums(other)
        # That it was restored is written down, and nothing else.
        differing = {name for name in before if before[name] != after[name]}
        assert (
            differing == {name for name in before if name.startswith(("journal_", "evidence_"))} & differing
        )
        assert JOURNAL in differing
    finally:
        other.remove()


def test_an_address_without_a_role_is_told(empty_parted: TwoRoles) -> None:
    empty_parted.environment["DATABASE_URL"] = "postgres:///x"
    done = empty_parted.bagdar("--lang", "en", "migrate", check=False)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
