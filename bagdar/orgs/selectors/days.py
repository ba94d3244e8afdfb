"""Conditions on periods, in SQL."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Q

from bagdar.kernel import clock


def today() -> date:
    """This day in the methodology's time zone."""
    return clock.today(settings.TIME_ZONE)


def on_day(day: date, prefix: str = "") -> Q:
    """Rows whose period, from ``valid_from`` to ``valid_to``, holds *day*; open ends count."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & lasting
