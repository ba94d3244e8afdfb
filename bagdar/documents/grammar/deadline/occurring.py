"""From what a deadline says to the days on which something is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from bagdar.documents.grammar.deadline.model import (
    MONTHS_OF,
    WHOLE_YEAR,
    Moment,
    Occurrence,
    Recurrence,
    Rule,
    Said,
    Spot,
)
from bagdar.documents.grammar.deadline.scope import (
    Scope,
    carries,
    is_all_year,
    is_anchored,
    is_annual,
    is_bare,
    is_limit,
    is_onward,
    scope_of,
)

DAYS_OF: Final = {"day": 1, "week": 7}
LETTERS: Final = {"half": "H", "quarter": "Q"}


def occurrences(
    said: Sequence[Said], period: tuple[int, int] | None = None, starts: int = 1
) -> tuple[Occurrence, ...]:
    """Everything due, in order of days. Years the words name are kept whatever the plan's *period* is."""
    scope = scope_of(said, period, starts)
    found: dict[Occurrence, None] = {}
    for at, item in enumerate(said):
        for occurrence in _of(item, at, said, scope, starts):
            found[occurrence] = None
    return tuple(sorted(found, key=lambda one: (one.last, one.first, one.label)))


def _of(item: Said, at: int, said: Sequence[Said], scope: Scope | None, starts: int) -> Iterator[Occurrence]:
    stage = stage_of(at, said)
    if item.moment is not None and item.kind in {"moment", "until", "within", "results"}:
        yield from _at(item, said, scope, starts, stage)
    elif item.kind in {"since", "interval"} and not carries(said):
        yield from _stretch(item, scope, starts, stage)
    elif scope is None or is_anchored(item, said):
        return
    elif item.kind == "recurrence" and item.recurrence and is_onward(item):
        yield from _onward(item.recurrence, said, scope)
    elif item.kind == "recurrence" and (again := _from_then(item, said, scope)):
        yield from _at(Said(kind="moment", moment=again), (), scope, starts, stage)
    elif item.kind == "recurrence" and item.recurrence and not _dated(said) and not _subsumed(item, said):
        yield from _unrolled(item.recurrence, _rule_for(at, said), scope)
    elif item.kind == "rule" and item.rule and not any(one.kind == "recurrence" for one in said):
        unit = item.unit or ("year" if item.rule.unit == "year" else None)
        if unit:
            yield from _unrolled(Recurrence(unit=unit), item.rule, scope)
    elif item.kind == "results" and len(said) == 1 and item.unit:
        yield from _unrolled(Recurrence(unit=item.unit), None, scope)
    elif item.kind == "reported":
        yield from _reported(item, scope)
    elif _whole_plan(item, said) and not any(
        one.kind in {"recurrence", "rule"} or is_annual(one) for one in said
    ):
        yield Occurrence(first=scope.first, last=scope.last, label=_span(scope.first.year, scope.years[-1]))


def _whole_plan(item: Said, said: Sequence[Said]) -> bool:
    """Does it go on for the whole plan? "The whole period" beside years means those."""
    if item.kind == "continuous":
        return True
    return item.kind == "within" and item.unit == "plan" and not any(one.moment for one in said)


def stage_of(at: int, said: Sequence[Said]) -> str:
    """The words that say what the item at a place is about: after it, or before it and marked so."""
    if at + 1 < len(said) and said[at + 1].kind == "stage" and not said[at + 1].ahead:
        return said[at + 1].words
    if at and said[at - 1].kind == "stage" and said[at - 1].ahead:
        return said[at - 1].words
    return ""


def _from_then(item: Said, said: Sequence[Said], scope: Scope) -> Moment | None:
    """ "Every year from December 2025": each December, the first included."""
    begin = next((one.moment for one in said if one.kind == "since" and one.moment), None)
    if item.recurrence is None or item.recurrence.unit != "year" or begin is None or len(said) != 2:
        return None
    opens = all(spot.first == 1 and spot.first_day <= 1 for spot in begin.spots)
    if opens or not begin.years or any(spot.kind.startswith("year") for spot in begin.spots):
        return None
    years = tuple(range(begin.years[0], scope.years[-1] + 1, item.recurrence.every))
    return Moment(spots=begin.spots, years=years) if years else None


def _dated(said: Sequence[Said]) -> bool:
    """Do days of the year stand beside the recurrence, so that they and not whole periods are due?"""
    named = [one for one in said if not is_all_year(one)]
    return any(
        is_annual(one)
        or (
            one.kind in {"moment", "until", "within"}
            and one.moment
            and one.moment.spots
            and not is_limit(one, said)
        )
        for one in named
    )


def _begun(said: Sequence[Said]) -> int:
    """The last year named before "and every year from then on"; what recurs begins after it."""
    onward = any(is_onward(one) for one in said)
    years = [year for one in said if onward and one.moment for year in one.moment.years]
    return max(years, default=0)


def _subsumed(item: Said, said: Sequence[Said]) -> bool:
    """ "Every year, twice in a half-year": the first only says that the second goes on every year."""
    yearly = item.unit != "rate" and item.recurrence == Recurrence(unit="year")
    return yearly and any(one.unit == "rate" for one in said if one.recurrence)


def _onward(recurrence: Recurrence, said: Sequence[Said], scope: Scope) -> Iterator[Occurrence]:
    """After the dated moment beside it: every year on the same part of the year, or every whole period."""
    moment = next((one.moment for one in said if one.moment and one.moment.years), None)
    if moment is None or any(is_annual(one) for one in said):
        return
    last = moment.years[-1]
    if recurrence.unit == "year" and moment.spots:
        step = recurrence.every
        again = Moment(spots=moment.spots, years=tuple(range(last + step, scope.years[-1] + 1, step)))
        if again.years:
            yield from _at(Said(kind="moment", moment=again), (), scope, scope.starts, "")
        return
    ends = (moment.spots[-1] if moment.spots else WHOLE_YEAR).within(last, scope.starts)
    if ends:
        for one in _unrolled(Recurrence(unit=recurrence.unit, every=recurrence.every), None, scope):
            if one.first > ends[0] and one.last > ends[1]:
                yield one


def _at(
    item: Said, said: Sequence[Said], scope: Scope | None, starts: int, stage: str
) -> Iterator[Occurrence]:
    moment = item.moment or Moment()
    open_start = item.kind == "until"
    if not moment.spots and (item.kind == "until" or is_bare(item)) and carries(said):
        return
    if is_limit(item, said) or (item.kind == "results" and len(said) > 1):
        return
    if is_all_year(item) and any(one.kind in {"recurrence", "rule"} for one in said):
        return
    if not moment.spots:
        yield from _years(moment, starts, stage, open_start, item.kind == "within")
        return
    years = moment.years or tuple(year for year in (scope.years if scope else ()) if year > _begun(said))
    for year in years:
        for spot in moment.spots:
            ends = _annual(spot, year, starts) if not moment.years else spot.within(year, starts)
            if ends and (moment.years or not scope or scope.after <= ends[1] <= scope.before):
                label = spot.label(ends[1].year if spot.kind in {"month", "day"} else year)
                yield Occurrence(first=ends[0], last=ends[1], label=label, stage=stage, open_start=open_start)


def _annual(spot: Spot, year: int, starts: int) -> tuple[date, date] | None:
    """In the fiscal year *year* the months before its first one are those of the next calendar year."""
    ends = spot.within(year, starts)
    if starts > 1 and ends and ends[1] < date(year, starts, 1):
        return spot.within(year + 1, starts)
    return ends


def _years(moment: Moment, starts: int, stage: str, open_start: bool, whole: bool) -> Iterator[Occurrence]:
    runs = [moment.years] if moment.through or whole else [(year,) for year in moment.years]
    if open_start:
        runs = [moment.years[-1:]]
    for run in runs:
        first, last = WHOLE_YEAR.within(run[0], starts), WHOLE_YEAR.within(run[-1], starts)
        if first and last:
            label = _span(run[0], run[-1])
            yield Occurrence(first=first[0], last=last[1], label=label, stage=stage, open_start=open_start)


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}/{last}"


def _stretch(item: Said, scope: Scope | None, starts: int, stage: str) -> Iterator[Occurrence]:
    """From a day to a day, or to the end of the plan."""
    begin = _point(item.moment, starts)
    end = _point(item.end, starts)
    if begin and end:
        label = f"{begin[0].isoformat()}/{end[1].isoformat()}"
        yield Occurrence(first=begin[0], last=end[1], label=label, stage=stage)
    elif begin and scope and scope.last >= begin[0]:
        label = f"{begin[0].isoformat()}/"
        yield Occurrence(first=begin[0], last=scope.last, label=label, stage=stage, open_end=True)


def _point(moment: Moment | None, starts: int) -> tuple[date, date] | None:
    if moment is None or not moment.years:
        return None
    spot = moment.spots[0] if moment.spots else WHOLE_YEAR
    return spot.within(moment.years[0], starts)


def _rule_for(at: int, said: Sequence[Said]) -> Rule | None:
    """The rule said after a recurrence and before the next one; else the only rule there is."""
    for one in said[at + 1 :]:
        if one.kind == "recurrence":
            break
        if one.rule and one.kind == "rule":
            return one.rule
    rules = [one.rule for one in said if one.kind == "rule"]
    return rules[0] if len(rules) == 1 else None


def _unrolled(recurrence: Recurrence, rule: Rule | None, scope: Scope) -> Iterator[Occurrence]:
    if recurrence.bound == "at_most":
        return
    for first, last, label in _periods(recurrence, scope):
        due = rule.due(last, scope.starts) if rule else last
        if due is None:
            continue
        for turn in range(1, recurrence.count + 1):
            name = label if recurrence.count == 1 else f"{label} {turn}/{recurrence.count}"
            yield Occurrence(first=first, last=due, label=name, period_last=last if rule else None)


def _periods(recurrence: Recurrence, scope: Scope) -> Iterator[tuple[date, date, str]]:
    """Whole periods inside the scope: first and last day, label."""
    if recurrence.unit in DAYS_OF:
        length = timedelta(days=DAYS_OF[recurrence.unit] * recurrence.every)
        begin = scope.first
        while begin + length - timedelta(days=1) <= scope.last:
            yield begin, begin + length - timedelta(days=1), begin.isoformat()
            begin += length
        return
    months = MONTHS_OF[recurrence.unit] * recurrence.every
    count = scope.years[0] * 12 + scope.starts - 1
    while (first := _day(count)) <= scope.last:
        last = _day(count + months) - timedelta(days=1)
        year, offset = divmod(count - scope.starts + 1, 12)
        if first <= scope.before < last and scope.before.month == last.month:
            last = scope.before  # "every year, until 25 December 2029"
        if first >= scope.first and last <= scope.last and year in scope.years:
            yield first, last, _label(recurrence, year, offset, first)
        count += months


def _day(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


def _label(recurrence: Recurrence, year: int, offset: int, first: date) -> str:
    if recurrence.every > 1:
        months = MONTHS_OF[recurrence.unit] * recurrence.every
        return _span(year, year + (offset + months - 1) // 12) if months >= 12 else f"{first.isoformat()}"
    if recurrence.unit in LETTERS:
        return f"{year}-{LETTERS[recurrence.unit]}{offset // MONTHS_OF[recurrence.unit] + 1}"
    return f"{first.year}-{first.month:02}" if recurrence.unit == "month" else f"{year}"


def _reported(item: Said, scope: Scope) -> Iterator[Occurrence]:
    moment = item.moment or Moment(spots=(WHOLE_YEAR,))
    spot = moment.spots[0] if moment.spots else WHOLE_YEAR
    for year in moment.years or scope.years:
        ends = spot.within(year, scope.starts)
        due = item.rule.due(ends[1], scope.starts) if ends and item.rule else None
        if ends and due:
            yield Occurrence(first=ends[0], last=due, period_last=ends[1], label=spot.label(year))
