"""Who answers for a line: the keeper, the other responsible bodies, the co-executors, the lead."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class LineRoles(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bodies of one plan line, by id. ``main`` keeps the line (None: only a group stands there).

    ``lead`` is the lead body of the line's section (§32); it keeps the line where ``main`` is None.
    """

    main: str | None = None
    responsible: tuple[str, ...] = ()
    co_executors: tuple[str, ...] = ()
    lead: str | None = None
    unbound: tuple[str, ...] = ()
    """Asked, never in breach (by agreement, outside the vertical)."""

    def role(self, body: str) -> str | None:
        """ "main_responsible", "responsible", "co_executor", "lead", or None for a stranger to the line."""
        if body == self.main:
            return "main_responsible"
        if body in self.responsible:
            return "responsible"
        if body in self.co_executors:
            return "co_executor"
        return "lead" if body == self.lead else None

    @property
    def bodies(self) -> tuple[str, ...]:
        """Everyone who owes something for the line, the keeper first, each once."""
        main = (self.main,) if self.main else ()
        return tuple(dict.fromkeys((*main, *self.responsible, *self.co_executors)))


Roles = Mapping[str, LineRoles]
"""Plan line key → who answers for it."""
