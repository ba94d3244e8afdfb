"""Over which years a deadline recurs: its own, if it names any, else the plan's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from bagdar.documents.grammar.deadline.model import WHOLE_YEAR, Moment, Said

CARRIERS = frozenset({"recurrence", "rule", "continuous", "reported", "results"})
"""Kinds that need years from elsewhere: beside them, bare years are the scope and not a deadline."""


_FIRST, _LAST = date.min.year + 1, date.max.year - 1
"""A plan's years are no further out, so that each has a day before it and a day after it."""


class Scope(msgspec.Struct, frozen=True):
    """Fiscal years first … last that begin in month ``starts``, cut by days that the words name."""

    years: tuple[int, ...]
    starts: int = 1
    after: date = date.min
    before: date = date.max

    @property
    def first(self) -> date:
        return max(date(self.years[0], self.starts, 1), self.after)

    @property
    def last(self) -> date:
        return min(date(self.years[-1] + 1, self.starts, 1) - timedelta(days=1), self.before)


def is_annual(item: Said) -> bool:
    """A part of the year without a year, to be taken in each."""
    moment = item.moment
    return item.kind in {"moment", "until", "within"} and bool(moment and moment.spots and not moment.years)


def is_bare(item: Said) -> bool:
    """Years and nothing else."""
    moment = item.moment
    return item.kind in {"moment", "within"} and bool(moment and moment.years and not moment.spots)


def is_all_year(item: Said) -> bool:
    """ "During the year": beside something that recurs it adds no day."""
    return item.kind == "within" and item.unit == "year"


def carries(said: Sequence[Said]) -> bool:
    """Does anything here take its years from the bare years beside it?"""
    return any(
        is_annual(item) or (item.kind in CARRIERS and not is_onward(item) and not is_anchored(item, said))
        for item in said
    )


def is_onward(item: Said) -> bool:
    """ "And every year from then on": it begins after the years named, which are due themselves."""
    return bool(item.recurrence and item.recurrence.bound == "onward")


def is_anchored(item: Said, said: Sequence[Said]) -> bool:
    """ "Once in three years, 2026": fewer years are named than one turn takes, so they are when it falls."""
    recurrence = item.recurrence
    named = sum(len(one.moment.years) for one in said if is_bare(one) and one.moment)
    return bool(recurrence and recurrence.unit == "year" and 0 < named < recurrence.every)


def is_limit(item: Said, said: Sequence[Said]) -> bool:
    """ "Every year until 31 December 2029": a day of one year ends what recurs and is not itself due."""
    recurrences = [one.recurrence for one in said if one.recurrence]
    return (
        item.kind == "until"
        and bool(item.moment and len(item.moment.years) == 1)
        and bool(recurrences)
        and not any(one.bound == "onward" for one in recurrences)
    )


def scope_of(said: Sequence[Said], period: tuple[int, int] | None, starts: int) -> Scope | None:
    """None where neither the words nor the plan say which years."""
    recurs = carries(said)
    years = {year for item in said if recurs and is_bare(item) and item.moment for year in item.moment.years}
    after, before = date.min, date.max
    for first, last in _bounds(said, starts):
        after, before = max(after, first), min(before, last)
    if not years and after > date.min and before < date.max:
        years = set(range(after.year - (after.month < starts), before.year + 1))
    elif not years and period is not None:
        period = max(period[0], _FIRST), min(period[1], _LAST)
        begin = min(period[0], after.year) if after > date.min else period[0]
        years = set(range(max(begin, after.year - 1), min(period[1], before.year) + 1))
    return Scope(tuple(sorted(years)), starts, after, before) if years else None


def _bounds(said: Sequence[Said], starts: int) -> Iterator[tuple[date, date]]:
    """Days that cut what recurs: "since", "from … to", and "until" with a year of its own."""
    recurs = carries(said)
    for item in said:
        first = _ends(item.moment, starts)
        if first is None:
            continue
        if item.kind == "since":
            yield first[0], date.max
        elif item.kind == "interval" and (last := _ends(item.end, starts)):
            yield first[0], last[1]
        elif recurs and is_limit(item, said):
            yield date.min, first[1]


def _ends(moment: Moment | None, starts: int) -> tuple[date, date] | None:
    if moment is None or not moment.years:
        return None
    spot = moment.spots[-1] if moment.spots else WHOLE_YEAR
    return spot.within(moment.years[-1], starts)
