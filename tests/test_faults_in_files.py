"""Faults put into whole documents, written as Word files and read back: each is found alone, at its own cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import Plan, Report
from bagdar.documents.opening import parse_document
from bagdar.documents.pages import plan_layout, report_layout
from bagdar.documents.reading import Grammars, Reading, read
from bagdar.documents.writing.docx import write_docx
from bagdar.kernel.findings import Finding
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.methodology.checks import check_plan, check_report
from bagdar.methodology.checks.tests.test_shipped import BODIES, ORDER, PLAN, SECTION_1, YEAR, report

KAZAKH = replace(PLAN, languages=("kk",))
COLUMNS = {column.id: n for n, column in enumerate(c for c in ORDER.forms["report"].columns if c.width)}
GRAMMARS = Grammars(BODIES, informing=ORDER.informing)


def through(layout: Any, folder: Path) -> Reading:
    path = folder / "document.docx"
    write_docx(layout, path)
    return read(parse_document(path.read_bytes(), path.name), ORDER.forms, BODIES, grammars=GRAMMARS)


def plan_findings(plan: Plan, folder: Path) -> list[Finding]:
    reading = through(plan_layout(plan, ORDER.forms["plan"], "kk"), folder)
    return check_plan(reading.plan(), ORDER, BODIES, account=reading.tables)


def cell(key: str, column: str, text: str) -> Plan:
    cells = {**KAZAKH.item(key).cells, column: Text.of(kk=text)}
    return line(key, cells=cells)


def line(key: str, **changes: Any) -> Plan:
    return replace(KAZAKH, items=tuple(replace(i, **changes) if i.key == key else i for i in KAZAKH.items))


def passport(key: str, **changes: Any) -> Plan:
    found = KAZAKH.item(key).passport
    assert found is not None
    return line(key, passport=replace(found, **changes))


def without(*keys: str) -> Plan:
    return replace(KAZAKH, items=tuple(i for i in KAZAKH.items if i.key not in keys))


# what is wrong · check · clause · column of the place ("" – of the whole plan)
PLAN_FAULTS = [
    (cell("a1", "completion", ""), "column_empty", "13", "completion"),
    (cell("a1", "deadline", ""), "column_empty", "13", "deadline"),
    (cell("a1", "financing", ""), "column_empty", "13", "financing"),
    (cell("a1", "executors", ""), "unanswered", "A2.4(4)", "executors"),
    (cell("t1", "executors", ""), "unanswered", "A2.4(4)", "executors"),
    (cell("a1", "deadline", "2031 жылғы желтоқсан"), "deadline_outside", "13", "deadline"),
    (cell("a1", "deadline", "бәлкім кейін"), "deadline_unread", "practice", "deadline"),
    (cell("a1", "financing", "бюджеттен тыс қаражат"), "financing_source", "A1.10", "financing"),
    (cell("a1", "executors", "НЗМ"), "co_executor_only", "A1.8", "executors"),
    (cell("a1", "executors", "ІІМ, ҚМ, ІІМ"), "body_twice", "practice", "executors"),
    (cell("a1", "executors", "ІІМ, Ғарыш істері басқармасы"), "executor_unread", "practice", "executors"),
    (without("t1"), "missing_child", "A1", "action"),
    (without("r1"), "missing_child", "A1", "action"),
    (line("b1", number="1"), "numbering", "A1.6", "number"),
    (line("s1", title=Text.of(kk="Мәдениет және спорт")), "section_unknown", "32", "action"),
    (line("b1", title=PLAN.item("a1").title), "duplicate", "practice", "action"),
    (passport("t1", unit=Text()), "measurable", "SPS", "action"),
    (passport("t1", targets={"2026": Decimal(10), "2030": Decimal(14)}), "targets", "SPS", "action"),
    (replace(KAZAKH, plan_act=None), "approval", "13", ""),
    (replace(KAZAKH, agreed=Text()), "agreement", "13", ""),
]


def alone(found: list[Finding], check: str, clause: str, also: tuple[str, ...] = ()) -> Finding:
    """The one finding of *check*; nothing else but *also* is found, and it has words in each language."""
    names = [f.check.split(".", 1)[1] for f in found]
    assert sorted(names) == sorted([check, *also])
    one = found[names.index(check)]
    assert one.clause == clause
    for language in UI_LANGUAGES:
        assert render(one.check, language, **one.params)
        assert render(f"{one.check}.remedy", language, **one.params)
    return one


def test_the_clean_plan_has_no_findings(tmp_path: Path) -> None:
    assert plan_findings(KAZAKH, tmp_path) == []


@pytest.mark.parametrize(
    "plan, check, clause, column", PLAN_FAULTS, ids=[f"{n}-{fault[1]}" for n, fault in enumerate(PLAN_FAULTS)]
)
def test_a_fault_of_the_plan(plan: Plan, check: str, clause: str, column: str, tmp_path: Path) -> None:
    also = {"section_unknown": ("plan.section_absent",), "numbering": ("plan.number_gap",)}.get(check, ())
    found = plan_findings(plan, tmp_path)
    one = alone(found, f"plan.{check}", clause, also)
    assert one.place.file == ("document.docx" if column else None)
    assert one.place.field == (column or None)
    if column:
        assert one.place.table == 0
        assert one.place.row is not None
        merged = check in (
            "section_unknown",
            "missing_child",
            "duplicate",
            "measurable",
            "targets",
            "numbering",
        )
        assert one.place.column == (0 if merged else COLUMNS[column])


WHOLE = replace(
    report(*(i.key for i in PLAN.items if i.key in {*SECTION_1, "s1", "g1", "k1"})),
    strategy_act=PLAN.strategy_act,
    plan_act=PLAN.plan_act,
    approved=Text(),
)


def relined(key: str, **changes: Any) -> Report:
    return replace(
        WHOLE, lines=tuple(replace(one, **changes) if one.key == key else one for one in WHOLE.lines)
    )


def report_findings(whole: Report, folder: Path) -> list[Finding]:
    layout = report_layout(whole, ORDER.forms["report"], "kk", plan=KAZAKH, bodies=BODIES)
    reading = through(layout, folder)
    found = check_report(
        reading.report(), PLAN, ORDER, BODIES, body="mvd", period=YEAR, account=reading.tables
    )
    # A working version bears no day of signing.
    return [finding for finding in found if finding.check != "checks.report.signature_details"]


A1 = next(one for one in WHOLE.lines if one.key == "a1")
T1 = next(one for one in WHOLE.lines if one.key == "t1")
assert T1.value is not None
REPORT_FAULTS: list[tuple[Report, str, str, str]] = [
    (replace(WHOLE, strategy_act=None, plan_act=None), "head_approved", "A2.2", ""),
    (replace(WHOLE, head=None), "signature", "A2", ""),
    (replace(WHOLE, note={}), "note_item", "A2.7(2)", ""),
    (replace(WHOLE, factors=WHOLE.factors[1:]), "factor_side", "A2.5", ""),
    (
        replace(WHOLE, lines=tuple(one for one in WHOLE.lines if one.key != "a1")),
        "line_missing",
        "32",
        "",
    ),
    (
        relined("a1", title=Text.of(kk=A1.title["kk"] + " және өзгелері")),
        "line_reworded",
        "A2.4(2)",
        "action",
    ),
    (
        relined("a1", cells={**A1.cells, "deadline": Text.of(kk="2027 жылғы желтоқсан")}),
        "cell_changed",
        "A2.4",
        "deadline",
    ),
    (relined("a1", status=None, information=()), "status_missing", "A2.4(7)", "execution"),
    (relined("a1", status="not_executed"), "reason_missing", "A2", "execution"),
    (relined("a1", information=()), "information_missing", "A2.4(7)", "execution"),
    (
        relined("t1", value=replace(T1.value, number=Decimal(9))),
        "executed_but_missed",
        "practice",
        "execution",
    ),
]


def test_the_clean_report_has_no_findings(tmp_path: Path) -> None:
    assert report_findings(WHOLE, tmp_path) == []


@pytest.mark.parametrize(
    "whole, check, clause, column",
    REPORT_FAULTS,
    ids=[f"{n}-{fault[1]}" for n, fault in enumerate(REPORT_FAULTS)],
)
def test_a_fault_of_the_report(whole: Report, check: str, clause: str, column: str, tmp_path: Path) -> None:
    one = alone(report_findings(whole, tmp_path), f"report.{check}", clause)
    if column:
        assert one.place.table == 0
        # A name without number stands in a cell merged from the first column on.
        assert one.place.column == (0 if column == "action" else COLUMNS[column])
