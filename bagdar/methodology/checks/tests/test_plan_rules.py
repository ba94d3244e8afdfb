"""Plan checks by tables of cases: what each lets pass and what it does not."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import FinanceLine, Plan, PlanItem
from bagdar.kernel.findings import Finding
from bagdar.kernel.text import Text
from bagdar.methodology.checks import check_plan
from bagdar.methodology.checks.tests import make
from bagdar.methodology.checks.tests.make import t
from bagdar.methodology.model import Methodology, Parameter

PLAN = make.plan()


def findings(plan: Plan, rules: Methodology | None = None) -> list[Finding]:
    return check_plan(plan, rules or make.methodology(), make.BODIES, reader=make.PlainReader())


def seen(plan: Plan, rules: Methodology | None = None) -> dict[str, int]:
    """Check (without its prefix) → how often it found something."""
    return dict(Counter(finding.check.removeprefix("checks.plan.") for finding in findings(plan, rules)))


def numbered(*numbers: str, second: tuple[str, ...] = ()) -> Plan:
    """Activities with these numbers under the task of section 1, and *second* under that of section 2."""
    rest = tuple(item for item in PLAN.items if item.kind != "deed")
    ours = [make.deed(f"x{n}", 0, "j1", until=day(n)) for n in range(len(numbers))]
    theirs = [make.deed(f"y{n}", 0, "j2", until=day(n)) for n in range(len(second))]
    cut = [item.key for item in rest].index("p2")
    return replace(
        PLAN,
        items=(
            *rest[:cut],
            *(replace(item, number=number) for item, number in zip(ours, numbers, strict=True)),
            *rest[cut:],
            *(replace(item, number=number) for item, number in zip(theirs, second, strict=True)),
        ),
    )


def day(n: int) -> str:
    return "2027-06-30" if n else "2026-12-31"


@pytest.mark.parametrize(
    "first, second, expected",
    [
        (("1", "2"), ("3", "4"), {}),
        (("1.", "2."), ("3.", "4."), {}),
        (("1", "2"), ("1", "2"), {}),  # counted anew in each task
        (("1", "2"), ("2", "3"), {"numbering": 1}),
        (("2", "1"), ("3", "4"), {"numbering": 1}),  # "2" stands there, only in another place
        (("1", "1"), ("2", "3"), {"numbering": 1}),
        (("1.1", "1.2"), ("1.10", "2.1"), {}),
        (("1", "2"), ("5", "6"), {"number_gap": 1}),
        (("1", ""), ("2", "3"), {"number_missing": 1}),
        (("1)", "№ 2"), ("3", "4"), {}),
    ],
)
def test_numbers_follow_each_other(
    first: tuple[str, ...], second: tuple[str, ...], expected: dict[str, int]
) -> None:
    assert seen(numbered(*first, second=second)) == expected


@pytest.mark.parametrize(
    "who, expected",
    [
        ("m1", {}),
        ("m1, m2", {}),
        ("m1, of", {}),  # a subordinate body beside a ministry is its co-executor
        ("of, m1", {}),
        ("of", {"co_executor_only": 1}),
        ("m1, of!", {"co_executor_only": 1}),  # the cell itself calls it responsible
        ("of~", {}),  # … or co-executor
        ("m1, co", {}),
        ("co", {"company_responsible": 1}),
        ("co!, m1", {"company_responsible": 1}),
        ("co, of", {"company_responsible": 1}),  # the company answers, the other is with it
        ("towns", {}),
        ("towns, of", {}),
        ("club", {}),  # outside the state's own sector: it answers by agreement
        ("club, of", {"co_executor_only": 1}),
        ("m1, m1", {"body_twice": 1}),
        ("m1, m1, m1", {"body_twice": 1}),
        ("m1, zz", {"executor_unread": 1}),
        ("zz, of", {"executor_unread": 1}),  # who is not known may well be a ministry
        ("zz, zz", {"executor_unread": 1}),
        ("–", {"unanswered": 1}),
        ("", {"unanswered": 1}),
    ],
)
def test_bodies_of_a_line(who: str, expected: dict[str, int]) -> None:
    assert seen(make.cells(PLAN, "d11", who=who)) == expected


def test_strict_reading_makes_companies_co_executors() -> None:
    strict = Parameter(id="quasi_public_responsible", clause=make.CLAUSE, name=t("x"), value="strict")
    rules = make.methodology(parameters=(strict,))
    assert seen(make.cells(PLAN, "d11", who="co"), rules) == {"co_executor_only": 1}
    assert seen(make.cells(PLAN, "d11", who="m1, co"), rules) == {}


@pytest.mark.parametrize(
    "days, starts, expected",
    [
        (("2026-06-30",), 1, {}),
        (("2026-06-30", "2026-06-30"), 1, {}),
        (("2026-06-30", "2027-06-30"), 1, {}),
        (("2026-06-30", "2026-12-31"), 1, {"informing_coincide": 1}),
        (("2026-06-30, 2026-12-31",), 1, {"informing_coincide": 1}),
        (("2026-03-31", "2026-06-30", "2026-12-31"), 1, {"informing_dates": 1}),
        (("2026-06-30", "2026-12-31", "2027-06-30", "2027-12-31"), 1, {"informing_coincide": 2}),
        # The fiscal year that begins in April ends in the next calendar year.
        (("2026-06-30", "2027-03-31"), 4, {"informing_coincide": 1}),
        (("2026-06-30", "2027-06-30"), 4, {}),
    ],
)
def test_higher_bodies_are_informed_seldom(
    days: tuple[str, ...], starts: int, expected: dict[str, int]
) -> None:
    told = [make.deed(f"i{n}", 5 + n, "j2", outcome="tell", until=day) for n, day in enumerate(days)]
    plan = make.insert(PLAN, "d22", *told)
    assert seen(plan, make.methodology(year_starts=starts)) == expected


def test_informing_names_days_and_lines() -> None:
    days = ("2026-03-31", "2026-06-30", "2026-12-31")
    told = [make.deed(f"i{n}", 5 + n, "j2", outcome="tell", until=day) for n, day in enumerate(days)]
    (found,) = findings(make.insert(PLAN, "d22", *told))
    assert found.params["days"] == "31.03.2026 (№ 5); 30.06.2026 (№ 6); 31.12.2026 (№ 7)"


@pytest.mark.parametrize(
    "until, expected",
    [
        ("2026-01-01", {}),
        ("2027-12-31", {}),
        ("2025-12-31", {"deadline_outside": 1}),
        ("2027-12-31, 2028-06-30", {"deadline_outside": 1}),
        ("2025-07-01/2026-02-01", {}),  # begun earlier, due within the period
        ("?", {"deadline_unread": 1}),
        ("", {"column_empty": 1}),
        ("–", {}),  # filled in with a dash: a person's decision, not an empty cell
    ],
)
def test_deadlines_lie_within_the_period(until: str, expected: dict[str, int]) -> None:
    assert seen(make.cells(PLAN, "d11", until=until)) == expected


def bare_years() -> Plan:
    """Without target values, so that only deadlines cover years."""
    items = tuple(
        replace(item, passport=replace(item.passport, targets={})) if item.passport else item
        for item in PLAN.items
    )
    return replace(PLAN, items=items)


@pytest.mark.parametrize(
    "until, years",
    [
        ("2026-12-31", [2027]),
        ("2027-12-31", [2026]),
        ("2026-01-01/2027-12-31", []),  # work that runs through both
        ("2026-03-31, 2027-03-31", []),
        ("?", [2026, 2027]),
    ],
)
def test_every_year_has_something_due(until: str, years: list[int]) -> None:
    plan = bare_years()
    for item in plan.items:
        if item.kind == "deed":
            plan = make.cells(plan, item.key, until=until)
    found = [f.params["year"] for f in findings(plan) if f.check == "checks.plan.coverage"]
    assert found == years


def test_targets_cover_their_years() -> None:
    plan = PLAN
    for item in plan.items:
        if item.kind == "deed":
            plan = make.cells(plan, item.key, until="2026-06-30")
    assert seen(plan) == {}


@pytest.mark.parametrize(
    "amounts, expected",
    [
        ({"2026": "1", "2027": "2", "total": "3"}, {}),
        ({"2026": "3.3", "2027": "3.4", "total": "6.8"}, {}),  # rounding of two figures
        ({"2026": "3.3", "2027": "3.4", "total": "6.9"}, {"amount_total": 1}),
        ({"2026": "100", "total": "1000"}, {"amount_total": 1}),
        ({"2026": "100"}, {}),
        ({"total": "100"}, {}),
    ],
)
def test_years_add_up_to_the_total(amounts: dict[str, str], expected: dict[str, int]) -> None:
    finance = (FinanceLine(amounts={year: Decimal(amount) for year, amount in amounts.items()}),)
    assert seen(make.edit(PLAN, "d11", finance=finance)) == expected


def test_total_beside_an_unread_amount_is_not_judged() -> None:
    finance = (FinanceLine(amounts={"2026": Decimal(1), "total": Decimal(9)}, unread={"2027": "x"}),)
    assert seen(make.edit(PLAN, "d11", finance=finance)) == {"amount_unread": 1}


def test_sources_beside_amounts_are_read_too() -> None:
    finance = (FinanceLine(source=t("gifts", "gifts")), FinanceLine(source=t("state", "state")))
    assert seen(make.cells(make.edit(PLAN, "d11", finance=finance), "d11", money="")) == {
        "financing_source": 1
    }


def test_column_that_a_plan_lacks_is_one_finding_not_one_for_each_line() -> None:
    plan = PLAN
    for item in PLAN.items:
        if item.kind == "deed":
            plan = make.cells(plan, item.key, money="")
    (found,) = findings(plan)
    assert found.params["lines"] == 4
    assert found.place.key is None


def test_cell_of_an_indicator_cites_its_columns_clause() -> None:
    plan = make.passport(PLAN, "g1", targets={})
    clauses = {finding.check: finding.clause for finding in findings(plan)}
    assert clauses["checks.plan.column_empty"] == "art-5"
    assert {f.clause for f in findings(make.cells(PLAN, "d11", until=""))} == {make.CLAUSE}


def foreign() -> Plan:
    """A plan of another form: an indicator, directions, activities under them; no sections."""
    return replace(
        PLAN,
        items=(
            make.gauge("k", "mark", ""),
            PlanItem(key="w", kind="path", parent="k", title=t("Voie")),
            make.deed("d1", 1, "w"),
            make.deed("d2", 2, "w"),
        ),
    )


def test_plan_of_another_form_is_told_once_that_it_has_no_sections() -> None:
    plan = foreign()
    plan = replace(plan, items=(replace(plan.items[0], parent=None), *plan.items[1:]))
    assert seen(plan) == {"no_sections": 1}


def test_line_under_a_line_of_the_wrong_kind() -> None:
    goal = PlanItem(key="x", kind="aim", parent="j2", title=t("But de trop"))
    assert seen(make.insert(PLAN, "d22", goal)) == {"nesting": 1}


def test_goal_outside_any_section_of_a_plan_that_has_sections() -> None:
    goal = PlanItem(key="x", kind="aim", title=t("But à part"))
    assert seen(make.insert(PLAN, "d22", goal)) == {"nesting": 1}


def test_section_names_everything_it_lacks() -> None:
    plan = replace(PLAN, items=(*PLAN.items[:7], PLAN.items[7]))
    (found,) = findings(plan)
    assert [kind["fr"] for kind in found.params["missing"]] == ["aim", "mark", "job"]


def test_line_under_itself_and_a_circle_end() -> None:
    circle = (
        PlanItem(key="x", kind="path", parent="y", title=t("X")),
        PlanItem(key="y", kind="path", parent="x", title=t("Y")),
        PlanItem(key="z", kind="path", parent="z", title=t("Z")),
    )
    assert seen(replace(PLAN, items=(*PLAN.items, *circle)))["parent_unknown"] == 3


@pytest.mark.parametrize(
    "title, kind, expected",
    [
        ("Action d11", "deed", {"duplicate": 1}),
        ("« action  D11 » ", "deed", {}),
        ("Action d11;", "deed", {"duplicate": 1}),
        ("Mesure g1", "deed", {}),  # the same words on a line of another kind
    ],
)
def test_same_name_twice(title: str, kind: str, expected: dict[str, int]) -> None:
    extra = replace(make.deed("x", 5, "j2", until="2027-06-30"), kind=kind, title=Text.of(fr=title))
    assert seen(make.insert(PLAN, "d22", extra)) == expected


@pytest.mark.parametrize(
    "changes, lacking",
    [
        ({}, []),
        ({"unit": Text()}, ["unit"]),
        ({"base": None}, ["base value"]),
        ({"direction": None}, ["which way is better"]),
        ({"unit": Text(), "base": None, "direction": None}, ["unit", "base value", "which way is better"]),
        ({"base": Decimal(0)}, []),  # a measured zero is a base value
    ],
)
def test_indicator_can_be_measured(changes: dict[str, object], lacking: list[str]) -> None:
    found = findings(make.passport(PLAN, "g1", **changes))
    assert [text["en"] for finding in found for text in finding.params["lacking"]] == lacking


def test_what_no_indicator_states_is_one_finding() -> None:
    plan = PLAN
    for item in PLAN.items:
        if item.passport:
            plan = make.passport(plan, item.key, direction=None)
    plan = make.passport(plan, "g1", unit=Text(), direction=None)
    found = findings(plan)
    assert [(f.check, f.place.key) for f in found] == [
        ("checks.plan.measure_absent", None),
        ("checks.plan.measurable", "g1"),
    ]
    assert found[0].params["lines"] == 4
    assert [text["en"] for text in found[1].params["lacking"]] == ["unit"]


def test_yearly_value_in_words_is_a_value_and_a_deadline_but_no_figure() -> None:
    plan = make.passport(PLAN, "g1", targets={})
    plan = make.cells(plan, "g1", **{"2026": "niveau A", "2027": "–"})
    found = findings(plan)
    assert [f.check.removeprefix("checks.plan.") for f in found] == ["targets", "value_unread"]
    assert found[0].params["years"] == ["2027"]
    assert (found[1].params["years"], found[1].params["text"]) == (["2026"], "niveau A")


def test_strategys_indicator_is_known_by_its_name_where_keys_differ() -> None:
    strategy = replace(PLAN, items=(make.gauge("other-key", "mark", ""),))
    renamed = replace(strategy, items=(replace(strategy.items[0], title=t("MESURE k1.")),))
    found = check_plan(PLAN, make.methodology(), make.BODIES, reader=make.PlainReader(), strategy=renamed)
    assert found == []


def test_only_indicators_that_the_methodology_asks_for_are_looked_for() -> None:
    strategy = replace(PLAN, items=(make.gauge("new", "gauge", ""),))
    found = check_plan(PLAN, make.methodology(), make.BODIES, reader=make.PlainReader(), strategy=strategy)
    assert found == []


@pytest.mark.parametrize("first, last", [(2027, 2026), (2022, 22026), (0, 3), (-5, 0), (9998, 9999)])
def test_years_that_cannot_be_meant_are_no_period(first: int, last: int) -> None:
    found = seen(replace(PLAN, first_year=first, last_year=last))
    assert found == {"period_unknown": 1}


def test_empty_plan_is_told_that_it_has_no_period() -> None:
    assert seen(Plan(languages=("fr",))) == {"period_unknown": 1, "approval": 1, "agreement": 1}


def test_each_phrase_is_read_once() -> None:
    reader = make.PlainReader()
    check_plan(PLAN, make.methodology(), make.BODIES, reader=reader)
    assert len(reader.asked) == len(set(reader.asked)) > 0
