"""Is a target attained? One rule for checks, consolidation and the conclusion.

Missing is never zero: without a figure, a target or a direction the answer is None, not "no".
"""

from __future__ import annotations

from decimal import Decimal

from bagdar.documents.forms import Passport, Value

ATTAINED, NOT_ATTAINED = "attained", "not_attained"
"""What indicators are counted by: the figure against the target, whatever status stands beside it."""


def attained(actual: Decimal | None, target: Decimal | None, direction: str | None) -> bool | None:
    """True where *actual* is on the right side of *target*; "up": not below, "down": not above.

    None where it cannot be judged (no figure, no target, no direction).
    """
    if actual is None or target is None:
        return None
    if actual == target:
        return True
    if direction == "up":
        return actual > target
    if direction == "down":
        return actual < target
    return None


def period_attained(passport: Passport | None, value: Value | None) -> bool | None:
    """:func:`attained` for the period of *value*, by *passport*."""
    if passport is None or value is None:
        return None
    return attained(value.number, passport.targets.get(value.period), passport.direction)
