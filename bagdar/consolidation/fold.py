"""Folding contributions into the plan's lines: the keeper's words stand, everyone else's stand beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from bagdar.consolidation.entries import Entries
from bagdar.documents.forms import Contribution, Plan, PlanItem, ReportLine
from bagdar.methodology.roles import LineRoles, Roles


def fold(plan: Plan, roles: Roles, entries: Entries) -> tuple[ReportLine, ...]:
    """One line for each plan item, in the plan's order; ``contributions`` hold what came from below.

    The line takes the keeper's status, figure and words. Where no body keeps it (a group), it takes
    what the lead decided, else what all contributions agree on, else nothing: a difference is never
    averaged and never decided by the program.
    """
    return tuple(
        _line(item, entries.by_line.get(item.key, []), roles.get(item.key, LineRoles()))
        for item in plan.items
    )


def _line(item: PlanItem, contributions: list[Contribution], roles: LineRoles) -> ReportLine:
    blank = ReportLine(
        key=item.key,
        kind=item.kind,
        parent=item.parent,
        number=item.number,
        code=item.code,
        title=item.title,
        cells=item.cells,
    )
    if not contributions:
        return blank
    keeper = _keeper(contributions, roles)
    if keeper is not None:
        return _with(blank, keeper, [c for c in contributions if c is not keeper])
    return _agreed(blank, contributions)


def _keeper(contributions: list[Contribution], roles: LineRoles) -> Contribution | None:
    wanted = roles.main or roles.lead
    return next((c for c in contributions if c.body == wanted), None)


def _with(line: ReportLine, keeper: Contribution, others: list[Contribution]) -> ReportLine:
    return replace(
        line,
        status=keeper.status,
        state=keeper.state,
        information=keeper.information,
        reason=keeper.reason,
        value=keeper.value,
        contributions=tuple(others),
    )


def _agreed(line: ReportLine, contributions: list[Contribution]) -> ReportLine:
    """Only what every contribution says alike is taken up; a keeper that did not report is not replaced."""
    first = contributions[0]
    same_result = all((c.status, c.state) == (first.status, first.state) for c in contributions)
    same_figure = all(_figure(c) == _figure(first) for c in contributions)
    return replace(
        line,
        status=first.status if same_result else None,
        state=first.state if same_result else None,
        value=first.value if same_figure else None,
        contributions=tuple(contributions),
    )


def _figure(contribution: Contribution) -> tuple[object, ...] | None:
    value = contribution.value
    return (value.period, value.number, value.standing) if value else None


class Outline:
    """Order and ancestry of a plan's lines, worked out once."""

    def __init__(self, plan: Plan) -> None:
        self.parents = {item.key: item.parent for item in plan.items}
        self.order = {item.key: position for position, item in enumerate(plan.items)}

    def with_ancestors(self, keys: Iterable[str]) -> list[str]:
        """*keys* and everything above them, in the plan's order: what a report needs to be read alone."""
        wanted: set[str] = set()
        for key in keys:
            at: str | None = key
            while at is not None and at in self.order and at not in wanted:
                wanted.add(at)
                at = self.parents[at]
        return sorted(wanted, key=self.order.__getitem__)


def section_of(plan: Plan, sections: Mapping[str, bool]) -> dict[str, str]:
    """Item key → key of the section it stands in. ``sections``: kind id → divides the plan."""
    found: dict[str, str] = {}
    for item in plan.items:
        if sections.get(item.kind):
            found[item.key] = item.key
        elif item.parent in found:
            found[item.key] = found[item.parent]
    return found
