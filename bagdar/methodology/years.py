"""The years of a plan, where they are years that a plan can have."""

from __future__ import annotations

from datetime import date

from bagdar.documents.forms import Plan

LONGEST = 100
"""Years that no plan is longer than: a slip such as 22026 is not unrolled."""
LATEST = date.max.year - LONGEST


def years_between(first: int | None, last: int | None) -> range:
    """*first* to *last*, empty where they are not given, run backwards or are no years of a plan."""
    if (
        first is None
        or last is None
        or not 0 <= last - first < LONGEST
        or not date.min.year < first <= LATEST
    ):
        return range(0)
    return range(first, last + 1)


def years_of(plan: Plan) -> range:
    """First to last year of *plan*; empty as :func:`years_between` says."""
    return years_between(plan.first_year, plan.last_year)
