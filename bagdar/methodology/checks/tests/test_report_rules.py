"""Report checks by tables of cases: what each lets pass and what it does not."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import Act, Factor, Head, Plan, Reason, Report, Value
from bagdar.kernel.findings import Finding
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.checks import check_report
from bagdar.methodology.checks.tests import make
from bagdar.methodology.checks.tests.make import Asked, t
from bagdar.methodology.model import Methodology, Parameter

PLAN = make.plan()
REPORT = make.report()
REASON = Reason(kind="money", statements=make.said("pas d'argent"))


def findings(
    report: Report, plan: Plan = PLAN, rules: Methodology | None = None, **more: Any
) -> list[Finding]:
    expected: dict[str, Any] = {
        "owed": make.OWED,
        "due": make.DUE,
        "body": "m1",
        "period": make.PERIOD,
    } | more
    return check_report(report, plan, rules or make.methodology(), make.BODIES, **expected)


def seen(report: Report, plan: Plan = PLAN, rules: Methodology | None = None, **more: Any) -> dict[str, int]:
    found = findings(report, plan, rules, **more)
    return dict(Counter(finding.check.removeprefix("checks.report.") for finding in found))


@pytest.mark.parametrize(
    "direction, status, number, expected",
    [
        ("up", "done", "20", {}),
        ("up", "done", "20.1", {}),
        ("up", "done", "19.99", {"executed_but_missed": 1}),
        ("up", "undone", "19", {}),
        ("up", "undone", "20", {"attained_not_executed": 1}),
        ("up", "half", "25", {"attained_not_executed": 1}),
        ("up", "half", "15", {}),
        ("down", "done", "20", {}),
        ("down", "done", "18", {}),
        ("down", "done", "21", {"executed_but_missed": 1}),
        ("down", "undone", "21", {}),
        ("down", "undone", "19", {"attained_not_executed": 1}),
        (None, "done", "19", {}),  # without a direction nothing can be said
        (None, "undone", "20", {"attained_not_executed": 1}),  # the target itself is attained either way
    ],
)
def test_status_agrees_with_the_figure(
    direction: str | None, status: str, number: str, expected: dict[str, int]
) -> None:
    plan = make.passport(PLAN, "g1", direction=direction)
    value = Value(period="2026", number=Decimal(number), standing="sure")
    reason = None if status == "done" else REASON
    assert seen(make.relined(REPORT, "g1", status=status, value=value, reason=reason), plan) == expected


def test_measured_zero_is_a_value() -> None:
    plan = make.passport(PLAN, "g1", direction="down", targets={"2026": Decimal(0), "2027": Decimal(0)})
    value = Value(period="2026", number=Decimal(0), standing="sure")
    assert seen(make.relined(REPORT, "g1", value=value), plan) == {}


@pytest.mark.parametrize(
    "number, standing, expected",
    [
        ("21", "sure", {}),
        ("21", None, {"standing_missing": 1}),
        ("21", "guess", {"standing_missing": 1}),
        ("21", "awaited", {"standing_contradicts": 1}),
        (None, "awaited", {}),
        (None, "sure", {"value_missing": 1, "standing_contradicts": 1}),
        (None, None, {"value_missing": 1}),
    ],
)
def test_value_says_its_standing(number: str | None, standing: str | None, expected: dict[str, int]) -> None:
    value = Value(period="2026", number=None if number is None else Decimal(number), standing=standing)
    report = make.relined(REPORT, "g1", value=value, status="half", reason=REASON)
    expected = expected | ({"attained_not_executed": 1} if number else {})
    assert seen(report) == expected


@pytest.mark.parametrize(
    "before, now, target, expected",
    [
        ("20", "21", "20", {}),
        ("2.1", "21", None, {"value_jump": 1}),
        ("2.1", "21", "20", {}),  # the target itself foresees such a rise
        ("2.2", "21", None, {}),
        ("8.1", "83", "8.5", {"value_jump": 1}),  # ten times by a slip: near neither
        ("300", "25", "1", {"value_jump": 1}),
        ("0", "21", None, {}),
        ("-21", "21", None, {}),
        ("21", "21", "20", {"value_copied": 1}),
        ("21.0", "21", "20", {"value_copied": 1}),
        ("21", "21", None, {}),  # nothing was to change
    ],
)
def test_value_against_history(before: str, now: str, target: str | None, expected: dict[str, int]) -> None:
    plan = make.passport(PLAN, "g1", targets={"2026": Decimal(target)} if target else {})
    value = Value(period="2026", number=Decimal(now), standing="sure")
    report = make.relined(REPORT, "g1", value=value)
    assert seen(report, plan, history=(make.earlier(before),)) == expected


def test_newest_earlier_report_counts_and_later_ones_do_not() -> None:
    older = replace(make.earlier("500"), period=Period(2024))
    later = replace(make.earlier("500"), period=Period(2027))
    assert seen(REPORT, history=(older, make.earlier("20"), later)) == {}


def test_base_is_the_predecessor_where_no_report_is() -> None:
    plan = make.passport(PLAN, "g1", base=Decimal("0.2"), targets={"2027": Decimal(30)})
    assert seen(REPORT, plan) == {"value_jump": 1}


def test_factor_of_a_jump_is_the_packs() -> None:
    rules = make.methodology()
    lax = {
        **rules.checks,
        "report.value_jump": replace(rules.checks["report.value_jump"], params={"factor": 200}),
    }
    plan = make.passport(PLAN, "g1", base=Decimal("0.2"), targets={"2027": Decimal(30)})
    assert seen(REPORT, plan, replace(rules, checks=lax)) == {}


@pytest.mark.parametrize(
    "asked, changes, expected",
    [
        (Asked(True), {}, {}),
        (Asked(True), {"status": None, "information": ()}, {"status_missing": 1}),
        (Asked(False, "later"), {"status": None, "information": ()}, {}),
        (Asked(False, "later"), {"status": None, "state": "later"}, {}),
        (Asked(False, "later"), {}, {"status_not_due": 1}),
        (Asked(False, None), {}, {}),  # the calendar cannot tell: the body may
        (Asked(True), {"status": None, "state": "later"}, {"state_unfounded": 1}),
        (Asked(True, certain=False), {"status": None, "state": "later"}, {}),
        (Asked(True), {"status": None, "state": "unneeded", "reason": REASON}, {}),
        (Asked(True), {"status": None, "state": "unneeded"}, {"reason_missing": 1}),
        (Asked(True), {"status": "invented"}, {"status_unknown": 1}),
        (Asked(True), {"status": None, "state": "invented"}, {"status_unknown": 1}),
        (None, {"status": None, "information": ()}, {"status_missing": 1}),
        (Asked(True), {"status": "undone", "reason": REASON}, {}),
        (Asked(True), {"status": "undone", "information": (), "reason": REASON}, {}),
        (Asked(True), {"status": "half", "reason": Reason(kind="money")}, {"reason_missing": 1}),
        (Asked(True), {"information": make.said("  ")}, {"information_missing": 1}),
    ],
)
def test_status_of_an_activity(
    asked: Asked | None, changes: dict[str, Any], expected: dict[str, int]
) -> None:
    due = {key: state for key, state in make.DUE.items() if key != "d11"} | ({"d11": asked} if asked else {})
    assert seen(make.relined(REPORT, "d11", **changes), due=due) == expected


def test_blank_is_never_executed() -> None:
    """Whatever else a blank line carries, it is missed until it says one of the words."""
    blank = make.relined(
        REPORT, "g1", status=None, value=Value(period="2026", number=Decimal(25), standing="sure")
    )
    assert seen(blank) == {"status_missing": 1}


def test_figure_not_published_yet_answers_for_an_indicator() -> None:
    awaited = Value(period="2026", standing="awaited")
    assert seen(make.relined(REPORT, "g1", status=None, information=(), value=awaited)) == {}


def test_state_executed_earlier_rests_on_an_earlier_report() -> None:
    line = make.relined(REPORT, "d11", status=None, information=(), state="later")
    before = make.earlier("20")
    done = replace(before, lines=(make.line(PLAN.item("d11")),))
    assert seen(line, history=(done,)) == {}
    assert seen(line, history=(replace(done, lines=(make.line(PLAN.item("d11"), status="undone"),)),)) == {
        "state_unfounded": 1
    }


def test_where_three_words_are_demanded_a_line_not_due_needs_one_too() -> None:
    demand = Parameter(id="outside_the_counts", clause=make.CLAUSE, name=t("x"), value="three_words")
    blank = make.relined(REPORT, "d12", status=None, state=None)
    assert seen(blank) == {}
    assert seen(blank, rules=make.methodology(parameters=(demand,))) == {"status_missing": 1}


@pytest.mark.parametrize(
    "title, expected",
    [
        ("Action d11", {}),
        ("Action   d11", {}),
        ("Action\nd11", {}),
        ("Action d11.", {"line_reworded": 1}),
        ("Action d 11", {"line_reworded": 1}),
        ("action d11", {"line_reworded": 1}),
    ],
)
def test_only_typing_may_differ_from_the_plan(title: str, expected: dict[str, int]) -> None:
    assert seen(make.relined(REPORT, "d11", title=Text.of(fr=title))) == expected


@pytest.mark.parametrize(
    "found, plan, expected",
    [
        ("«Bâtir» – 2", '"Bâtir" - 2', {}),
        ("2026\u00a0an", "2026 an", {}),
        ("2027-12-31", "2026-12-31", {"cell_changed": 1}),
        ("", "2026-12-31", {}),  # the form may leave repeated columns out
    ],
)
def test_repeated_columns_are_the_plans(found: str, plan: str, expected: dict[str, int]) -> None:
    theirs = make.cells(PLAN, "d11", outcome=plan)
    cells = {**PLAN.item("d11").cells, "outcome": Text.of(fr=found)}
    assert seen(make.relined(REPORT, "d11", cells=cells), theirs) == expected


def test_line_in_another_language_alone_is_not_compared() -> None:
    assert seen(make.relined(REPORT, "d11", title=Text.of(xx="rien de tel"))) == {}


@pytest.mark.parametrize(
    "head, expected",
    [
        (None, {"signature": 1}),
        (Head(), {"signature": 1}),
        (Head(name=t("A. B.")), {"signature_details": 1}),
        (replace(REPORT.head or Head(), capacity="acting_head"), {"acting_ground": 1}),
        (replace(REPORT.head or Head(), capacity="acting_head", act=Act(text=t("Ordre"))), {}),
    ],
)
def test_every_report_is_signed(head: Head | None, expected: dict[str, int]) -> None:
    assert seen(replace(REPORT, head=head)) == expected


def test_level_that_asks_no_signature_gets_none() -> None:
    rules = make.methodology()
    unsigned = replace(rules, levels=(replace(rules.levels[0], signed=False),))
    assert seen(replace(REPORT, head=None, level="up"), rules=unsigned) == {}
    assert seen(replace(REPORT, head=None, level="up")) == {"signature": 1}


def test_missing_line_cites_the_clause_of_the_reports_level() -> None:
    cut = replace(REPORT, lines=tuple(line for line in REPORT.lines if line.key != "d11"))
    assert [f.clause for f in findings(replace(cut, level="up"))] == ["art-9"]
    assert [f.clause for f in findings(cut)] == [make.CLAUSE]


def test_line_not_due_may_be_left_out() -> None:
    assert seen(replace(REPORT, lines=tuple(line for line in REPORT.lines if line.key != "d12"))) == {}


def test_heading_above_an_owed_line_is_not_an_added_one() -> None:
    """An indicator under which activities stand, as plans of another form have it."""
    nested = make.edit(PLAN, "j1", parent="k1")
    owed = frozenset({"g1", "d11", "d12"})
    bare = make.relined(REPORT, "k1", status=None, information=(), value=None)
    due = {key: state for key, state in make.DUE.items() if key in owed}
    assert seen(bare, nested, owed=owed, due={**due, "k1": Asked(True)}) == {}
    assert seen(REPORT, nested, owed=owed) == {"line_added": 1}


@pytest.mark.parametrize(
    "factors, expected",
    [
        ((), {"factor_side": 2}),
        (REPORT.factors[1:], {"factor_side": 1}),
        ((*REPORT.factors, Factor(side="internal")), {}),  # an empty row says nothing
        ((*REPORT.factors, Factor(side="external", sign="+", statements=make.said("soleil"))), {}),
        (
            (*REPORT.factors, Factor(side="external", sign="-", statements=make.said("vent"))),
            {"factor_measures": 1},
        ),
        ((*REPORT.factors, Factor(side="external", statements=make.said("vent"))), {"factor_sign": 1}),
    ],
)
def test_factors_of_both_sides(factors: tuple[Factor, ...], expected: dict[str, int]) -> None:
    assert seen(replace(REPORT, factors=factors)) == expected


@pytest.mark.parametrize(
    "words, keys, expected",
    [
        ("Aucun facteur.", (), {}),
        ("Aucun facteur.", ("d11",), {"factor_sign": 1}),  # of a line it says something
        ("Aucun retard.", (), {"factor_sign": 1}),
        ("Facteur.", (), {"factor_sign": 1}),
    ],
)
def test_a_sentence_that_there_are_no_factors_needs_no_sign(
    words: str, keys: tuple[str, ...], expected: dict[str, int]
) -> None:
    rules = make.methodology()
    denials = {"no_factors": {"fr": ("aucun {words}",)}, "no_factors.words": {"fr": ("facteur",)}}
    form = replace(rules.forms["report"], word_variants=denials)
    denying = replace(rules, forms={**rules.forms, "report": form})
    said = Factor(side="external", keys=keys, statements=make.said(words))
    report = replace(REPORT, factors=(*REPORT.factors, said))
    assert seen(report, rules=denying) == expected
    assert seen(report) == {"factor_sign": 1}  # without the methodology's words


@pytest.mark.parametrize(
    "evaluation, written, reading, expected",
    [
        (False, ("ideas",), "both", []),
        (False, (), "both", ["ideas"]),
        (True, ("ideas",), "both", ["judged"]),
        (True, ("ideas", "judged"), "both", []),
        (True, (), "both", ["ideas", "judged"]),
        (False, ("ideas",), "judged", []),
        (False, ("judged",), "judged", ["ideas"]),
    ],
)
def test_items_of_the_note(
    evaluation: bool, written: tuple[str, ...], reading: str, expected: list[str]
) -> None:
    bound = Parameter(id="evaluation_note", clause=make.CLAUSE, name=t("x"), value=reading)
    rules = make.methodology(parameters=(bound,))
    note = {item: make.said("texte") for item in written}
    found = findings(replace(REPORT, note=note, evaluation_year=evaluation), rules=rules)
    assert [finding.place.field for finding in found] == [f"note.{item}" for item in expected]


@pytest.mark.parametrize(
    "approved, expected",
    [
        ("Décrets n° 4 et n° 5", {}),
        ("4, 5", {}),
        ("Décrets n° 4 et n° 55", {"approved_other": 1}),
        ("Décret n° 14", {"approved_other": 2}),
    ],
)
def test_acts_in_the_head_are_the_plans(approved: str, expected: dict[str, int]) -> None:
    assert seen(replace(REPORT, approved=Text.of(fr=approved))) == expected


def test_act_that_the_plan_does_not_name_is_not_asked_for() -> None:
    bare = replace(REPORT, approved=Text(), plan_act=PLAN.plan_act)
    assert seen(bare) == {"head_approved": 1}
    assert seen(bare, replace(PLAN, strategy_act=None)) == {}
    assert seen(replace(bare, plan_act=None), replace(PLAN, strategy_act=None, plan_act=None)) == {
        "head_approved": 1
    }


def test_acts_as_data_are_compared_by_number_and_day() -> None:
    acts = {"strategy_act": PLAN.strategy_act, "plan_act": PLAN.plan_act, "approved": Text()}
    assert seen(replace(REPORT, **acts)) == {}
    other = replace(PLAN.plan_act or Act(text=t("x")), number="6")
    assert seen(replace(REPORT, **{**acts, "plan_act": other})) == {"approved_other": 1}


@pytest.mark.parametrize("label, expected", [("2026-2", {}), ("2026", {}), ("2026-1", {"value_period": 1})])
def test_half_years_figure_may_be_labelled_by_its_year(label: str, expected: dict[str, int]) -> None:
    half = Period(2026, 2, 2)
    plan = make.passport(PLAN, "g1", targets={"2026": Decimal(20)})
    report = make.relined(
        replace(REPORT, period=half), "g1", value=Value(period=label, number=Decimal(21), standing="sure")
    )
    report = make.relined(report, "k1", value=Value(period="2026-2", number=Decimal(21), standing="sure"))
    assert seen(report, plan, period=half) == expected


def test_figure_of_the_second_half_is_judged_by_the_years_target() -> None:
    half = Period(2026, 2, 2)
    value = Value(period="2026-2", number=Decimal(19), standing="sure")
    report = make.relined(replace(REPORT, period=half), "g1", value=value)
    report = make.relined(report, "k1", value=Value(period="2026-2", number=Decimal(21), standing="sure"))
    assert seen(report, period=half) == {"executed_but_missed": 1}


def test_unit_is_compared_in_the_languages_of_both() -> None:
    cells = {"per": Text.of(fr=" % ")}
    assert seen(make.relined(REPORT, "g1", cells=cells)) == {}
    assert seen(make.relined(REPORT, "g1", cells={"per": Text.of(xx="tonnes")})) == {}
