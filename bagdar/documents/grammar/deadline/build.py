"""From the slots of a matched pattern to what it says about time; None where it cannot be meant."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from bagdar.documents.grammar.deadline.model import (
    MONTHS_OF,
    WHOLE_YEAR,
    Duration,
    Moment,
    Recurrence,
    Relative,
    Rule,
    Said,
    Spot,
)
from bagdar.documents.grammar.lexicon import Pattern
from bagdar.documents.grammar.matching import Builder, Slots

LEAP: Final = 2024
WINTER: Final = (12, 14)
"""The one stretch of months into the next year that is called after a single year."""


def _spot(slots: Slots, pattern: Pattern) -> tuple[Spot, ...] | None:
    made = _SPOTS[str(pattern.constants["kind"])](slots, pattern)
    return made if made and all(spot.within(LEAP) for spot in made) else None


def _days(slots: Slots, _: Pattern) -> tuple[Spot, ...] | None:
    month, days = slots["month"], slots.get("days") or [slots["d"]]
    if any(not 1 <= day <= 31 for day in days) or len(set(days)) < len(days):
        return None
    return tuple(Spot(kind="day", first=month, last=month, first_day=d, last_day=d) for d in days)


def _day_range(slots: Slots, _: Pattern) -> tuple[Spot, ...] | None:
    first, last = slots.get("a", slots.get("month")), slots.get("b", slots.get("month"))
    begin, end = slots["d"], slots["e"]
    if (
        first is None
        or last is None
        or (first, begin) >= (last, end)
        or not (1 <= begin <= 31 and 1 <= end <= 31)
    ):
        return None
    return (Spot(kind="days", first=first, last=last, first_day=begin, last_day=end),)


def _month(slots: Slots, _: Pattern) -> tuple[Spot, ...] | None:
    return (Spot(kind="month", first=slots["month"], last=slots["month"]),)


def _months(slots: Slots, pattern: Pattern) -> tuple[Spot, ...] | None:
    """A range of months; the second may lie in the next year only where the words are its name ("winter")."""
    first, last = int(_flag(slots, pattern, "a")), int(_flag(slots, pattern, "b"))
    if first >= 10 and last <= 2:  # "декабрь – январь" goes on into the next year
        last += 12
    if first >= last:
        return None
    return (Spot(kind="months", first=first, last=last),)


def _units(slots: Slots, pattern: Pattern) -> tuple[Spot, ...] | None:
    """Quarters and half-years: one, several, or a range of them."""
    kind = str(pattern.constants["kind"])
    length = MONTHS_OF[kind]
    if "ranks" in slots:
        pairs = [(rank, rank) for rank in slots["ranks"]]
    else:
        first = int(slots["a"] if "a" in slots else pattern.constants["a"])
        pairs = [(first, int(slots.get("b", first)))]
    if any(not 1 <= a <= b <= 12 // length for a, b in pairs) or len(set(pairs)) < len(pairs):
        return None
    if "b" in slots and slots.get("a") == slots["b"]:
        return None
    return tuple(Spot(kind=kind, first=(a - 1) * length + 1, last=b * length) for a, b in pairs)


def _counted(slots: Slots, _: Pattern) -> tuple[Spot, ...] | None:
    """The first so many months of a year; only nine is a period of its own that plans know."""
    return (Spot(kind="nine_months", first=1, last=9),) if slots.get("k", 9) == 9 else None


def _ten_days(slots: Slots, pattern: Pattern) -> tuple[Spot, ...] | None:
    rank, month = _flag(slots, pattern, "a"), slots["month"]
    if not 1 <= rank <= 3:
        return None
    last = monthrange(LEAP, month)[1] if rank == 3 else rank * 10
    if rank == 3:
        return (Spot(kind="ten_days", first=month, last=month, first_day=21),)
    return (Spot(kind="ten_days", first=month, last=month, first_day=rank * 10 - 9, last_day=last),)


def _fixed(_: Slots, pattern: Pattern) -> tuple[Spot, ...] | None:
    kind = str(pattern.constants["kind"])
    return (_EDGES[kind],)


def _first_day(_: Slots, pattern: Pattern) -> tuple[Spot, ...] | None:
    month = int(pattern.constants["month"])
    return (Spot(kind="day", first=month, last=month, first_day=1, last_day=1),)


_EDGES: Final = {
    "year": WHOLE_YEAR,
    "year_end": Spot(kind="year_end", first=12, last=12, first_day=31, last_day=31),
    "year_middle": Spot(kind="year_middle", first=6, last=6, first_day=30, last_day=30),
    "year_start": Spot(kind="year_start", first=1, last=1, first_day=1, last_day=1),
}

_SPOTS: Final[dict[str, Callable[[Slots, Pattern], tuple[Spot, ...] | None]]] = {
    "day": _days,
    "days": _day_range,
    "month": _month,
    "months": _months,
    "quarter": _units,
    "half": _units,
    "nine_months": _counted,
    "ten_days": _ten_days,
    "year": _fixed,
    "year_end": _fixed,
    "year_middle": _fixed,
    "year_start": _fixed,
    "first_day": _first_day,
}


def _spots(slots: Slots, _: Pattern) -> tuple[Spot, ...] | None:
    found = tuple(spot for group in slots["list"] for spot in group)
    return found if len(set(found)) == len(found) else None


def _year_span(slots: Slots, _: Pattern) -> tuple[int, ...] | None:
    first = int(slots["a"])
    last = int(slots.get("b", first))
    if "tail" in slots:
        last = first // 100 * 100 + slots["tail"]
    if ("b" in slots or "tail" in slots) and not first < last <= first + 50:
        return None
    return tuple(range(first, last + 1))


def _season(slots: Slots, pattern: Pattern) -> Moment | None:
    """A year of schools or of heating: from a month of one year to a month of the next."""
    begins: list[int] = []
    for pair in slots["list"]:
        if pair["b"] != pair["a"] + 1:
            return None
        begins.append(pair["a"])
    spot = Spot(kind="months", first=int(pattern.constants["a"]), last=int(pattern.constants["b"]))
    return Moment(spots=(spot,), years=tuple(begins)) if sorted(set(begins)) == begins else None


def _of_season(season: Moment, start: bool) -> Moment:
    """The season, or the day on which it begins."""
    month = season.spots[0].first
    day = Spot(kind="day", first=month, last=month, first_day=1, last_day=1)
    return Moment(spots=(day,), years=season.years) if start else season


def _years(slots: Slots, _: Pattern) -> Moment | None:
    spans: list[tuple[int, ...]] = slots["list"]
    years = tuple(year for span in spans for year in span)
    if sorted(set(years)) != list(years):
        return None
    return Moment(years=years, through=len(spans) == 1 and len(years) > 1)


def _moment(slots: Slots, pattern: Pattern) -> Moment | None:
    if "date" in slots:
        return slots["date"]  # type: ignore[no-any-return]
    if "season" in slots:
        return _of_season(slots["season"], pattern.constants.get("edge") == "start")
    spots: tuple[Spot, ...] = slots.get("spots", ())
    years: Moment = slots.get("years", Moment())
    edge = pattern.constants.get("edge")
    if edge and not spots:
        years, spots = Moment(years=years.years[-1:]), (_EDGES[f"year_{edge}"],)
    if any(spot.within(year) is None for spot in spots for year in years.years):
        return None
    if years.years and any(spot.last > 12 and (spot.first, spot.last) != WINTER for spot in spots):
        return None
    each = bool(pattern.constants.get("each"))
    return Moment(spots=spots, years=years.years, through=years.through and not spots, each=each)


def _flag(slots: Slots, pattern: Pattern, name: str) -> Any:
    return pattern.constants.get(name, slots.get(name))


def _till(_: Slots, pattern: Pattern) -> str:
    return str(pattern.constants.get("inclusive", "open"))


def _inclusive(slots: Slots) -> bool | None:
    if slots.get("inclusive"):
        return True
    return {"yes": True, "no": False}.get(slots.get("till", "open"))


def _until(slots: Slots, _: Pattern) -> Said | None:
    return Said(kind="until", moment=slots["moment"], inclusive=_inclusive(slots))


def _dated(slots: Slots, _: Pattern) -> Said | None:
    return Said(kind="moment", moment=slots["moment"])


def _since(slots: Slots, _: Pattern) -> Said | None:
    moment: Moment = slots["moment"]
    stretch = any(spot.kind in {"months", "days"} for spot in moment.spots)
    if len(moment.spots) > 1 or len(moment.years) > 1 or stretch:
        return None
    return Said(kind="since", moment=moment)


def _interval(slots: Slots, _: Pattern) -> Said | None:
    """Both ends are single points; one may borrow the other's year or be a whole year."""
    begin, end = _end_of(slots, "a", "y"), _end_of(slots, "b", "z")
    if any(len(moment.spots) != 1 or len(moment.years) > 1 for moment in (begin, end)):
        return None
    begin = begin if begin.years else Moment(spots=begin.spots, years=end.years)
    end = end if end.years else Moment(spots=end.spots, years=begin.years)
    first, last = ends(begin), ends(end)
    if not first or not last or first[0] >= last[1]:
        return None
    return Said(kind="interval", moment=begin, end=end, inclusive=_inclusive(slots))


def _end_of(slots: Slots, name: str, year: str) -> Moment:
    """One end of an interval: a moment, or a year and perhaps the part of it that is meant."""
    if name in slots:
        moment: Moment = slots[name]
        return moment
    return Moment(spots=slots.get(f"{name}spots", (WHOLE_YEAR,)), years=(slots[year],))


def ends(moment: Moment) -> Any:
    """First and last day of a moment of one spot and one year, None where there is no such day."""
    spot = moment.spots[0] if moment.spots else WHOLE_YEAR
    return spot.within(moment.years[0]) if moment.years else None


def _within(slots: Slots, pattern: Pattern) -> Said | None:
    unit = _flag(slots, pattern, "unit")
    moment = Moment(spots=(WHOLE_YEAR,)) if unit == "year" else slots.get("moment")
    return Said(kind="within", moment=moment, unit=unit)


def _recurrence(slots: Slots, pattern: Pattern) -> Said | None:
    rate = slots.get("rate", {})
    slots = {**slots, **rate}
    unit = _flag(slots, pattern, "unit")
    every, count = (
        1 if (found := _flag(slots, pattern, name)) is None else found for name in ("every", "count")
    )
    if unit not in {"day", "week", *MONTHS_OF} or not 1 <= every <= 50 or not 1 <= count <= 366:
        return None
    bound = _flag(slots, pattern, "bound") or None
    recurrence = Recurrence(unit=unit, every=every, count=count, bound=bound)
    return Said(kind="recurrence", recurrence=recurrence, unit="rate" if rate else None)


def _rule(slots: Slots, pattern: Pattern) -> Said | None:
    day, month = _flag(slots, pattern, "d"), slots.get("month")
    if "q" in slots:
        month = slots["q"] * 3
        if not 3 <= month <= 12:
            return None
    unit, edge = str(_flag(slots, pattern, "unit")), _flag(slots, pattern, "edge")
    shift = int(_flag(slots, pattern, "shift") if _flag(slots, pattern, "shift") is not None else 1)
    if day is not None and not 1 <= day <= (monthrange(LEAP, month)[1] if month else 31):
        return None
    if day is None and not edge:
        edge = "end"
    rule = Rule(unit=unit, shift=shift, day=day, month=month, edge=edge, inclusive=_inclusive(slots))
    return Said(kind="rule", rule=rule, unit=slots.get("rp") or pattern.constants.get("rp"))  # type: ignore[arg-type]


def _duration(slots: Slots, pattern: Pattern) -> Duration | None:
    count, unit = _flag(slots, pattern, "count") or 1, _flag(slots, pattern, "unit")
    if not 1 <= count <= 366:
        return None
    return Duration(count=count, unit=str(unit), working=bool(_flag(slots, pattern, "working")))


def _relative(slots: Slots, pattern: Pattern) -> Said | None:
    relative = Relative(
        event=slots.get("event", ""),
        duration=slots.get("duration"),
        before=bool(pattern.constants.get("before")),
        inclusive=_inclusive(slots),
    )
    return Said(kind="relative", relative=relative)


def _condition(slots: Slots, pattern: Pattern) -> Said | None:
    return Said(kind="condition", words=slots.get("event", ""), unit=pattern.constants.get("condition"))  # type: ignore[arg-type]


def _continuous(_: Slots, __: Pattern) -> Said | None:
    return Said(kind="continuous")


def _manner(_: Slots, __: Pattern) -> Said | None:
    return Said(kind="manner")


def _stage(slots: Slots, pattern: Pattern) -> Said | None:
    return Said(kind="stage", words=slots["stagetext"], ahead=bool(pattern.constants.get("ahead")))


def _reported(slots: Slots, pattern: Pattern) -> Said | None:
    """A period of the year and the day by which the report on it is due."""
    moment: Moment = slots.get("moment") or Moment(spots=(WHOLE_YEAR,))
    if pattern.constants.get("half"):
        first = 1 if slots["month"] >= 7 else 7
        moment = Moment(spots=(Spot(kind="half", first=first, last=first + 5),))
    if len(moment.spots) > 1 or len(moment.years) > 1:
        return None
    if "rule" in slots:
        return Said(
            kind="reported", moment=moment, rule=slots["rule"].rule, inclusive=slots["rule"].inclusive
        )
    said = _rule(slots, pattern)
    if said is None or said.rule is None:
        return None
    return Said(kind="reported", moment=moment, rule=_after(said.rule, moment))


def _after(rule: Rule, moment: Moment) -> Rule:
    """ "For the year, by 10 January": a day before the middle of the period is one of the year after."""
    found = (moment.spots[0] if moment.spots else WHOLE_YEAR).within(LEAP)
    due = rule.due(found[1]) if found and rule.shift == 0 else None
    early = found and due and due - found[0] < (found[1] - found[0]) / 2
    return replace(rule, shift=1) if early else rule


def _results(slots: Slots, pattern: Pattern) -> Said | None:
    moment: Moment | None = slots.get("moment")
    if moment and pattern.constants.get("plus"):  # "of the first half and of the year"
        moment = replace(moment, spots=(*moment.spots, WHOLE_YEAR)) if moment.spots else None
        if moment is None:
            return None
    return Said(kind="results", moment=moment, unit=_flag(slots, pattern, "unit"))


BUILDERS: Final[dict[str, Builder]] = {
    "spot": _spot,
    "spots": _spots,
    "spotto": _spot,
    "spotsto": _spots,
    "yearendto": _spot,
    "dative": _moment,
    "yearend": _spot,
    "yearspan": _year_span,
    "years": _years,
    "season": _season,
    "moment": _moment,
    "dated": _dated,
    "till": _till,
    "until": _until,
    "since": _since,
    "interval": _interval,
    "within": _within,
    "recurrence": _recurrence,
    "rule": _rule,
    "duration": _duration,
    "adjspan": _duration,
    "relative": _relative,
    "condition": _condition,
    "continuous": _continuous,
    "stage": _stage,
    "manner": _manner,
    "reported": _reported,
    "results": _results,
}
"""Names without a builder mean their constants and slots; ``n``, ``rank`` and the like are passed through."""
