"""Rows that the database itself keeps: guards declared beside the models, made again after every migration.

A domain declares its guards in ``guards.py``, loaded when its application is. On SQLite a migration that
rebuilds a table loses its triggers without a word; so they are compared with what is declared after each
``migrate``, and the service does not start while they differ (:func:`missing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connections

from bagdar.store.guarding.guard import REFUSED, AppendOnly, Dialect, Frozen, Told
from bagdar.store.guarding.postgresql import PostgreSQL
from bagdar.store.guarding.sqlite import SQLite, is_linked

__all__ = ["REFUSED", "AppendOnly", "Frozen", "declare", "drop_linked", "lifted", "missing", "renew"]

GUARDS: Final[dict[str, Frozen]] = {}
_LONGEST: Final = 63 - len("_truncate")
_DIALECTS: Final[dict[str, Dialect]] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def declare(*guards: Frozen) -> None:
    """Raises ValueError for two different guards of one name, and for a name no database would keep whole."""
    for guard in guards:
        if GUARDS.setdefault(guard.key, guard) != guard:
            raise ValueError(f"two guards are called {guard.key}")
        if len(guard.key) > _LONGEST:
            raise ValueError(f"the name {guard.key} is too long")


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are not there as declared, or there without being declared; empty: all is well."""
    dialect, found = _dialect(using), _found(using)
    wanted = {name: told for guard in _guards(using) for name, told in dialect.wanted(guard).items()}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def renew(using: str = "default") -> None:
    """Make the triggers what is declared."""
    dialect, found, differing = _dialect(using), _found(using), frozenset(missing(using))
    with connections[using].cursor() as cursor:
        for name in differing & found.keys():
            cursor.execute(dialect.dropping(name, found[name]))
        for guard in _guards(using):
            for name, statements in dialect.making(guard).items():
                for statement in statements if name in differing else ():
                    cursor.execute(statement)


@contextmanager
def lifted(tables: Iterable[str], using: str = "default") -> Iterator[None]:
    """Within the block the guards of *tables* are away; afterwards they are exactly as they were before.

    Only for :mod:`bagdar.journal.rewriting`, which writes down that it happened. Raises RuntimeError outside a
    transaction: within one, when it is cut off, the guards have never been away.
    """
    connection, dialect, only = connections[using], _dialect(using), frozenset(tables)
    if not connection.in_atomic_block:
        raise RuntimeError("guards are lifted in the transaction that rewrites their rows")
    kept = {name: told for name, told in _found(using).items() if told[0] in only}
    with connection.cursor() as cursor:
        for name, told in kept.items():
            cursor.execute(dialect.lifting(name, told))
        yield
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with waiting checks cannot be altered
        for name, told in kept.items():
            cursor.execute(dialect.restoring(name, told))


def drop_linked(using: str = "default") -> None:
    """Before a migration on SQLite: guards that look into other tables would keep those from being rebuilt."""
    if connections[using].vendor != "sqlite":
        return
    with connections[using].cursor() as cursor:
        for name, told in _found(using).items():
            if is_linked(name, told):
                cursor.execute(_dialect(using).dropping(name, told))


def _dialect(using: str) -> Dialect:
    return _DIALECTS[connections[using].vendor]


def _found(using: str) -> dict[str, Told]:
    with connections[using].cursor() as cursor:
        return _dialect(using).found(cursor)


def _guards(using: str) -> list[Frozen]:
    """Of tables that are there: a database of an earlier version has not all of them."""
    there = set(connections[using].introspection.table_names())
    return [guard for guard in GUARDS.values() if guard.table in there]
