"""Column "information on execution": status first, plan and actual, the body's words, the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bagdar.documents.forms import Contribution, Passport, Reason, ReportLine, Statement, Value
from bagdar.documents.pages.execution import ExecutionColumn
from bagdar.documents.pages.tests.spec import LANGUAGE, OTHER, sheet
from bagdar.kernel.text import Text

NB = "\u00a0"
PASSPORT = Passport(unit=Text({LANGUAGE: "centesimae"}), decimals=1, targets={"2026": Decimal("43")})


def said(text: str, language: str = LANGUAGE, author: str | None = None) -> Statement:
    return Statement(language=language, text=text, author=author)


def shown(line: ReportLine, passports: dict[str, Passport] | None = None) -> list[str]:
    column = ExecutionColumn(sheet(), passports or {}, "me")
    return ["".join(run.text for run in runs) for runs in column.paragraphs(line)]


def line(kind: str = "work", **fields: object) -> ReportLine:
    return ReportLine(key="k", kind=kind, **fields)  # type: ignore[arg-type]


def part(body: str, **fields: object) -> Contribution:
    return Contribution(body=body, role="co_executor", **fields)  # type: ignore[arg-type]


def value(number: str | None, standing: str = "final", expected: date | None = None) -> Value:
    return Value(
        period="2026", number=Decimal(number) if number else None, standing=standing, expected=expected
    )


CASES: list[tuple[str, ReportLine, list[str]]] = [
    ("a kind that takes no status shows nothing", line("aim", status="done"), []),
    ("nothing reported shows nothing", line(), []),
    ("a status alone", line(status="done"), ["Done."]),
    ("an inner state", line(state="early"), ["Not yet due."]),
    (
        "words are run in after the status",
        line(status="done", information=(said("Opened."),)),
        ["Done. Opened."],
    ),
    (
        "further lines are paragraphs",
        line(status="done", information=(said("One.\nTwo."),)),
        ["Done. One.", "Two."],
    ),
    (
        "another author is named",
        line(status="done", information=(said("A.", author="me"), said("B.", author="other"))),
        ["Done. A.", "other: B."],
    ),
    (
        "a contribution that says the same is not repeated",
        line(status="done", contributions=(part("b", status="done"), part("c"))),
        ["Done."],
    ),
    (
        "a contribution that differs stands between the words and the reason",
        line(
            status="done",
            information=(said("A."),),
            contributions=(part("b", status="half"), part("c", state="early")),
            reason=Reason(statements=(said("late."),)),
        ),
        ["Done. A.", "b says half done instead.", "c says not yet due instead.", "reason late."],
    ),
    (
        "a line without a status shows every contribution's: none differs from it",
        line(contributions=(part("b", status="done"), part("c", status="half"))),
        ["b says done.", "c says half done."],
    ),
    (
        "a figure without a status is no denial of another body's status",
        line("measure", value=value("43.5"), contributions=(part("b", status="done", value=value("43.5")),)),
        ["plan:" + NB + "43,0" + NB + "%; actual:" + NB + "43,5" + NB + "% (final).", "b says done."],
    ),
    (
        "a reason stands in a paragraph of its own",
        line(status="half", reason=Reason(statements=(said("late."),))),
        ["Half done.", "reason late."],
    ),
    (
        "the kind of reason is named in brackets",
        line(status="undone", reason=Reason(kind="money", statements=(said("none."),))),
        ["Not done.", "reason (money): none."],
    ),
    (
        "a kind of reason without words",
        line(status="undone", reason=Reason(kind="money")),
        ["Not done.", "reason (money):"],
    ),
    (
        "plan and actual with the value's standing",
        line("measure", status="half", value=value("44.2")),
        [f"Half done. plan:{NB}43,0{NB}%; actual:{NB}44,2{NB}% (final)."],
    ),
    (
        "a falling figure keeps its true minus and its own places",
        line("measure", value=value("-1234.25")),
        [f"plan:{NB}43,0{NB}%; actual:{NB}−1{NB}234,25{NB}% (final)."],
    ),
    (
        "a figure not yet published is not a zero",
        line("measure", value=value(None, "awaited", date(2027, 3, 31))),
        [f"plan:{NB}43,0{NB}%; actual:{NB}value.none (awaited; expected 31.03.2027)."],
    ),
    (
        "words of a language that is not the sheet's are marked",
        line(status="done", information=(said("Fatto.", OTHER),)),
        ["Done. [in Italian] Fatto."],
    ),
]


@pytest.mark.parametrize("what, given, expected", CASES, ids=[case[0] for case in CASES])
def test_cells(what: str, given: ReportLine, expected: list[str]) -> None:
    assert shown(given, {"k": PASSPORT}) == expected


def test_without_a_target_only_the_actual_is_shown() -> None:
    assert shown(line("measure", value=value("5"))) == ["only: 5 (final)."]


def test_a_translation_stands_for_its_original_where_it_is_in_the_sheets_language() -> None:
    original = Statement(language=OTHER, text="Fatto.", author="me")
    translated = Statement(language=LANGUAGE, text="Made.", author="me", translation_of=OTHER)
    assert shown(line(status="done", information=(original, translated))) == ["Done. Made."]


def test_a_cell_read_from_elsewhere_is_printed_as_it_stood() -> None:
    assert shown(line(execution=Text({LANGUAGE: "as typed"}))) == ["as typed"]


def test_a_figure_that_differs_is_shown_with_the_body_that_gave_it() -> None:
    found = line(
        "measure",
        status="done",
        value=value("43.5"),
        contributions=(part("b", value=value("41")), part("c", value=value("43.50"))),
    )
    assert shown(found, {"k": PASSPORT})[1:] == ["b says actual:" + NB + "41,0" + NB + "% (final) instead."]
