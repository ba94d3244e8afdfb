"""Every count has its denominator; not due, not published and not shown are never counted as missed."""

import pytest

from bagdar.consolidation.strategy_report import counts, strategy_report
from bagdar.consolidation.tests.make import (
    consolidate_reports,
    make_line,
    make_report,
    make_round,
    say,
)
from bagdar.documents.forms import ReportLine, Tally, Value
from bagdar.kernel.text import Text


def tally(kind: str, *lines: ReportLine, due: dict[str, bool] | None = None) -> Tally:
    over = make_round(**({"due": due} if due is not None else {}))
    result = consolidate_reports(make_report("ministry", *lines), **({"due": due} if due is not None else {}))
    return next(t for t in counts(over, result) if t.kind == kind and t.section is None)


@pytest.mark.parametrize(
    "line, verdict",
    [
        (make_line("ri", "executed", "39"), "attained"),
        (make_line("ri", "executed", "41"), "not_attained"),
        (make_line("ri", "executed"), "not_shown"),
        (make_line("ri"), "not_shown"),
    ],
)
def test_a_measured_line_is_judged_by_its_figure(line: ReportLine, verdict: str) -> None:
    found = tally("result_indicator", line)
    assert (found.total, found.due, found.counts) == (1, 1, {verdict: 1})


def test_a_figure_not_yet_published_is_not_a_target_missed() -> None:
    line = ReportLine(key="ri", kind="result_indicator", value=Value(period="2026", standing="not_published"))
    assert tally("result_indicator", line).counts == {"not_published": 1}


def test_a_line_not_due_stands_outside_the_denominator() -> None:
    found = tally("activity", make_line("a1", "executed"), due={"a1": True, "a2": False})
    assert (found.total, found.due) == (2, 1)
    assert found.counts == {"executed": 1, "not_due": 1}


def test_an_inner_state_stands_outside_the_denominator() -> None:
    found = tally("activity", make_line("a1", state="condition_not_arisen"), due={"a1": True})
    assert (found.total, found.due) == (2, 0)
    assert found.counts == {"condition_not_arisen": 1, "not_due": 1}


def test_the_report_on_the_strategy_analyses_goals_indicators_and_activities_not_tasks() -> None:
    over = make_round()
    result = consolidate_reports(
        make_report("ministry", make_line("a1", "executed", information=say("ministry", "done")))
    )
    report = strategy_report(over, result, Text.of(kk="Стратегия"))
    assert [analysis.key for analysis in report.analysis] == ["g", "ti", "ri", "a1", "a2"]
    assert next(a for a in report.analysis if a.key == "a1").statements == say("ministry", "done")
    assert report.annex == result.national
    assert {ref.id for ref in report.executors} == {"ministry", "agency", "company", "bank", "akimat"}
