"""A3: items 1–5 filled, one case for each indicator missed since the start, positions left open."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from bagdar.consolidation.conclusion import draft_conclusion
from bagdar.consolidation.tests.make import (
    PERIOD,
    consolidate_reports,
    make_line,
    make_reason,
    make_report,
    make_round,
)
from bagdar.documents.forms import Case, Conclusion, Report, ReportLine, Statement, Value
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text


def earlier(figure: str, reason: str | None = None) -> Report:
    line = ReportLine(
        key="ri",
        kind="result_indicator",
        value=Value(period="2025", number=Decimal(figure), standing="final"),
        reason=make_reason("ministry", reason) if reason else None,
    )
    return Report(languages=("kk",), period=Period(2025), lines=(line,))


def conclude(*reports: Report, history: tuple[Report, ...] = (), **changes: object) -> Conclusion:
    result = consolidate_reports(*reports, **changes)
    return draft_conclusion(make_round(**changes), result, Text.of(kk="Стратегия"), history)


def case(*reports: Report, history: tuple[Report, ...] = ()) -> Case:
    (found,) = conclude(*reports, history=history).cases
    return found


MISSED = make_line("ri", "not_executed", "45", reason=make_reason("ministry", "drought"))


def test_an_attained_indicator_has_no_case() -> None:
    assert conclude(make_report("ministry", make_line("ri", "executed", "39"))).cases == ()


def test_a_missed_falling_indicator_has_a_case_with_an_open_position() -> None:
    found = case(make_report("ministry", MISSED))
    assert found.key == "ri"
    assert [(row.period, row.plan, row.actual) for row in found.years] == [
        ("2025", Decimal(50), None),
        ("2026", Decimal(40), Decimal(45)),
    ]
    assert found.position == Text()
    assert [reason.statements[0].text for reason in found.reasons] == ["drought"]


def test_a_reason_that_bodies_give_in_the_same_words_stands_once_as_theirs() -> None:
    theirs = make_line("ri", "not_executed", "45", reason=make_reason("company", "drought"))
    (reason,) = case(make_report("ministry", MISSED), make_report("company", theirs)).reasons
    assert [(s.author, s.text) for s in reason.statements] == [
        ("ministry", "drought"),
        ("company", "drought"),
    ]


def test_an_indicator_missed_in_an_earlier_year_only_has_a_case_too() -> None:
    found = case(make_report("ministry", make_line("ri", "executed", "39")), history=(earlier("55"),))
    assert [row.actual for row in found.years] == [Decimal(55), Decimal(39)]


def test_a_figure_not_yet_published_makes_no_case() -> None:
    line = ReportLine(
        key="ri",
        kind="result_indicator",
        value=Value(period=PERIOD.label, standing="not_published"),
    )
    assert conclude(make_report("ministry", line)).cases == ()


def test_an_earlier_year_without_a_figure_is_judged_by_what_was_reported() -> None:
    line = ReportLine(key="ri", kind="result_indicator", status="partly_executed")
    past = Report(languages=("kk",), period=Period(2025), lines=(line,))
    now = make_report("ministry", make_line("ri", "executed", "39"))
    assert [found.key for found in conclude(now, history=(past,)).cases] == ["ri"]
    assert conclude(now).cases == ()


def test_the_unexecuted_activities_under_it_are_laid_out() -> None:
    found = case(
        make_report("ministry", MISSED, make_line("a1", "not_executed")),
        make_report("akimat", make_line("a2", "executed")),
        make_report("company", make_line("a2", "executed")),
    )
    assert [(activity.key, activity.status) for activity in found.activities] == [("a1", "not_executed")]


@pytest.mark.parametrize(
    "reports, history, expected_for, expected_against",
    [
        ([MISSED, make_line("a1", "executed")], (), {"activities_done"}, set()),
        ([MISSED, make_line("a1", "not_executed")], (), set(), {"activities_open"}),
        ([MISSED], (earlier("49"),), {"improved", "attained_before"}, set()),
        ([MISSED], (earlier("44"),), {"attained_before"}, {"worsened"}),
        ([MISSED], (earlier("60", "Drought"),), {"improved"}, {"missed_before", "same_words"}),
        ([make_line("ri", "not_executed", "45")], (), set(), {"no_reason"}),
    ],
)
def test_facts_are_computed(
    reports: list[ReportLine],
    history: tuple[Report, ...],
    expected_for: set[str],
    expected_against: set[str],
) -> None:
    due = {"ri": True, "a1": any(line.key == "a1" for line in reports)}
    (found,) = conclude(make_report("ministry", *reports), history=history, due=due).cases
    assert {fact.message.removeprefix("fact.") for fact in found.facts_for} == expected_for
    assert {fact.message.removeprefix("fact.") for fact in found.facts_against} == expected_against
    assert all(fact.text for fact in (*found.facts_for, *found.facts_against))


def test_one_bodys_other_figure_changes_the_facts() -> None:
    alone = case(make_report("ministry", MISSED))
    against = case(make_report("ministry", MISSED), make_report("company", make_line("ri", "executed", "39")))
    assert "fact.contradicted" not in {fact.message for fact in alone.facts_against}
    assert "fact.contradicted" in {fact.message for fact in against.facts_against}


def test_the_last_year_makes_a_final_conclusion() -> None:
    assert not conclude().final
    assert conclude(period=Period(2029)).final


def test_proposals_are_the_bodies_own_words() -> None:
    (proposal,) = conclude(make_report("ministry", make_line("ri", "executed", "39"))).proposals
    assert proposal.text == Text.of(kk="ministry proposes")
    assert proposal.body is not None
    assert proposal.body.id == "ministry"


def test_only_the_last_yearly_item_of_the_note_proposes_and_a_denial_proposes_nothing() -> None:
    def noted(body: str, text: str, language: str = "ru") -> Report:
        said = Statement(language=language, text=text, author=body)
        return replace(make_report(body, make_line("a1", "executed")), note={"proposals": (said,)})

    found = conclude(
        noted("ministry", "Предлагается продлить срок."),
        noted("company", "Предложений по корректировке плана нет."),
    )
    assert [(p.text.in_("ru"), p.body and p.body.id) for p in found.proposals] == [
        ("Предлагается продлить срок.", "ministry")
    ]


def test_an_activity_of_which_nothing_was_shown_is_not_executed() -> None:
    reported = make_report("ministry", MISSED, make_line("a1", "executed"))
    shown = conclude(reported, due={"ri": True, "a1": True}).cases[0]
    blank = conclude(reported, due={"ri": True, "a1": True, "a2": True}).cases[0]
    assert "fact.activities_done" in {fact.message for fact in shown.facts_for}
    assert "fact.activities_done" not in {fact.message for fact in blank.facts_for}
    assert [(each.key, each.status) for each in blank.activities] == [("a2", None)]
    assert shown.activities == ()
