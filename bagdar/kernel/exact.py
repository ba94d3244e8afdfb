"""Exact figures: decimals and money as people in the pack's country print them; floats never enter."""

from __future__ import annotations

from decimal import Decimal

MINUS = "\u2212"
NBSP = "\u00a0"


def format_decimal(value: Decimal, decimals: int | None = None, *, mark: str = ",") -> str:
    """``Decimal('98748.9')`` → ``98 748,9`` with no-break spaces, the decimal *mark* and a true minus.

    *decimals* fixes the number of places (half-up); None keeps the value's own.
    """
    if decimals is not None:
        value = round_half_up(value, decimals)
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("not a finite number")
    text = f"{abs(value):f}"
    whole, _, fraction = text.partition(".")
    groups = []
    while len(whole) > 3:
        groups.append(whole[-3:])
        whole = whole[:-3]
    groups.append(whole)
    out = NBSP.join(reversed(groups)) + (f"{mark}{fraction}" if fraction else "")
    return MINUS + out if sign and any(digits) else out


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as official tables round."""
    from decimal import ROUND_HALF_UP

    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
