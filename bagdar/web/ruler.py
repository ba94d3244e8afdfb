"""The days of the chain of reports around today, for the ruler on the first page."""

from __future__ import annotations

from datetime import date

import msgspec

from bagdar.kernel.periods import Period
from bagdar.methodology.due import period_of
from bagdar.methodology.model import Level, Methodology
from bagdar.methodology.obligations import bounds, named_day


class Step(msgspec.Struct, frozen=True):
    """``earliest`` and ``latest`` differ only where the receiver sets the day itself."""

    level: Level
    day: date
    earliest: date
    latest: date
    passed: bool


def steps(methodology: Methodology, today: date) -> tuple[Period, tuple[Step, ...]]:
    """The period whose reports are next (or still) due on *today*, and the day of each step of its chain."""
    running = _period_with(methodology, today)
    period = running.previous
    if not methodology.levels or _steps(methodology, period, today)[-1].passed:
        period = running
    return period, _steps(methodology, period, today)


def _period_with(methodology: Methodology, day: date) -> Period:
    """The reporting period in which *day* lies."""
    years = (day.year - 1, day.year)
    periods = (
        period_of(methodology, year, part)
        for year in years
        for part in range(1, methodology.reports_a_year + 1)
    )
    return next(period for period in periods if period.first <= day <= period.last)


def _steps(methodology: Methodology, period: Period, today: date) -> tuple[Step, ...]:
    """In order of their days."""
    found = []
    for level in methodology.levels:
        day = named_day(level.due, period)
        earliest, latest = bounds(level.due, period)
        found.append(Step(level, day, earliest, latest, day < today))
    return tuple(sorted(found, key=lambda step: step.day))
