"""Checks of the conclusion's figures: each equals what the annex and the plan say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bagdar.documents.forms import Tally
from bagdar.kernel.findings import Place
from bagdar.kernel.text import Text
from bagdar.methodology.attainment import ATTAINED, NOT_ATTAINED, period_attained
from bagdar.methodology.checks.conclusion import ConclusionContext, conclusion_check
from bagdar.methodology.checks.registry import Hit


@conclusion_check("tally_differs")
def tallies_differ(context: ConclusionContext) -> Iterator[Hit]:
    """A count of item 6 that is not the annex's. Counts of a section that the plan does not have are left."""
    if context.conclusion.period.label not in dict(context.years):
        return
    for tally in context.conclusion.tallies:
        if tally.section is not None and tally.section not in context.plan.tree.by_key:
            continue
        classes = _classes(context, tally)
        counted = _counted(context, tally, by_figure=ATTAINED in classes)
        for key, words in classes.items():
            stated = tally.counts.get(key, 0)
            if stated != counted[key]:
                kind = context.plan.kinds.get(tally.kind)
                yield Hit(
                    Place(field="tallies", key=tally.section),
                    {
                        "kind": (kind.plural or kind.name) if kind else tally.kind,
                        "status": words,
                        "stated": stated,
                        "counted": counted[key],
                    },
                )


def _classes(context: ConclusionContext, tally: Tally) -> dict[str, Text | str]:
    """What *tally* counts by, id → words: attained or not where it counts indicators so, else statuses."""
    kind = context.plan.kinds.get(tally.kind)
    if kind is not None and kind.measured and not any(status in tally.counts for status in context.statuses):
        form = context.plan.methodology.forms.get("conclusion")
        printed = form.words if form else {}
        return {key: printed.get(f"tally.{key}", key) for key in (ATTAINED, NOT_ATTAINED)}
    return {status.id: status.words for status in context.statuses.values()}


def _counted(context: ConclusionContext, tally: Tally, *, by_figure: bool) -> Counter[str]:
    """Status id, or attained or not, → lines of the annex with it, of the tally's kind and section."""
    counts: Counter[str] = Counter()
    lines = dict(context.years).get(context.conclusion.period.label, {})
    for key, line in lines.items():
        item = context.plan.tree.by_key[key]
        if item.kind != tally.kind or (by_figure and line.state is not None):
            continue
        if tally.section is None or tally.section in context.plan.tree.path(key):
            verdict = period_attained(item.passport, line.value) if by_figure else None
            found = (
                line.status if not by_figure else {True: ATTAINED, False: NOT_ATTAINED, None: None}[verdict]
            )
            counts.update([found] if found is not None else [])
    return counts


@conclusion_check("tally_due")
def tallies_due(context: ConclusionContext) -> Iterator[Hit]:
    """Counts that exceed their own denominator, or a total that is not the plan's."""
    totals = Counter(item.kind for item in context.plan.plan.items)
    for tally in context.conclusion.tallies:
        kind = context.plan.kinds.get(tally.kind)
        shown = (kind.plural or kind.name) if kind else tally.kind
        place = Place(field="tallies", key=tally.section)
        counted = sum(tally.counts.get(key, 0) for key in _classes(context, tally))
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
