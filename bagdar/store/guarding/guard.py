"""What is declared of a table whose rows stay."""

from __future__ import annotations

from typing import Any, Final, Protocol

import msgspec

PREFIX: Final = "guard_"
REFUSED: Final = "this row is kept as it is"
"""What the database says to whoever would change such a row; it arrives as an IntegrityError."""

Told = tuple[Any, ...]
"""What a catalogue says of a trigger: first its table, then whatever tells it from another."""


class Frozen(msgspec.Struct, frozen=True):
    """Rows of *table* for which *when* holds: *columns* (none named: all) are not changed, no row is deleted.

    ``when``: an expression over ``OLD.column`` that both databases understand; empty: always.
    ``name``: tells guards of one table apart. Emptying the whole table is refused whatever *when* says.
    """

    table: str
    columns: tuple[str, ...] = ()
    when: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        return "_".join(part for part in (f"{PREFIX}{self.table}", self.name) if part)

    @property
    def changed(self) -> str:
        """Whether an update touches what is kept; empty: any does."""
        return " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in self.columns)


class AppendOnly(Frozen, frozen=True):
    """Rows are added to *table* and stay for ever."""


class Dialect(Protocol):
    """A database's own words. ``making``: name of each trigger of a guard → the statements that make it."""

    def wanted(self, guard: Frozen) -> dict[str, Told]: ...
    def making(self, guard: Frozen) -> dict[str, list[str]]: ...
    def found(self, cursor: Any) -> dict[str, Told]: ...
    def dropping(self, name: str, told: Told) -> str: ...
    def lifting(self, name: str, told: Told) -> str: ...
    def restoring(self, name: str, told: Told) -> str: ...
