"""Differences between what bodies say of one line: listed, ranked, never averaged and never settled here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

import msgspec

from bagdar.documents.forms import Contribution, Passport, Plan, ReportLine
from bagdar.documents.spec import Status
from bagdar.methodology.attainment import period_attained


class Rank(IntEnum):
    """How much hangs on it, the heaviest first."""

    RESULT = 1
    """Changes whether the line counts as executed."""
    ATTAINMENT = 2
    """Changes whether the target counts as attained."""
    FIGURE = 3
    """Another figure on the same side of the target, or another standing of it."""
    WORDING = 4
    """The same result told differently (an inner state beside a status)."""


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """``ours`` is the line's keeper (or the first contribution), ``theirs`` the body that differs."""

    key: str
    rank: Rank
    what: str
    """"status" or "value"."""
    ours: str
    theirs: str
    our_words: str
    their_words: str


def contradictions(
    plan: Plan, lines: Iterable[ReportLine], keepers: Mapping[str, str | None], statuses: Iterable[Status]
) -> tuple[Contradiction, ...]:
    """All of them over consolidated *lines*, by rank, then in the plan's order.

    ``keepers``: line key → body whose words the line carries (None: a group, the first contribution
    is the measure). A contribution without an answer contradicts nothing.
    """
    results = {status.id: status.result for status in statuses}
    passports = {item.key: item.passport for item in plan.items}
    found: list[Contradiction] = []
    for line in lines:
        if line.contributions:
            found += _of_line(line, keepers.get(line.key), passports.get(line.key), results)
    return tuple(sorted(found, key=lambda c: c.rank))


def _of_line(
    line: ReportLine, keeper: str | None, passport: Passport | None, results: Mapping[str, str]
) -> list[Contradiction]:
    others = list(line.contributions)
    if keeper is not None and (line.status or line.state or line.value):
        ours = Contribution(
            body=keeper, role="main_responsible", status=line.status, state=line.state, value=line.value
        )
    else:
        ours, *others = others
    found = []
    for theirs in others:
        found += _status(line.key, ours, theirs, results)
        found += _value(line.key, ours, theirs, passport)
    return found


def _status(
    key: str, ours: Contribution, theirs: Contribution, results: Mapping[str, str]
) -> list[Contradiction]:
    mine, other = ours.status or ours.state, theirs.status or theirs.state
    if mine is None or other is None or mine == other:
        return []
    both_count = ours.status is not None and theirs.status is not None
    changes = both_count and results.get(mine) != results.get(other)
    rank = Rank.RESULT if changes else Rank.WORDING
    return [_one(key, rank, "status", ours, theirs, mine, other)]


def _value(
    key: str, ours: Contribution, theirs: Contribution, passport: Passport | None
) -> list[Contradiction]:
    mine, other = ours.value, theirs.value
    if mine is None or other is None or mine.number is None or other.number is None:
        return []
    if mine.period != other.period or mine.number == other.number:
        return []
    sides = period_attained(passport, mine), period_attained(passport, other)
    crosses = None not in sides and sides[0] != sides[1]
    rank = Rank.ATTAINMENT if crosses else Rank.FIGURE
    return [_one(key, rank, "value", ours, theirs, str(mine.number), str(other.number))]


def _one(
    key: str, rank: Rank, what: str, ours: Contribution, theirs: Contribution, mine: str, other: str
) -> Contradiction:
    return Contradiction(
        key=key,
        rank=rank,
        what=what,
        ours=ours.body,
        theirs=theirs.body,
        our_words=mine,
        their_words=other,
    )
