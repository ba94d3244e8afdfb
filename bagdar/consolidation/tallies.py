"""Counts by kind and section, every one with its denominator; not due, not published and not shown apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bagdar.documents.forms import Passport, Plan, ReportLine, Tally
from bagdar.documents.spec import ItemKind, Standing
from bagdar.methodology.attainment import period_attained

ATTAINED, NOT_ATTAINED = "attained", "not_attained"
NOT_SHOWN, NOT_PUBLISHED, NOT_DUE, NOT_JUDGED = "not_shown", "not_published", "not_due", "not_judged"


class Judge:
    """Puts one consolidated line into its one class for the counts."""

    def __init__(
        self, plan: Plan, kinds: Iterable[ItemKind], standings: Iterable[Standing], due: Mapping[str, bool]
    ) -> None:
        self.passports: dict[str, Passport | None] = {item.key: item.passport for item in plan.items}
        self.measured = {kind.id for kind in kinds if kind.measured}
        self.without_figure = {standing.id for standing in standings if not standing.figure}
        self.due = due

    def of(self, line: ReportLine) -> str:
        """A status id, an inner state id, or one of this module's classes.

        A measured line is judged by its figure against its target; a status alone does not make a
        target attained, and a figure that is not yet published is not a target missed.
        """
        if not self.due.get(line.key, False):
            return line.state or NOT_DUE
        if line.state:
            return line.state
        if line.kind not in self.measured:
            return line.status or NOT_SHOWN
        return self._measured(line)

    def _measured(self, line: ReportLine) -> str:
        value = line.value
        if value is None:
            return NOT_SHOWN
        if value.number is None:
            return NOT_PUBLISHED if value.standing in self.without_figure else NOT_SHOWN
        verdict = period_attained(self.passports.get(line.key), value)
        if verdict is None:
            return NOT_JUDGED
        return ATTAINED if verdict else NOT_ATTAINED


def tallies(
    lines: Sequence[ReportLine],
    kinds: Iterable[ItemKind],
    judge: Judge,
    sections: Mapping[str, str],
) -> tuple[Tally, ...]:
    """One tally for each reported kind over all, then one for each section it occurs in, in order."""
    reported = [kind.id for kind in kinds if kind.reported]
    order = list(dict.fromkeys(sections.values()))
    out = []
    for kind in reported:
        of_kind = [line for line in lines if line.kind == kind]
        if not of_kind:
            continue
        out.append(_tally(kind, None, of_kind, judge))
        for section in order:
            inside = [line for line in of_kind if sections.get(line.key) == section]
            if inside:
                out.append(_tally(kind, section, inside, judge))
    return tuple(out)


def _tally(kind: str, section: str | None, lines: list[ReportLine], judge: Judge) -> Tally:
    counts: dict[str, int] = {}
    for line in lines:
        verdict = judge.of(line)
        counts[verdict] = counts.get(verdict, 0) + 1
    due = sum(bool(judge.due.get(line.key)) and not line.state for line in lines)
    return Tally(kind=kind, section=section, total=len(lines), due=due, counts=counts)
