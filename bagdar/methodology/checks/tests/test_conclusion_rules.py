"""The draft conclusion: whose reasons need a position, who must be named, whose figures must agree."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import BodyRef, Conclusion, Plan, Report, Tally, Value
from bagdar.kernel.findings import Finding
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.checks import check_conclusion
from bagdar.methodology.checks.tests import make
from bagdar.methodology.checks.tests.make import t
from bagdar.methodology.model import Methodology, Parameter

PLAN = make.plan()
CONCLUSION = make.conclusion()
ANNEX = make.annex()


def findings(
    conclusion: Conclusion, plan: Plan = PLAN, rules: Methodology | None = None, **more: Any
) -> list[Finding]:
    given: dict[str, Any] = {"annex": ANNEX, "reader": make.PlainReader()} | more
    return check_conclusion(conclusion, plan, rules or make.methodology(), make.BODIES, **given)


def seen(
    conclusion: Conclusion, plan: Plan = PLAN, rules: Methodology | None = None, **more: Any
) -> dict[str, int]:
    found = findings(conclusion, plan, rules, **more)
    return dict(Counter(finding.check.removeprefix("checks.conclusion.") for finding in found))


def value(period: str, number: str) -> Value:
    return Value(period=period, number=Decimal(number), standing="sure")


@pytest.mark.parametrize(
    "executors, who, expected",
    [
        (("m1",), "m1", {}),
        (("m1", "m2"), "m1, m2", {}),
        (("m1",), "m1, m2, of", {"executor_omitted": 2}),  # responsible bodies too, not co-executors only
        (("m1", "towns"), "m1, towns", {}),
        (("m1", "t1", "t2"), "m1, towns", {}),  # a group by all of its members
        (("m1", "t1"), "m1, towns", {"executor_omitted": 1}),
        (("m1", "m2"), "m1", {"executor_extra": 1}),
        (("m1",), "m1, zz", {}),  # a name nobody knows cannot be looked for
        ((), "m1, m2", {"executors": 1}),
    ],
)
def test_item_4_names_every_executing_body(
    executors: tuple[str, ...], who: str, expected: dict[str, int]
) -> None:
    plan = make.cells(PLAN, "d11", who=who)
    refs = tuple(BodyRef(id=key) for key in executors)
    assert seen(replace(CONCLUSION, executors=refs), plan) == expected


def test_narrow_reading_of_item_4_asks_for_co_executors_only() -> None:
    narrow = Parameter(id="conclusion_executors", clause=make.CLAUSE, name=t("x"), value="co_executors_only")
    rules = make.methodology(parameters=(narrow,))
    plan = make.cells(PLAN, "d11", who="m1, of~")
    refs = (BodyRef(id="of"),)
    assert seen(replace(CONCLUSION, executors=refs), plan, rules) == {}
    assert seen(replace(CONCLUSION, executors=refs), plan) == {"executor_omitted": 1}


def test_indicator_missed_in_an_earlier_year_needs_a_case() -> None:
    """Over the whole period since implementation began, not in the reporting year alone."""
    plan = make.passport(PLAN, "k2", targets={"2025": Decimal(10), "2026": Decimal(20)})
    before = make.earlier("9", "k2", status="undone")
    assert seen(CONCLUSION, plan) == {}
    assert seen(CONCLUSION, plan, history=(before,)) == {"case_missing": 1}
    attained = make.earlier("10", "k2", status="done")
    assert seen(CONCLUSION, plan, history=(attained,)) == {}


def test_actual_in_the_plans_own_passport_counts() -> None:
    plan = make.passport(
        PLAN,
        "k2",
        targets={"2025": Decimal(10), "2026": Decimal(20)},
        actuals={"2025": value("2025", "9"), "2024": value("2024", "1")},
    )
    (found,) = findings(CONCLUSION, plan)
    assert (found.check, found.params["periods"]) == ("checks.conclusion.case_missing", ["2025"])


@pytest.mark.parametrize(
    "status, number, direction, expected",
    [
        ("undone", "15", "up", {"case_missing": 1}),
        ("done", "15", "up", {"case_missing": 1}),  # the figure decides, not the word
        ("undone", "25", "up", {}),
        ("undone", "15", None, {"case_missing": 1}),  # without a direction the word decides
        ("done", "15", None, {}),
        ("half", None, "up", {"case_missing": 1}),
        ("done", None, "up", {}),
        (None, None, "up", {}),  # nothing reported: not "not attained"
    ],
)
def test_which_indicators_are_not_attained(
    status: str | None, number: str | None, direction: str | None, expected: dict[str, int]
) -> None:
    plan = make.passport(PLAN, "k1", direction=direction)
    shown = value("2026", number) if number else None
    annex = make.relined(ANNEX, "k1", status=status, value=shown)
    silent = replace(CONCLUSION, tallies=CONCLUSION.tallies[:2])
    assert seen(silent, plan, annex=annex) == expected


def test_report_after_the_conclusions_period_is_not_looked_at() -> None:
    plan = make.passport(PLAN, "k2", targets={"2027": Decimal(30)})
    later = replace(make.earlier("9", "k2", status="undone"), period=Period(2027))
    assert seen(CONCLUSION, plan, history=(later,)) == {}


def test_case_of_an_attained_indicator_is_questioned() -> None:
    annex = make.relined(ANNEX, "g1", status="done", value=value("2026", "20"))
    changed = make.recased(CONCLUSION, years=(), activities=())
    changed = replace(changed, tallies=(Tally(kind="aim", total=2),))
    assert seen(changed, annex=annex) == {"case_unfounded": 1, "activity_missing": 1}


def test_activity_beside_another_indicator_of_its_task_is_enough() -> None:
    """It must stand in some case; which of its task's indicators it led to, the analyst says."""
    twin = make.gauge("g1b", "gauge", "j1")
    plan = make.insert(PLAN, "g1", twin)
    line = make.line(twin, status="undone", value=value("2026", "15"))
    annex = replace(ANNEX, lines=(*ANNEX.lines, line))
    case = replace(CONCLUSION.cases[0], key="g1b", title=twin.title, activities=())
    both = replace(CONCLUSION, cases=(*CONCLUSION.cases, case), tallies=CONCLUSION.tallies[1:])
    assert seen(both, plan, annex=annex) == {}


def test_activity_under_an_attained_indicator_needs_no_case() -> None:
    annex = make.relined(ANNEX, "g1", status="done", value=value("2026", "20"))
    plain = replace(CONCLUSION, cases=(), tallies=(Tally(kind="aim", total=2),))
    assert seen(plain, annex=annex) == {}


@pytest.mark.parametrize(
    "period, final, influence, improvements, expected",
    [
        (Period(2026), False, False, False, {}),
        (Period(2026), True, True, True, {}),
        (Period(2026), True, False, False, {"final_influence": 1, "final_improvements": 1}),
        (Period(2027), True, True, True, {}),
        (Period(2027), False, True, True, {"final_unmarked": 1}),
        (
            Period(2027),
            False,
            False,
            False,
            {"final_unmarked": 1, "final_influence": 1, "final_improvements": 1},
        ),
        (Period(2027, 1, 2), False, False, False, {}),  # the first half of the last year is not the end
        (Period(2027, 2, 2), False, True, True, {"final_unmarked": 1}),
    ],
)
def test_last_conclusion_is_final(
    period: Period, final: bool, influence: bool, improvements: bool, expected: dict[str, int]
) -> None:
    whole = replace(
        CONCLUSION,
        period=period,
        final=final,
        influence=t("oui") if influence else Text(),
        improvements=t("plus") if improvements else Text(),
        tallies=(Tally(kind="aim", total=2),),
        cases=(),
    )
    assert seen(whole, annex=None) == expected


@pytest.mark.parametrize(
    "tally, expected",
    [
        (Tally(kind="gauge", total=2, due=1, counts={"undone": 1}), {}),
        (Tally(kind="gauge", total=2, due=2, counts={"undone": 1, "not_shown": 1}), {}),
        (Tally(kind="gauge", total=2, due=1, counts={"done": 1}), {"tally_differs": 2}),
        (Tally(kind="gauge", total=2, counts={"undone": 1}), {"tally_due": 1}),
        (Tally(kind="gauge", total=1, due=2, counts={"undone": 1}), {"tally_due": 1}),
        (Tally(kind="gauge", total=3, due=1, counts={"undone": 1}), {"tally_due": 1}),
        (Tally(kind="mark", section="p1", total=1, due=1, counts={"done": 1}), {}),
        (Tally(kind="mark", section="p2", total=1, due=1, counts={"done": 1}), {"tally_differs": 1}),
        # Indicators counted by their figures, as the program draws up the conclusion.
        (Tally(kind="gauge", total=2, due=1, counts={"not_attained": 1}), {}),
        (Tally(kind="gauge", total=2, due=1, counts={"attained": 1}), {"tally_differs": 2}),
        (Tally(kind="gauge", total=2, due=1, counts={"not_shown": 1}), {"tally_differs": 1}),
        (
            Tally(kind="gauge", total=2, due=1, counts={"not_attained": 2}),
            {"tally_differs": 1, "tally_due": 1},
        ),
        (Tally(kind="mark", section="elsewhere", total=1, due=1, counts={"attained": 1}), {}),
    ],
)
def test_counts_agree_with_the_annex(tally: Tally, expected: dict[str, int]) -> None:
    assert seen(replace(CONCLUSION, tallies=(tally,))) == expected


def test_without_an_annex_counts_are_not_judged() -> None:
    wrong = replace(CONCLUSION, tallies=(Tally(kind="gauge", total=2, due=2, counts={"done": 2}),))
    assert seen(wrong, annex=None) == {}


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({"actual": Decimal("15.0")}, {}),
        ({"actual": Decimal(51)}, {"value_differs": 1}),
        ({"actual": None}, {"value_differs": 1}),
        ({"plan": None}, {"target_differs": 1}),
        ({"plan": Decimal("20.00")}, {}),
        ({"period": "2027", "plan": Decimal(30), "actual": None}, {}),
    ],
)
def test_figures_of_a_case(changes: dict[str, Any], expected: dict[str, int]) -> None:
    row = replace(CONCLUSION.cases[0].years[0], **changes)
    assert seen(make.recased(CONCLUSION, years=(row,))) == expected


def test_annex_typed_by_hand_is_matched_by_wording() -> None:
    lines = tuple(replace(line, key=f"r{n}") for n, line in enumerate(ANNEX.lines))
    typed: Report = replace(ANNEX, lines=lines)
    assert seen(CONCLUSION, annex=typed) == {}
    assert seen(replace(CONCLUSION, cases=()), annex=typed) == {"case_missing": 1}
