"""Do the things a deadline says make sense together? Words may each be known and the whole still be nonsense."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from bagdar.documents.grammar.deadline.model import MONTHS_OF, Said
from bagdar.documents.grammar.deadline.scope import is_all_year, is_annual, is_bare
from bagdar.documents.grammar.matching import Element
from bagdar.documents.grammar.spans import Token

TIMES: Final = frozenset({"moment", "until", "since", "interval", "within", "reported"})
PER_YEAR: Final = {"half": 2, "quarter": 4, "month": 12}


def makes_sense(tokens: Sequence[Token], elements: Sequence[Element]) -> bool:
    said: list[Said] = [element.value for element in elements]
    return (
        any(item.kind not in {"stage", "manner"} for item in said)
        and all(_joined(tokens, a, b) for a, b in itertools.pairwise(elements))
        and _years_agree(said)
        and _recurrence_agrees(said)
        and _rules_agree(said)
        and _stages_belong(said)
    )


def _joined(tokens: Sequence[Token], a: Element, b: Element) -> bool:
    """Two times need a comma or an "and" between them, unless one is only the years of the other."""
    between = [token.form for token in tokens[a.last : b.first] if not (token.form == "-" and token.breaks)]
    first, second = a.value, b.value
    if first.kind == second.kind and first == second:
        return False
    if first.kind not in TIMES or second.kind not in TIMES:
        return True
    if "-" in between or (
        first.kind == second.kind == "moment" and not between and not tokens[b.first].breaks
    ):
        return False
    if is_bare(first) and (is_annual(second) or second.kind == "reported"):
        return True
    if is_bare(second) and is_annual(first):
        return True
    if first.kind == "since" and first.moment and not first.moment.spots and is_annual(second):
        return True
    return bool(between) or tokens[b.first].breaks


def _years_agree(said: Sequence[Said]) -> bool:
    """A month without a year beside a month of a year says nothing, unless both recur or a year is shared."""
    years = [year for item in said if is_bare(item) and item.moment for year in item.moment.years]
    spots = [spot for item in said if is_annual(item) and item.moment for spot in item.moment.spots]
    if any(spot.within(year) is None for spot in spots for year in years):
        return False
    if years or any(item.kind == "recurrence" for item in said):
        return True
    annual = any(is_annual(item) for item in said)
    dated = any(
        item.kind in {"moment", "until", "within"} and item.moment and item.moment.years and item.moment.spots
        for item in said
    )
    return not (annual and dated)


def _recurrence_agrees(said: Sequence[Said]) -> bool:
    """Days of the year beside "every quarter" must be four of them."""
    units = [item.recurrence for item in said if item.recurrence]
    spots = sum(
        len(item.moment.spots) for item in said if item.moment and is_annual(item) and not is_all_year(item)
    )
    dated = any(
        item.kind == "moment" and item.moment and item.moment.years and item.moment.spots for item in said
    )
    if len(set(units)) < len(units):
        return False
    if not units or not (spots or dated):
        return True
    return all(
        one.unit == "year" or PER_YEAR.get(one.unit, 0) == spots * one.every or one.bound for one in units
    )


def _rules_agree(said: Sequence[Said]) -> bool:
    """A day of the month alone is meant only beside "monthly" or "quarterly"; one rule for each recurrence."""
    rules = [item for item in said if item.kind == "rule" and item.rule]
    recurrences = [item.recurrence for item in said if item.recurrence]
    for item in rules:
        if item.unit == "bare" and not any(one.unit in PER_YEAR for one in recurrences):
            return False
    return len(rules) <= max(1, len(recurrences))


def _stages_belong(said: Sequence[Said]) -> bool:
    """A stage stands beside the time it is about."""
    for at, item in enumerate(said):
        if item.kind == "stage":
            near = at + 1 if item.ahead else at - 1
            if not 0 <= near < len(said) or said[near].kind == "stage":
                return False
    return True


def settled(said: Sequence[Said]) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    """What is said, with a bare "by the 10th" beside "quarterly" read as of the month after the quarter.

    The second is what was odd: the month had to be understood from custom.
    """
    said = _of_results(said)
    long = any(item.recurrence and item.recurrence.unit in {"quarter", "half"} for item in said)
    if not long or not any(item.unit == "bare" for item in said):
        return tuple(said), ()
    out = [
        replace(item, rule=replace(item.rule, shift=1)) if item.unit == "bare" and item.rule else item
        for item in said
    ]
    return tuple(out), ("month_not_named",)


def _of_results(said: Sequence[Said]) -> Sequence[Said]:
    """ "By the results of a half-year, by the 10th of the month after the period": the period is the half-year."""
    units = {item.unit for item in said if item.kind == "results" and item.unit}
    if len(units) != 1 or any(item.recurrence for item in said):
        return said
    (unit,) = units
    return [
        replace(item, unit=unit)
        if item.kind == "rule" and item.unit is None and item.rule and item.rule.unit in MONTHS_OF
        else item
        for item in said
    ]
