"""The four entrances: a plan, two language texts, a report, a conclusion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Conclusion, Plan, Report
from bagdar.kernel.findings import Finding
from bagdar.kernel.periods import Period
from bagdar.methodology.checks.conclusion import ConclusionContext, conclusion_check
from bagdar.methodology.checks.languages import LanguagesContext, language_check
from bagdar.methodology.checks.owing import owing
from bagdar.methodology.checks.pairing import pair_languages, pair_plans
from bagdar.methodology.checks.plan_context import PlanContext, UnreadTable, plan_check
from bagdar.methodology.checks.readings import Cached, DueStates, Reader
from bagdar.methodology.checks.registry import Table
from bagdar.methodology.checks.report_context import ReportContext, report_check
from bagdar.methodology.due import due_lines, evaluation_year
from bagdar.methodology.model import Methodology


def registered() -> tuple[str, ...]:
    """Ids of all checks, as the packs' ``checks`` name them."""
    return tuple(purposes())


def look_of(check: str) -> Callable[..., Any]:
    """The function that looks for what the check named *check* finds. Raises KeyError for an unknown id."""
    return _looks()[check]


@cache
def _looks() -> dict[str, Callable[..., Any]]:
    tables: Iterable[Table[Any]] = (plan_check, language_check, report_check, conclusion_check)
    return {key: check.look for table in tables for key, check in table.checks.items()}


def purposes() -> dict[str, str]:
    """Id of every check → what it looks for, in one English paragraph: the docstring of its function."""
    return {
        check.id: " ".join((check.look.__doc__ or "").split())
        for table in (plan_check, language_check, report_check, conclusion_check)
        for check in table
    }


def check_plan(
    plan: Plan,
    methodology: Methodology,
    bodies: Bodies,
    *,
    strategy: Plan | None = None,
    account: Sequence[UnreadTable] = (),
    reader: Reader | None = None,
) -> list[Finding]:
    """Findings on *plan*, in the order of its lines; what concerns the whole plan comes first.

    *strategy*: the Strategy's own items, to compare with. *account*: the tables of the reading the
    plan came from. *reader*: in place of the grammars.
    """
    context = PlanContext(
        plan, methodology, bodies, _reader(plan, methodology, bodies, reader), strategy, account
    )
    return plan_check.run(context, methodology.checks)


def compare_languages(
    plan: Plan,
    other: Plan | None = None,
    *,
    methodology: Methodology,
    bodies: Bodies,
    reader: Reader | None = None,
    other_reader: Reader | None = None,
) -> list[Finding]:
    """Differences between two language texts: *plan* and *other*, or the languages of one *plan*.

    Of two plans each is taken in its first language. Of one plan, every further language is compared
    with the first.
    """
    first = PlanContext(plan, methodology, bodies, _reader(plan, methodology, bodies, reader))
    if other is not None:
        second = PlanContext(other, methodology, bodies, _reader(other, methodology, bodies, other_reader))
        languages = (_first(plan), _first(other))
        context = LanguagesContext(first, second, languages, pair_plans(plan, other))
        return language_check.run(context, methodology.checks)
    found: list[Finding] = []
    for language in plan.languages[1:]:
        pairs = pair_languages(plan, plan.languages[0], language)
        context = LanguagesContext(first, first, (plan.languages[0], language), pairs)
        found += language_check.run(context, methodology.checks)
    return found


def _first(plan: Plan) -> str:
    return plan.languages[0] if plan.languages else ""


def check_report(
    report: Report,
    plan: Plan,
    methodology: Methodology,
    bodies: Bodies,
    *,
    body: str | None = None,
    period: Period | None = None,
    history: Sequence[Report] = (),
    owed: Collection[str] | None = None,
    due: DueStates | None = None,
    fingerprint: str | None = None,
    evaluation: bool | None = None,
    account: Sequence[UnreadTable] = (),
) -> list[Finding]:
    """Findings on *report* against the edition of the *plan* in force at the end of its period.

    *body*, *period*: whom and when a report is expected from. *history*: earlier reports on the same
    lines. *owed*: keys of the lines this report must hold; *due*: what the period asks of each line;
    None: both as the methodology's chain and calendar give them. *fingerprint*: of the plan edition
    that forms were issued from. *evaluation*: is the period's year one of evaluation, as decided for
    the cycle; None: as the methodology names, else as the report itself says. *account*: the tables of
    the reading the report came from.
    """
    when, owed_by = period or report.period, None
    if evaluation is None and when is not None:
        evaluation = evaluation_year(plan, methodology, when)
    if due is None and when is not None:
        due = due_lines(plan, methodology, when, history=history)
    if owed is None and when is not None:
        owed, owed_by = owing(report, body, plan, methodology, bodies, when)
    context = ReportContext(
        report,
        plan,
        methodology,
        bodies,
        body,
        period,
        history,
        due,
        owed,
        owed_by,
        fingerprint,
        evaluation,
        account,
    )
    return report_check.run(context, methodology.checks)


def check_conclusion(
    conclusion: Conclusion,
    plan: Plan,
    methodology: Methodology,
    bodies: Bodies,
    *,
    annex: Report | None = None,
    history: Sequence[Report] = (),
    reader: Reader | None = None,
) -> list[Finding]:
    """Findings on a draft *conclusion*. *annex*: part 1 as consolidated for its period; *history*: of
    earlier periods (an annex given among them counts as such)."""
    context = PlanContext(plan, methodology, bodies, _reader(plan, methodology, bodies, reader))
    return conclusion_check.run(ConclusionContext(conclusion, context, annex, history), methodology.checks)


def _reader(plan: Plan, methodology: Methodology, bodies: Bodies, reader: Reader | None) -> Reader:
    if reader is not None:
        return Cached(reader)
    # Imported here: grammars load their lexicons, which a check that reads no phrase need not wait for.
    from bagdar.methodology.checks.grammar import GrammarReader

    return Cached(GrammarReader(plan, methodology, bodies))
