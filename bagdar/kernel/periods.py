"""Reporting periods: a fiscal year, or a part of it, as the methodology divides it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec


class Period(msgspec.Struct, frozen=True, order=True):
    """Part *part* of *parts* equal parts of the fiscal year *year* that begins in month *starts*.

    ``Period(2025)`` is the calendar year 2025; ``Period(2025, 2, 2, 4)`` is the second half of the
    fiscal year that begins on 1 April 2025. *parts* divides 12.
    """

    year: int
    part: int = 1
    parts: int = 1
    starts: int = 1

    def __post_init__(self) -> None:
        if 12 % self.parts or not 1 <= self.part <= self.parts or not 1 <= self.starts <= 12:
            raise ValueError("no such period")

    @property
    def label(self) -> str:
        """ "2026", or "2026-1" where the year has several parts; what values and targets are keyed by."""
        return str(self.year) if self.parts == 1 else f"{self.year}-{self.part}"

    @property
    def previous(self) -> Period:
        """The period just before this one."""
        if self.part > 1:
            return Period(self.year, self.part - 1, self.parts, self.starts)
        return Period(self.year - 1, self.parts, self.parts, self.starts)

    def since(self, year: int) -> tuple[Period, ...]:
        """All periods from the first of *year* to this one, in order."""
        return tuple(
            Period(y, part, self.parts, self.starts)
            for y in range(year, self.year + 1)
            for part in range(1, self.parts + 1)
            if (y, part) <= (self.year, self.part)
        )

    @property
    def first(self) -> date:
        return self._month(0)

    @property
    def last(self) -> date:
        return self._month(12 // self.parts) - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def _month(self, offset: int) -> date:
        months = self.starts - 1 + (self.part - 1) * (12 // self.parts) + offset
        return date(self.year + months // 12, months % 12 + 1, 1)
