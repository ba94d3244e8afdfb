"""On PostgreSQL: what the service's own role may do in tables that belong to another role.

Whoever owns a table can switch off its guards. So the owner only makes tables (``bagdar migrate``), and the
service, with a role of its own, reads and writes rows.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from bagdar.store.guarding.guard import AppendOnly
from bagdar.store.triggers import GUARDS

_TABLES: Final = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}"
_STATEMENTS: Final = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    _TABLES,
    "REVOKE INSERT, UPDATE, DELETE ON {schema}.django_migrations FROM {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
)
_OURS: Final = """
SELECT current_schema(), pg_has_role(current_user, nspowner, 'USAGE'), current_user
  FROM pg_namespace WHERE nspname = current_schema()"""
_OWNED: Final = """
SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
 WHERE relkind = 'r' AND nspname = current_schema() AND pg_has_role(current_user, relowner, 'USAGE')"""
_CLOSED: Final = """
SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
 WHERE relkind = 'r' AND nspname = current_schema()
   AND NOT (has_table_privilege(pg_class.oid, 'SELECT')
            AND (relname = 'django_migrations' OR has_table_privilege(pg_class.oid, 'INSERT')))
 ORDER BY relname LIMIT 1"""
_MAY_MAKE: Final = "SELECT has_schema_privilege(current_schema(), 'CREATE')"


def give(role: str, using: str = "default") -> None:
    """Let *role* read and write the rows of all tables, and nothing more. To be called as their owner.

    Nothing happens on SQLite, for an empty *role*, and where it is the owner itself.
    """
    connection = connections[using]
    if connection.vendor != "postgresql" or not role:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(_OURS)
        schema, own, user = cursor.fetchone()
        if user == role:
            return
        quoted = {"schema": connection.ops.quote_name(schema), "role": connection.ops.quote_name(role)}
        for statement in (*_STATEMENTS, *_of_what_stays(connection)):
            cursor.execute(statement.format(**quoted))
        if own:  # before version 15 everybody may make tables there
            cursor.execute("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role}".format(**quoted))


def _of_what_stays(connection: BaseDatabaseWrapper) -> list[str]:
    """Rows of these are only added, so the role is not even given the right that their guards refuse."""
    there = connection.introspection.table_names()
    tables = {one.table for one in GUARDS.values() if isinstance(one, AppendOnly)}.intersection(there)
    names = (connection.ops.quote_name(table) for table in sorted(tables))
    return [f"REVOKE UPDATE, DELETE ON {{schema}}.{name} FROM {{role}}" for name in names]


def owned(using: str = "default") -> int:
    """How many tables belong to the role of this connection, or to one that it can take on."""
    return int(_one(_OWNED, using))


def closed(using: str = "default") -> str:
    """Name of a table that the role of this connection cannot read and write; empty: there is none."""
    return str(_one(_CLOSED, using) or "")


def may_make(using: str = "default") -> bool:
    """Whether the role of this connection may make tables and functions beside ours."""
    return bool(_one(_MAY_MAKE, using))


def _one(query: str, using: str) -> Any:
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
        return row[0] if row else None
