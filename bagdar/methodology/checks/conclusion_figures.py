"""Checks of the conclusion's figures: each equals what the annex and the plan say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bagdar.documents.forms import Tally
from bagdar.kernel.findings import Place
from bagdar.methodology.checks.conclusion import ConclusionContext, conclusion_check
from bagdar.methodology.checks.registry import Hit


@conclusion_check("tally_differs")
def tallies_differ(context: ConclusionContext) -> Iterator[Hit]:
    """A count of item 6 that is not the annex's."""
    if context.conclusion.period.label not in dict(context.years):
        return
    for tally in context.conclusion.tallies:
        counted = _counted(context, tally)
        for status in context.statuses.values():
            stated = tally.counts.get(status.id, 0)
            if stated != counted[status.id]:
                kind = context.plan.kinds.get(tally.kind)
                yield Hit(
                    Place(field="tallies", key=tally.section),
                    {
                        "kind": (kind.plural or kind.name) if kind else tally.kind,
                        "status": status.words,
                        "stated": stated,
                        "counted": counted[status.id],
                    },
                )


def _counted(context: ConclusionContext, tally: Tally) -> Counter[str]:
    """Status id → lines of the annex with it, of the tally's kind and section."""
    counts: Counter[str] = Counter()
    lines = dict(context.years).get(context.conclusion.period.label, {})
    for key, line in lines.items():
        item = context.plan.tree.by_key[key]
        if item.kind != tally.kind or line.status is None:
            continue
        if tally.section is None or tally.section in context.plan.tree.path(key):
            counts[line.status] += 1
    return counts


@conclusion_check("tally_due")
def tallies_due(context: ConclusionContext) -> Iterator[Hit]:
    """Counts that exceed their own denominator, or a total that is not the plan's."""
    totals = Counter(item.kind for item in context.plan.plan.items)
    for tally in context.conclusion.tallies:
        kind = context.plan.kinds.get(tally.kind)
        shown = (kind.plural or kind.name) if kind else tally.kind
        place = Place(field="tallies", key=tally.section)
        counted = sum(tally.counts.get(status, 0) for status in context.statuses)
        if counted > tally.due or tally.due > tally.total:
            yield Hit(place, {"kind": shown, "counted": counted, "due": tally.due, "total": tally.total})
        elif tally.section is None and tally.total != totals[tally.kind]:
            lines = totals[tally.kind]
            yield Hit(place, {"kind": shown, "counted": lines, "due": tally.due, "total": tally.total})


@conclusion_check("value_differs")
def values_differ(context: ConclusionContext) -> Iterator[Hit]:
    """A figure of item 6 that is not the one reported."""
    years = dict(context.years)
    for case in context.conclusion.cases:
        for row in case.years:
            line = years.get(row.period, {}).get(case.key)
            reported = line.value.number if line is not None and line.value is not None else None
            if line is not None and line.value is not None and row.actual != reported:
                shown = {"period": row.period, "stated": "–" if row.actual is None else row.actual}
                yield context.case_hit(case, reported="–" if reported is None else reported, **shown)


@conclusion_check("target_differs")
def targets_differ(context: ConclusionContext) -> Iterator[Hit]:
    """A target of item 6 that is not the plan's."""
    for case in context.conclusion.cases:
        item = context.plan.tree.by_key.get(case.key)
        targets = item.passport.targets if item is not None and item.passport is not None else {}
        for row in case.years:
            if row.period in targets and row.plan != targets[row.period]:
                stated = "–" if row.plan is None else row.plan
                yield context.case_hit(case, period=row.period, stated=stated, plan=targets[row.period])
