"""Which line of a report is which line of the plan, also where a report was typed by hand."""

from __future__ import annotations

from bagdar.documents.forms import Plan, PlanItem, Report, ReportLine
from bagdar.methodology.checks.plan_index import bare_number, index_of, marks


def match_lines(report: Report, plan: Plan) -> tuple[PlanItem | None, ...]:
    """For each line of *report* in order: the plan's line it repeats, or None.

    Wording decides before the key, because the keys of a report typed by someone need not be the
    plan's; then the key, then kind and number (a line reworded). Each plan line is given once, unless
    the report itself repeats it.
    """
    matcher = _Matcher(plan)
    found = [matcher.by_wording(line) for line in report.lines]
    for position, line in enumerate(report.lines):
        found[position] = found[position] or matcher.by_key(line)
    for position, line in enumerate(report.lines):
        found[position] = found[position] or matcher.bybare_number(line)
    return tuple(found)


class _Matcher:
    def __init__(self, plan: Plan) -> None:
        self.plan = index_of(plan)
        self.used: set[str] = set()

    def by_wording(self, line: ReportLine) -> PlanItem | None:
        same: dict[str, PlanItem] = {}
        for mark in marks(line):
            same.update((item.key, item) for item in self.plan.titles.get(mark, ()))
        if not same:
            return None
        free = [item for item in same.values() if item.key not in self.used] or list(same.values())
        best = max(free, key=lambda item: self._closeness(item, line))
        self.used.add(best.key)
        return best

    def _closeness(self, item: PlanItem, line: ReportLine) -> tuple[bool, bool, bool]:
        return (
            item.key == line.key,
            bare_number(item.number) == bare_number(line.number),
            item.parent == line.parent,
        )

    def by_key(self, line: ReportLine) -> PlanItem | None:
        item = self.plan.keys.get(line.key)
        if item is None or item.kind != line.kind or item.key in self.used:
            return None
        self.used.add(item.key)
        return item

    def bybare_number(self, line: ReportLine) -> PlanItem | None:
        if not line.number.strip():
            return None
        items = self.plan.numbers.get((line.kind, bare_number(line.number)), [])
        if len(items) != 1 or items[0].key in self.used:
            return None
        self.used.add(items[0].key)
        return items[0]
