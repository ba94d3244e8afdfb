"""Days, moments, figures and money as people in the country write them; nothing reaches a page unformatted."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names
from django import template
from django.conf import settings
from django.utils.translation import get_language

from bagdar.kernel.exact import NBSP, format_decimal
from bagdar.kernel.messages import render

register = template.Library()

MISSING = "–"
"""What stands where nothing is known: never a zero."""

AFTER_YEAR = {"kk": f"{NBSP}ж.", "ru": f"{NBSP}г.", "en": ""}
MARKS = {"en": "."}
"""Decimal mark where it is no comma."""
UNITS = tuple(f"web.shell.unit_{name}" for name in ("b", "kb", "mb", "gb", "tb"))
THOUSAND = "\u202f"
"""Narrow no-break space: groups stay together and figures stay narrow."""


def _language() -> str:
    return get_language() or "kk"


@register.filter
def day(value: date | None) -> str:
    """``10 қаңтар 2027 ж.``; a moment is the day it falls on in the installation's zone."""
    if value is None:
        return MISSING
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    return _day(value, _language())


@lru_cache(maxsize=5000)
def _day(value: date, language: str) -> str:
    month = get_month_names("wide", "format", language)[value.month]
    return NBSP.join((str(value.day), month, str(value.year))) + AFTER_YEAR[language]


@register.filter
def weekday(value: date | None) -> str:
    return MISSING if value is None else get_day_names("wide", "format", _language())[value.weekday()]


@register.filter
def moment(value: datetime | None) -> str:
    """``10 қаңтар 2027 ж., 14:32`` in the installation's zone."""
    if value is None:
        return MISSING
    local = value.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{day(local.date())}, {local:%H:%M}"


@register.filter
def figure(value: Decimal | int | None, decimals: int | None = None) -> str:
    """``98 748,9``: decimal mark of the language, thin no-break spaces, a true minus. A float is refused."""
    if value is None:
        return MISSING
    if isinstance(value, float):
        raise TypeError("an exact figure does not come from a float")
    mark = MARKS.get(_language(), ",")
    return format_decimal(Decimal(value), decimals, mark=mark).replace(NBSP, THOUSAND)


@register.filter
def percent(value: Decimal | int | None, decimals: int | None = None) -> str:
    return MISSING if value is None else f"{figure(value, decimals)}{NBSP}%"


@register.filter
def size(value: int | None) -> str:
    """Bytes as ``12,3 МБ``, in the unit that leaves a figure of one to three digits."""
    if value is None:
        return MISSING
    amount, unit = Decimal(value), 0
    while amount >= 1000 and unit < len(UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    shown = figure(amount, 1 if unit and amount < 100 else 0)
    return f"{shown}{NBSP}{render(UNITS[unit], _language())}"


@register.filter
def money(value: int | None, symbol: str = "₸") -> str:
    """Smallest units (tiyn) as ``1 234 567,50 ₸``; whole amounts without a fraction."""
    if value is None:
        return MISSING
    amount = Decimal(value).scaleb(-2)
    return f"{figure(amount, None if value % 100 else 0)}{NBSP}{symbol}"
