"""The one way by which a migration changes rows that are kept: guards away, rows rewritten, written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations

from bagdar.kernel import clock
from bagdar.kernel.actors import PROGRAM
from bagdar.store.triggers import lifted

Code = Callable[[Any, Any], None]


class Rewrite(migrations.RunPython):
    """An operation of a migration that depends on the journal's tables.

    *code* as of ``RunPython``. The guards of *tables* are away while it runs, and the journal tells which
    migration it was and why (*reason*: a short code, such as ``"units_corrected"``). All in one transaction.
    """

    atomic = True

    def __init__(self, code: Code, *, tables: Sequence[str], reason: str) -> None:
        super().__init__(code, elidable=False)
        self.tables, self.reason = tuple(tables), reason

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.code], {"tables": self.tables, "reason": self.reason}

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        using = schema_editor.connection.alias
        with lifted(self.tables, using):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        _write_down(
            from_state.apps, using, {"tables": list(self.tables), "reason": self.reason, "of": app_label}
        )


def _write_down(apps: Any, using: str, after: dict[str, Any]) -> None:
    """With the models of that moment: those of today may have columns that are not there yet."""
    entry = (
        apps.get_model("journal", "Entry")
        .objects.using(using)
        .create(
            at=clock.now(),
            act="journal.rows.rewritten",
            actor_kind=PROGRAM.kind,
            actor_name=PROGRAM.name,
            after=after,
            set_clock=clock.is_set(),
        )
    )
    apps.get_model("journal", "Unsealed").objects.using(using).create(entry_id=entry.pk)
