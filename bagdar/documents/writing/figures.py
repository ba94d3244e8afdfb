"""A figure of a layout as Excel is to hold it: the exact number, shown with the decimals printed."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

DIGITS_KEPT: Final = 15
"""Significant digits that Excel stores; a longer figure stays a text."""
_SHOWN = re.compile(
    r"(?P<sign>[-−]?)(?P<digits>\d+(?:[\s\u00a0\u202f]\d{3})*)(?:[.,](?P<fraction>\d+))?(?P<unit>\s?[^\d\s]{0,3})"
)


class Figure(NamedTuple):
    value: Decimal
    number_format: str


def figure(number: str, shown: str) -> Figure | None:
    """The exact *number* with a format that prints *shown*.

    None where the cell says more than its number, where *shown* is another number, or where Excel
    would lose digits: then the text as printed is the better witness.
    """
    match = _SHOWN.fullmatch(shown.strip())
    try:
        value = Decimal(number)
    except InvalidOperation:
        return None
    if match is None or not value.is_finite() or len(value.normalize().as_tuple().digits) > DIGITS_KEPT:
        return None
    if _printed(match) != value:
        return None
    return Figure(value, _format(match))


def too_long(number: str) -> bool:
    """Whether Excel would lose digits of *number*."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return False
    return value.is_finite() and len(value.normalize().as_tuple().digits) > DIGITS_KEPT


def _printed(match: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", match["digits"])
    value = Decimal(f"{whole}.{match['fraction'] or 0}")
    return -value if match["sign"] else value


def _format(match: re.Match[str]) -> str:
    grouped = re.search(r"\d\D\d", match["digits"]) is not None
    whole = "#,##0" if grouped else "0"
    places = f".{'0' * len(match['fraction'])}" if match["fraction"] else ""
    unit = match["unit"].replace('"', "")
    return whole + places + (f'"{unit}"' if unit else "")
