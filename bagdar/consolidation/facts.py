"""Facts for and against the reason given for a missed target: computed from what was reported, each counted.

A fact is an id of the pack's words (``fact.<id>``) and its fields; nothing here is free text.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from bagdar.documents.forms import Fact, ReportLine, YearRow
from bagdar.methodology.attainment import attained


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """What the facts of one indicator rest on. ``due_below``/``open_below``: activities under it due
    in the period, and those of them not wholly executed."""

    line: ReportLine
    direction: str | None
    years: tuple[YearRow, ...]
    due_below: tuple[str, ...]
    open_below: tuple[str, ...]
    done_below: tuple[str, ...]
    """Those wholly executed; one of which nothing was shown is neither done nor open."""
    earlier_reasons: tuple[str, ...] = ()
    """Words of the reasons given for it in earlier periods."""
    negative: int = 0
    """Negative factors that name the line, and how many of them have measures."""
    with_measures: int = 0
    contradicted_by: tuple[str, ...] = ()
    """Bodies whose status or figure of the line differs in its result."""


def facts_for(on: Grounds) -> tuple[Fact, ...]:
    """What supports the reason as objective."""
    out: list[Fact] = []
    if on.due_below and set(on.due_below) == set(on.done_below):
        out.append(_fact(on, "activities_done", keys=on.due_below, total=len(on.due_below)))
    moved = _movement(on)
    if moved is not None and moved[2] > 0:
        out.append(_fact(on, "improved", before=moved[0], now=moved[1]))
    hit, judged = _earlier(on)
    if judged and hit:
        out.append(_fact(on, "attained_before", n=hit, total=judged))
    same, others = _same_kind(on.line)
    if same:
        out.append(_fact(on, "same_reason", n=same, total=others))
    if on.with_measures:
        out.append(_fact(on, "measures", n=on.with_measures))
    return tuple(out)


def facts_against(on: Grounds) -> tuple[Fact, ...]:
    """What speaks against it."""
    out: list[Fact] = []
    if on.line.reason is None or not on.line.reason.statements:
        out.append(_fact(on, "no_reason"))
    if on.open_below:
        out.append(
            _fact(on, "activities_open", keys=on.open_below, n=len(on.open_below), total=len(on.due_below))
        )
    moved = _movement(on)
    if moved is not None and moved[2] < 0:
        out.append(_fact(on, "worsened", before=moved[0], now=moved[1]))
    hit, judged = _earlier(on)
    if judged > hit:
        out.append(_fact(on, "missed_before", n=judged - hit, total=judged))
    if _words(on.line) & set(on.earlier_reasons):
        out.append(_fact(on, "same_words"))
    if on.negative > on.with_measures:
        out.append(_fact(on, "no_measures", n=on.negative - on.with_measures))
    if on.contradicted_by:
        out.append(_fact(on, "contradicted", n=len(on.contradicted_by)))
    return tuple(out)


def _fact(on: Grounds, name: str, *, keys: Sequence[str] = (), **params: object) -> Fact:
    return Fact(message=f"fact.{name}", params=params, keys=(on.line.key, *keys))


def _movement(on: Grounds) -> tuple[Decimal, Decimal, int] | None:
    """(figure before, figure now, +1 towards the target / 0 / −1 away), None without two figures."""
    shown = [row.actual for row in on.years if row.actual is not None]
    if len(shown) < 2 or on.years[-1].actual is None or on.direction is None:
        return None
    before, now = shown[-2], shown[-1]
    if before == now:
        return before, now, 0
    better = now > before if on.direction == "up" else now < before
    return before, now, 1 if better else -1


def _earlier(on: Grounds) -> tuple[int, int]:
    """(attained, judged) among the periods before the reported one."""
    verdicts = [attained(row.actual, row.plan, on.direction) for row in on.years[:-1]]
    judged = [verdict for verdict in verdicts if verdict is not None]
    return sum(judged), len(judged)


def _same_kind(line: ReportLine) -> tuple[int, int]:
    """(bodies that give the same kind of reason, bodies that give one), besides the line's keeper."""
    kind = line.reason.kind if line.reason else None
    others = [c.reason.kind for c in line.contributions if c.reason and c.reason.kind]
    return (sum(other == kind for other in others), len(others)) if kind else (0, len(others))


def _words(line: ReportLine) -> set[str]:
    return {" ".join(s.text.split()).casefold() for s in line.reason.statements} if line.reason else set()
