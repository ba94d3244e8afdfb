"""Statuses and days: deadlines that have passed, what was executed after the period, reasons of states."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import Source
from bagdar.documents.spec import Column
from bagdar.methodology.checks.tests import make
from bagdar.methodology.checks.tests.make import t
from bagdar.methodology.checks.tests.test_report_rules import REPORT, findings, seen
from bagdar.methodology.model import Parameter


def test_line_whose_deadline_has_passed_may_be_left_out_but_not_left_blank() -> None:
    due = {**make.DUE, "d11": make.Passed()}
    rest = replace(REPORT, lines=tuple(one for one in REPORT.lines if one.key != "d11"))
    blank = make.relined(REPORT, "d11", status=None, information=())
    earlier = make.relined(REPORT, "d11", status=None, information=(), state="later")
    for report, expected in ((rest, {}), (blank, {"state_missing": 1}), (earlier, {}), (REPORT, {})):
        assert seen(report, due=due) == expected


@pytest.mark.parametrize(
    "text, language, reading, late",
    [
        ("Signé le 8 janvier 2027", "fr", "period_end", True),
        ("Signé le 08.01.2027", "fr", "period_end", True),
        ("Signé le 30 décembre 2026, publié le 8 janvier 2027", "fr", "period_end", False),
        ("Signé le 30 décembre 2026", "fr", "period_end", False),
        ("8 mesures en 2027", "fr", "period_end", False),
        ("Signé le 31 février 2027", "fr", "period_end", False),
        ("Signé le 8 janvier 2027", "fr", "report_day", False),
        ("Приказ подписан 8 января 2027 года", "ru", "period_end", True),
        ("Бұйрыққа 2027 жылғы 8 қаңтарда қол қойылды", "kk", "period_end", True),
        ("Бұйрыққа 2026 жылғы 8 қаңтарда қол қойылды", "kk", "period_end", False),
    ],
)
def test_what_was_executed_after_the_period_is_not_executed_in_it(
    text: str, language: str, reading: str, late: bool
) -> None:
    rules = make.methodology(
        parameters=(Parameter(id="status_day", clause=make.CLAUSE, name=t("x"), value=reading),)
    )
    report = make.relined(REPORT, "d11", information=make.said(text, language))
    assert seen(report, rules=rules) == ({"status_late": 1} if late else {})


def test_reason_for_a_state_cites_the_clause_of_the_state() -> None:
    rules = make.methodology()
    states = tuple(replace(s, clause="practice") if s.id == "unneeded" else s for s in rules.states)
    report = make.relined(REPORT, "d11", status=None, information=(), state="unneeded")
    (found,) = findings(report, rules=replace(rules, states=states))
    assert (found.check, found.clause) == ("checks.report.reason_missing", "practice")


def test_blank_cell_is_shown_at_the_column_that_other_lines_fill_in() -> None:
    """The cell has no source of its own; the row's does, and other lines say where the column stands."""

    def cell(row: int, column: int) -> dict[str, Source]:
        return {"fr": Source(file="r.docx", sha256="0", table=2, row=row, column=column)}

    rules = make.methodology()
    told = Column(id="told", role="execution", published=t("fait"), width=20)
    form = replace(rules.forms["report"], columns=(*rules.forms["report"].columns, told))
    report = make.relined(REPORT, "d11", status=None, information=(), sources={"what": cell(4, 1)})
    report = make.relined(report, "g1", sources={"told": cell(3, 6), "what": cell(3, 1)})
    (found,) = findings(report, rules=replace(rules, forms={**rules.forms, "report": form}))
    assert found.check == "checks.report.status_missing"
    assert (found.place.table, found.place.row, found.place.column) == (2, 4, 6)
