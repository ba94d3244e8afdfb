"""Which lines a report must hold: the obligation, among those of its sender, that it best answers."""

from __future__ import annotations

from collections.abc import Iterator

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan, Report
from bagdar.kernel.periods import Period
from bagdar.methodology.checks.matching import match_lines
from bagdar.methodology.due import in_force
from bagdar.methodology.model import Methodology
from bagdar.methodology.obligations import Obligation, obligations

Owing = tuple[frozenset[str], str | None]
"""Keys of the plan lines owed, and the clause by which they are."""
EXECUTING = ("co_executor", "responsible")
"""Senders (of a Level) that report on lines they execute."""


def owing(
    report: Report, body: str | None, plan: Plan, methodology: Methodology, bodies: Bodies, period: Period
) -> tuple[frozenset[str] | None, str | None]:
    """The lines owed and by which clause; (None, None) where nobody is known to owe any.

    What the report itself says of its level, recipient and section decides. A report typed by hand
    says none of it: then it answers the obligation, or all of its sender's together, whose lines are
    most like its own.
    """
    sender = body or report.sender.id
    if sender is None or not in_force(plan, period):
        return None, None
    mine = [
        one
        for one in obligations(plan, methodology, bodies, period)
        if one.sender == sender and one.form == report.form and _addressed(report, one)
    ]
    held = {item.key for item in match_lines(report, plan) if item is not None}
    candidates = list(_candidates(mine, methodology, held))
    if not candidates:
        return frozenset(), None
    return max(candidates, key=lambda candidate: _likeness(candidate[0], held))


def _addressed(report: Report, one: Obligation) -> bool:
    recipient = report.recipient.id if report.recipient else None
    return (
        report.level in (None, one.level)
        and recipient in (None, one.recipient)
        and (report.section is None or one.section in (None, report.section))
    )


def _candidates(mine: list[Obligation], methodology: Methodology, held: set[str]) -> Iterator[Owing]:
    """All that the body owes as executor, then each obligation that the report touches at all."""
    senders = {level.id: level.sender for level in methodology.levels}
    own = [one for one in mine if senders[one.level] in EXECUTING]
    if own:
        clauses = {one.clause for one in own}
        keys = frozenset(key for one in own for key in one.keys)
        yield keys, clauses.pop() if len(clauses) == 1 else None
    for one in mine:
        if held.intersection(one.keys):
            yield frozenset(one.keys), one.clause


def _likeness(keys: frozenset[str], held: set[str]) -> float:
    """Lines in both to lines in either, 0 to 1. Headings are in no obligation: they weigh alike everywhere."""
    return len(keys & held) / len(keys | held) if keys or held else 1.0
