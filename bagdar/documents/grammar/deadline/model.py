"""What a deadline means: days, parts of a year, recurrence, due rules, conditions, as typed values."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

import msgspec

MONTHS_OF: Final = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
"""Length in months of the units that a plan counts in."""

FISCAL: Final = frozenset({"quarter", "half", "nine_months", "year", "year_end", "year_middle", "year_start"})
"""Parts counted from the first month of the fiscal year; named months are the calendar's."""


class Occurrence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One time that something is due: work in first … period_last, due by the end of ``last``.

    ``label``: "2025-12", "2025-Q2", "2025-H1", "2025-9M", "2025", "2025-12-01", "2022/2026".
    ``stage``: words that say what is due then ("разработка"), as written.
    """

    first: date
    last: date
    label: str
    period_last: date | None = None
    """Last day of the period reported on, where a due rule puts ``last`` after it."""
    stage: str = ""
    open_start: bool = False
    """The words name only the end: work may begin at any time before."""
    open_end: bool = False
    """The words name only the beginning: ``last`` is the end of the plan."""


class Spot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of any year. Months are 1–12, in FISCAL kinds counted from the fiscal year's first.

    ``kind``: day, ten_days, month, quarter, half, nine_months, year, year_end, year_middle, year_start, months, days
    (the last two are ranges). ``first_day`` and ``last_day``: 0 for the month's first and last.
    """

    kind: str
    first: int
    last: int
    first_day: int = 0
    last_day: int = 0

    def within(self, year: int, starts: int = 1) -> tuple[date, date] | None:
        """First and last day in *year*, whose fiscal count begins in month *starts*; None if there is no such day."""
        shift = starts - 1 if self.kind in FISCAL else 0
        first, last = _month(year, self.first + shift), _month(year, self.last + shift)
        days = monthrange(last.year, last.month)[1]
        if self.first_day > monthrange(first.year, first.month)[1] or self.last_day > days:
            return None
        return first.replace(day=self.first_day or 1), last.replace(day=self.last_day or days)

    def label(self, year: int) -> str:
        if self.kind in {"quarter", "half"}:
            length, letter = MONTHS_OF[self.kind], "Q" if self.kind == "quarter" else "H"
            low, high = (self.first - 1) // length + 1, self.last // length
            return f"{year}-{letter}{low}" + (f"/{letter}{high}" if high > low else "")
        if self.kind == "month":
            return f"{year}-{self.first:02}"
        if self.kind == "day":
            return f"{year}-{self.first:02}-{self.first_day:02}"
        if self.kind in {"year", "nine_months"}:
            return f"{year}-9M" if self.kind == "nine_months" else f"{year}"
        ends = self.within(year)
        return "/".join(day.isoformat() for day in sorted(set(ends))) if ends else f"{year}"


def _month(year: int, month: int) -> date:
    """Day one of *month* of *year*, counting on past December."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


WHOLE_YEAR: Final = Spot(kind="year", first=1, last=12)


class Moment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Spots of certain years, or (``years`` empty) of each year of the plan.

    ``through``: the years were written as a range, and with no part of the year named it is one stretch.
    ``each``: the words say that it comes in every year ("конец каждого года").
    """

    spots: tuple[Spot, ...] = ()
    years: tuple[int, ...] = ()
    through: bool = False
    each: bool = False


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When something about a period is due: a day in a unit counted from the period's end.

    ``day`` 10, ``unit`` "month", ``shift`` 1: the 10th of the month after the period.
    ``month`` is set where the unit is a year. ``edge`` "end" means its last day. ``shift`` 0 is the
    period's own last unit. Unit "plan_month" is a month that another document sets.
    """

    unit: str
    shift: int = 1
    day: int | None = None
    month: int | None = None
    edge: str | None = None
    inclusive: bool | None = None
    """Is the day itself still in time? None where the words leave it open ("до")."""

    def due(self, period_last: date, starts: int = 1) -> date | None:
        """The day by which, for a fiscal year from month *starts*; None where it depends on something else.

        A 31st of a shorter month is that month's last day.
        """
        months = MONTHS_OF.get(self.unit)
        if months is None:
            return None
        if self.month is not None:
            return self._named(period_last, self.month, starts)
        counted = period_last.year * 12 + period_last.month - starts
        unit = counted // months + self.shift
        return self._on(unit * months + starts - 1 + (months - 1 if self.edge == "end" else 0))

    def _named(self, period_last: date, month: int, starts: int) -> date | None:
        year = period_last.year + self.shift
        if starts > 1 and month > period_last.month:
            year -= 1
        return self._on(year * 12 + month - 1)

    def _on(self, count: int) -> date | None:
        year, month = divmod(count, 12)
        if not 1 <= year <= 9998:
            return None
        days = monthrange(year, month + 1)[1]
        return date(year, month + 1, days if self.day is None else min(self.day, days))


class Recurrence(msgspec.Struct, frozen=True, kw_only=True):
    """``count`` times in every ``every`` units (day, week, month, quarter, half, year).

    ``bound``: "at_least" or "at_most" where the words only limit the number; "onward" where it begins
    after the time named before it.
    """

    unit: str
    every: int = 1
    count: int = 1
    bound: str | None = None


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """A length of time: ``count`` of ``unit`` (day, week, month, quarter, half, year); ``working`` days or not."""

    count: int
    unit: str
    working: bool = False


class Relative(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Due in relation to an event: within ``duration`` after (or ``before``) it; ``event`` in the cell's words."""

    event: str = ""
    duration: Duration | None = None
    before: bool = False
    inclusive: bool | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a deadline says. ``kind``: moment, until, since, interval, within, recurrence, rule, relative,
    condition, continuous, stage, reported, results, manner (how, or the number of an item of a list)."""

    kind: str
    moment: Moment | None = None
    """The point or stretch of time; the beginning, for an interval."""
    end: Moment | None = None
    inclusive: bool | None = None
    recurrence: Recurrence | None = None
    rule: Rule | None = None
    relative: Relative | None = None
    unit: str | None = None
    """Of a reported period: month, quarter, half, year; "bare" for a day of the month alone; "plan" for the
    whole plan; "rate" for a recurrence said as "so many times in"."""
    words: str = ""
    """Free words: the condition, the stage."""
    ahead: bool = False
    """A stage: it describes what follows, not what precedes."""
