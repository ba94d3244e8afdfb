"""Guards on PostgreSQL: a trigger on rows and one on the whole table, for no row trigger sees TRUNCATE."""

from __future__ import annotations

from typing import Any, Final

from bagdar.store.guarding.guard import PREFIX, REFUSED, Frozen, Told

_ROW, _BEFORE, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 8, 16, 32
"""Bits by which the catalogue says what a trigger answers to."""
_KINDS: Final = {
    "row": ("UPDATE OR DELETE", "ROW", _ROW | _BEFORE | _DELETE | _UPDATE),
    "truncate": ("TRUNCATE", "STATEMENT", _BEFORE | _TRUNCATE),
}
_ALWAYS: Final = "A"
"""Enabled also where a session takes itself for a replica."""
_CATALOGUE: Final = """
SELECT t.tgname, c.relname, t.tgtype::int, t.tgenabled::text, p.proname, p.prosrc,
       t.tgqual IS NULL AND t.tgattr::text = ''
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"""


class PostgreSQL:
    """The catalogue keeps a trigger in parts, and the function's text as it was given."""

    def wanted(self, guard: Frozen) -> dict[str, Told]:
        body = _body(guard)
        return {
            f"{guard.key}_{kind}": (guard.table, bits, _ALWAYS, guard.key, body, True)
            for kind, (_, _, bits) in _KINDS.items()
        }

    def making(self, guard: Frozen) -> dict[str, list[str]]:
        function = (
            f"CREATE OR REPLACE FUNCTION {guard.key}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $guard${_body(guard)}$guard$"
        )
        return {
            name: [
                function,
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{guard.table}"'
                f" FOR EACH {each} EXECUTE FUNCTION {guard.key}()",
                f'ALTER TABLE "{guard.table}" ENABLE ALWAYS TRIGGER "{name}"',
            ]
            for name, event, each in ((f"{guard.key}_{kind}", *how[:2]) for kind, how in _KINDS.items())
        }

    def found(self, cursor: Any) -> dict[str, Told]:
        cursor.execute(_CATALOGUE)
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall() if row[0].startswith(PREFIX)}

    def dropping(self, name: str, told: Told) -> str:
        return f'DROP TRIGGER IF EXISTS "{name}" ON "{told[0]}"'

    def lifting(self, name: str, told: Told) -> str:
        return f'ALTER TABLE "{told[0]}" DISABLE TRIGGER "{name}"'

    def restoring(self, name: str, told: Told) -> str:
        return f'ALTER TABLE "{told[0]}" ENABLE ALWAYS TRIGGER "{name}"'


def _body(guard: Frozen) -> str:
    """The conditions stand in the function, so that a migration may still alter the columns they name."""
    refuse = f"RAISE EXCEPTION '{REFUSED}: {guard.table}' USING ERRCODE = 'integrity_constraint_violation'"
    when, changed = guard.when or "TRUE", guard.changed or "TRUE"
    return f"""
BEGIN
  IF TG_OP = 'TRUNCATE' THEN {refuse}; END IF;
  IF TG_OP = 'DELETE' THEN
    IF ({when}) THEN {refuse}; END IF;
    RETURN OLD;
  END IF;
  IF ({when}) AND ({changed}) THEN {refuse}; END IF;
  RETURN NEW;
END"""
