"""Guards on SQLite: a trigger for changing, one for deleting, and one for a row put in the place of another."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from bagdar.store.guarding.guard import PREFIX, REFUSED, Frozen, Told


class SQLite:
    """The catalogue keeps each trigger's text, so texts are compared."""

    def wanted(self, guard: Frozen) -> dict[str, Told]:
        return {name: (guard.table, sql) for name, sql in _triggers(guard).items()}

    def making(self, guard: Frozen) -> dict[str, list[str]]:
        return {name: [sql] for name, sql in _triggers(guard).items()}

    def found(self, cursor: Any) -> dict[str, Told]:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall() if row[0].startswith(PREFIX)}

    def dropping(self, name: str, _told: Told) -> str:
        return f'DROP TRIGGER IF EXISTS "{name}"'

    lifting = dropping

    def restoring(self, _name: str, told: Told) -> str:
        return str(told[1])


def is_linked(name: str, told: Told) -> bool:
    """Whether the trigger looks into another table: such a table could not be rebuilt by a migration."""
    own = 2 if name.endswith("_insert") else 1
    return str(told[1]).upper().count("SELECT") > own


def _triggers(guard: Frozen) -> dict[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}: {guard.table}'); END"
    conditions = {
        "update": " AND ".join(f"({part})" for part in (guard.when, guard.changed) if part),
        "delete": guard.when,
        "insert": _replaces(guard),
    }
    return {
        f"{guard.key}_{event}": f'CREATE TRIGGER "{guard.key}_{event}" BEFORE {event.upper()} ON "{guard.table}"'
        + (f" WHEN {condition}" if condition else "")
        + f" {refuse}"
        for event, condition in conditions.items()
    }


def _replaces(guard: Frozen) -> str:
    """A row that REPLACE would take away: unless a connection asks for it, no trigger hears of that deletion."""
    same = " OR ".join(
        "(" + " AND ".join(f'OLD."{name}" = NEW."{name}"' for name in columns) + ")"
        for columns in _unique(guard.table)
    )
    standing = f"({same}) AND ({guard.when})" if guard.when else same
    return f'EXISTS (SELECT 1 FROM "{guard.table}" AS OLD WHERE {standing})'  # noqa: S608 -- a table of our own


def _unique(table: str) -> list[tuple[str, ...]]:
    """Sets of columns by which a new row could take the place of one that stands there."""
    found = apps.get_models(include_auto_created=True)
    options: Any = next(model for model in found if model._meta.db_table == table)._meta
    sets: list[tuple[str, ...]] = [(field.name,) for field in options.concrete_fields if field.unique]
    for constraint in options.total_unique_constraints:
        if isinstance(constraint, models.UniqueConstraint):
            sets.append(tuple(constraint.fields))
    return [tuple(str(options.get_field(name).column) for name in names) for names in sets]
