"""Other editions give other outcomes: no rule, date, section or word of one methodology stands in the code."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bagdar.documents.forms import Passport, Plan, PlanItem, Report, ReportLine, Value
from bagdar.kernel.findings import Finding
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.methodology.checks import (
    check_conclusion,
    check_plan,
    check_report,
    compare_languages,
    registered,
)
from bagdar.methodology.checks.readings import Deadline
from bagdar.methodology.checks.tests import invented, make
from bagdar.methodology.checks.tests.make import t
from bagdar.methodology.model import CheckSetting, Informing, Section, StrategyRules

PLAN = make.plan()
few = settings(max_examples=40, deadline=None)
names = st.text(st.characters(min_codepoint=0x430, max_codepoint=0x44F), min_size=4, max_size=12)


def seen(found: list[Finding]) -> Counter[str]:
    return Counter(finding.check.removeprefix("checks.") for finding in found)


def checked(plan: Plan, **changes: object) -> Counter[str]:
    rules = make.methodology(**changes)
    return seen(check_plan(plan, rules, make.BODIES, reader=make.PlainReader()))


@few
@given(years=st.integers(1, 9))
def test_length_of_the_period_is_the_editions(years: int) -> None:
    assert checked(PLAN, strategy=StrategyRules(years=years))["plan.period"] == (years != 2)


@few
@given(
    days=st.sets(st.integers(0, 364), min_size=1, max_size=6), most=st.integers(1, 5), coincide=st.booleans()
)
def test_informing_days_are_the_editions(days: set[int], most: int, coincide: bool) -> None:
    plan = PLAN
    for place, day in enumerate(sorted(days)):
        until = (date(2026, 1, 1) + timedelta(days=day)).isoformat()
        plan = make.insert(
            plan, plan.items[-1].key, make.deed(f"i{place}", 5 + place, "j2", outcome="tell", until=until)
        )
    rule = Informing(max_dates_a_year=most, coincide=coincide, clause=make.CLAUSE)
    found = checked(plan, informing=rule)
    assert found["plan.informing_dates"] == (len(days) > most)
    assert found["plan.informing_coincide"] == (coincide and 1 < len(days) <= most)
    assert checked(plan, informing=None).total() == 0


@few
@given(titles=st.lists(names, min_size=3, max_size=6, unique=True), starts=st.integers(1, 12))
def test_sections_are_the_editions(titles: list[str], starts: int) -> None:
    """The plan has the first two; the edition wants all: the rest are absent, those before are known."""
    sections = tuple(
        Section(number=n, name=Text.of(fr=f"{title} №"), office="land", clause=make.CLAUSE)
        for n, title in enumerate(titles, 1)
    )
    plan = make.edit(make.edit(PLAN, "p1", title=sections[0].name), "p2", title=sections[1].name)
    found = checked(plan, sections=sections, year_starts=starts)
    assert found["plan.section_absent"] == len(titles) - 2
    assert found["plan.section_unknown"] == 0
    assert checked(PLAN, sections=sections)["plan.section_unknown"] == 2


@few
@given(start=st.integers(1, 12), month=st.integers(1, 12))
def test_fiscal_year_is_the_editions(start: int, month: int) -> None:
    """A deadline in the January after the period is inside where the year ends later."""
    plan = make.cells(PLAN, "d11", until=f"2028-{month:02}-01")
    assert checked(plan, year_starts=start)["plan.deadline_outside"] == (month >= start)


@few
@given(kinds=st.permutations(make.KINDS), mark=names)
def test_kinds_are_known_by_their_flags_and_not_by_their_ids(kinds: list[object], mark: str) -> None:
    """Every kind renamed and put in another order: the same plan stays clean, the same faults are found."""
    new = {kind.id: f"{mark}-{n}" for n, kind in enumerate(make.KINDS)}
    renamed = tuple(
        replace(
            kind,
            id=new[kind.id],
            parents=tuple(new[key] for key in kind.parents),
            requires=tuple(new[key] for key in kind.requires),
        )
        for kind in make.KINDS
        if kind in kinds
    )
    plan = replace(PLAN, items=tuple(replace(item, kind=new[item.kind]) for item in PLAN.items))
    assert checked(plan, kinds=renamed).total() == 0
    faulty = make.cells(make.passport(plan, "g1", unit=Text()), "d11", who="of")
    assert checked(faulty, kinds=renamed) == {"plan.measurable": 1, "plan.co_executor_only": 1}


@few
@given(off=st.sets(st.sampled_from(registered())), severity=st.sampled_from(["error", "warning", "info"]))
def test_only_checks_that_are_on_run_with_the_editions_severity(off: set[str], severity: str) -> None:
    """A plan with a fault of many kinds."""
    plan = make.cells(make.cells(PLAN, "d11", who="of", until="?"), "d12", money="gifts")
    plan = replace(make.edit(plan, "d22", number="3"), plan_act=None, agreed=Text(), last_year=2029)
    setting = {
        key: CheckSetting(clause=make.CLAUSE, severity=severity, on=key not in off) for key in registered()
    }
    found = check_plan(plan, make.methodology(checks=setting), make.BODIES, reader=make.PlainReader())
    all_of_them = set(checked(plan))
    assert len(all_of_them) >= 8
    assert set(seen(found)) == all_of_them - off
    assert {finding.severity for finding in found} <= {severity}


numbers = st.decimals(-1000, 1000, places=2)


@few
@given(
    target=numbers,
    actual=numbers,
    direction=st.sampled_from(["up", "down"]),
    result=st.sampled_from(["full", "none"]),
)
def test_status_and_figure_contradict_exactly_when_they_do(
    target: Decimal, actual: Decimal, direction: str, result: str
) -> None:
    status = next(status for status in make.STATUSES if status.result == result)
    passport = Passport(unit=t("%"), direction=direction, targets={"2026": target})
    plan = make.edit(PLAN, "g1", passport=passport)
    value = Value(period="2026", number=actual, standing="sure")
    report = make.relined(make.report(), "g1", status=status.id, value=value)
    found = seen(check_report(report, plan, make.methodology(), make.BODIES, owed=make.OWED, due=make.DUE))
    met = actual >= target if direction == "up" else actual <= target
    assert found["report.executed_but_missed"] == (result == "full" and not met)
    assert found["report.attained_not_executed"] == (result == "none" and met)


@few
@given(
    lost=st.sets(st.sampled_from(sorted(make.OWED))),
    order=st.randoms(use_true_random=False),
)
def test_lines_missing_and_added_are_counted_exactly(lost: set[str], order: object) -> None:
    report = make.report()
    lines = [line for line in report.lines if line.key not in lost]
    order.shuffle(lines)  # type: ignore[attr-defined]
    extra = [make.line(PLAN.item("d21"), status="done", information=make.said("x"))] * ("d11" in lost)
    found = seen(
        check_report(
            replace(report, lines=(*lines, *extra)),
            PLAN,
            make.methodology(),
            make.BODIES,
            owed=make.OWED,
            due=make.DUE,
        )
    )
    assert found["report.line_missing"] == len(lost - {"d12"})  # d12 is not due
    assert found["report.line_added"] == len(extra)
    assert found["report.line_unknown"] == 0


keys = st.sampled_from("abcde")
items = st.builds(
    PlanItem,
    key=keys,
    kind=st.sampled_from([*(kind.id for kind in make.KINDS), "verse"]),
    parent=st.none() | keys | st.just("nowhere"),
    number=st.sampled_from(["", "1", "2.", "1.1", "№ 3", "IV"]),
    title=st.sampled_from([Text(), t("Un titre"), Text.of(fr="12 ponts"), Text.of(xx="?")]),
    cells=st.dictionaries(
        st.sampled_from([*invented.CELLS, "2026", "odd"]),
        st.sampled_from(["", "–", "?", "2026-12-31", "m1", "zz, m1"]).map(lambda text: Text.of(fr=text)),
    ),
)
plans = st.builds(
    Plan,
    languages=st.sampled_from([(), ("fr",), ("fr", "es")]),
    first_year=st.none() | st.integers(2025, 2028),
    last_year=st.none() | st.integers(2025, 2028),
    items=st.lists(items, max_size=7).map(tuple),
)


class Patient(make.PlainReader):
    """Understands what it can and says so of the rest; a cell may stand in any column."""

    def deadline(self, text: str, language: str) -> Deadline:
        try:
            return super().deadline(text, language)
        except ValueError:
            return Deadline(understood=False, left_over=text)


@settings(max_examples=150, deadline=None)
@given(plan=plans, other=plans)
def test_no_plan_however_broken_stops_a_check(plan: Plan, other: Plan) -> None:
    rules = make.methodology()
    found = check_plan(plan, rules, make.BODIES, strategy=other, reader=Patient())
    found += compare_languages(
        plan, other, methodology=rules, bodies=make.BODIES, reader=Patient(), other_reader=Patient()
    )
    found += compare_languages(plan, methodology=rules, bodies=make.BODIES, reader=Patient())
    lines = tuple(
        ReportLine(key=i.key, kind=i.kind, parent=i.parent, number=i.number, title=i.title)
        for i in other.items
    )
    report = Report(languages=("fr",), period=make.PERIOD, lines=lines)
    found += check_report(report, plan, rules, make.BODIES, owed=make.OWED, due=make.DUE, history=(report,))
    whole = make.conclusion(period=make.PERIOD)
    found += check_conclusion(whole, plan, rules, make.BODIES, annex=report, reader=Patient())
    for finding in found:
        for language in UI_LANGUAGES:
            assert render(finding.check, language, **finding.params)
