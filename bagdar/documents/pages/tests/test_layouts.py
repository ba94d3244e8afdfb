"""Plan, report and conclusion laid out with a form of no country."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import (
    Act,
    BodyRef,
    Case,
    Conclusion,
    Factor,
    FinanceLine,
    Head,
    Passport,
    Plan,
    PlanItem,
    Report,
    ReportLine,
    Statement,
    Tally,
    Value,
    YearRow,
)
from bagdar.documents.forms.conclusion import Activity
from bagdar.documents.layout import PageBreak, SignatureBlock
from bagdar.documents.pages import Marks, Snapshot, conclusion_layout, plan_layout, report_layout
from bagdar.documents.pages.sheet import UNTRANSLATED, balanced, evenly
from bagdar.documents.pages.tallies import share
from bagdar.documents.pages.tests.look import cell_text, paragraphs, rows, runs, tables
from bagdar.documents.pages.tests.spec import LANGUAGE, OTHER, spec
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

NB = "\u00a0"


def la(text: str) -> Text:
    return Text({LANGUAGE: text})


ITEMS = (
    PlanItem(key="p", kind="part", number="2", title=la("Economy")),
    PlanItem(key="a", kind="aim", parent="p", title=la("Grow"), cells={"executors": la("ME")}),
    PlanItem(
        key="m",
        kind="measure",
        parent="a",
        title=la("Share"),
        cells={"executors": la("ME"), "deadline": la("yearly")},
        passport=Passport(
            unit=la("centesimae"),
            direction="down",
            base_period="2024",
            base=Decimal("1234.5"),
            decimals=1,
            targets={"2025": Decimal(45), "2026": Decimal(43)},
            actuals={"2025": Value(period="2025", number=Decimal("44.8"), standing="final")},
        ),
    ),
    PlanItem(key="t", kind="task", parent="a", title=la("Widen")),
    PlanItem(key="w1", kind="work", parent="t", title=la("=Build"), cells={"executors": la("ME\nMT")}),
    PlanItem(key="w2", kind="work", parent="t", title=Text({OTHER: "Aprire"})),
)


def plan(**fields: object) -> Plan:
    return Plan(
        languages=(LANGUAGE, OTHER),
        first_year=2025,
        last_year=2026,
        items=ITEMS,
        **fields,  # type: ignore[arg-type]
    )


def plan_rows(**fields: object) -> list[list[str]]:
    layout = plan_layout(plan(**fields), spec("plan", execution=False), LANGUAGE)
    (table,) = tables(layout, "lines")
    return rows(table)


# ── plan ──


def test_the_head_and_the_row_of_numbers_repeat() -> None:
    layout = plan_layout(plan(), spec("plan", execution=False), LANGUAGE)
    (table,) = tables(layout, "lines")
    assert [row.header for row in table.rows[:3]] == [True, True, False]
    assert rows(table)[:2] == [
        ["column number", "column title", "column executors", "column deadline", "column money"],
        ["1", "2", "3", "4", "5"],
    ]


def test_each_row_shows_code_caption_and_dashes_and_only_the_section_is_merged() -> None:
    assert plan_rows()[2:] == [
        ["Part 2. Economy"],
        ["2-A", "Aim. Grow", "ME", "–", "–"],
        ["2-M1", "Measure 1. Share", "ME", "yearly", "–"],
        ["2.1", "Task 1. Widen", "–", "–", "–"],
        ["1\n2.1-W1", "=Build", "ME\nMT", "–", "–"],
        ["2\n2.1-W2", "[in Italian] Aprire", "–", "–", "–"],
    ]


def test_every_plan_row_carries_its_key_and_stays_with_the_next_where_it_opens_something() -> None:
    (table,) = tables(plan_layout(plan(), spec("plan", execution=False), LANGUAGE), "lines")
    assert [row.key for row in table.rows] == [None, None, "p", "a", "m", "t", "w1", "w2"]
    assert [row.keep_next for row in table.rows[2:]] == [True, True, False, True, False, False]


def test_an_untranslated_cell_is_filled_and_in_italics() -> None:
    (table,) = tables(plan_layout(plan(), spec("plan", execution=False), LANGUAGE), "lines")
    cell = table.rows[-1].cells[1]
    assert cell.shade == UNTRANSLATED
    assert all(run.italic and run.mark == "untranslated" for run in cell.paragraphs[0].runs)


def test_a_line_sent_under_mark_shows_only_its_code() -> None:
    marks = Marks(restricted=frozenset({"m"}))
    (table,) = tables(plan_layout(plan(), spec("plan", execution=False), LANGUAGE, marks=marks), "lines")
    assert rows(table)[4] == ["2-M1", "restricted", "–", "–", "–"]


def test_nothing_of_a_line_sent_under_mark_is_in_any_table() -> None:
    marks = Marks(restricted=frozenset({"m", "w1"}))
    values = {"m": Value(period="2026", number=Decimal("44.2"), standing="final")}
    lines = tuple(replace(line, value=values.get(line.key)) for line in report().lines)
    for layout in (
        plan_layout(plan(), spec("plan", execution=False), LANGUAGE, marks=marks),
        report_layout(report(lines=lines), spec(), LANGUAGE, plan=plan(), marks=marks),
        conclusion_layout(conclusion(), spec("conclusion"), LANGUAGE, marks=marks),
    ):
        shown = " ".join(run.text for table in tables(layout) for run in runs(table))
        assert "2-M1" in shown
        assert not any(word in shown for word in ("Share", "Build", "44,", "45,0", "1\u00a0234", "48"))


def test_a_row_breaks_over_a_page_only_if_it_is_longer_than_half_of_it() -> None:
    long = replace(ITEMS[4], title=la("word " * 300))
    layout = plan_layout(
        replace(plan(), items=(*ITEMS[:4], long, ITEMS[5])), spec("plan", execution=False), LANGUAGE
    )
    (table,) = tables(layout, "lines")
    assert [row.split for row in table.rows] == [False] * 6 + [True, False]


def test_the_passports_have_a_figure_alone_in_each_cell() -> None:
    layout = plan_layout(plan(), spec("plan", execution=False), LANGUAGE)
    (table,) = tables(layout, "passports")
    opening = ["2-M1", "Share", "centesimae", "direction.down", "2024", f"1{NB}234,5"]
    assert rows(table)[3:] == [
        ["Part 2. Economy"],
        [*opening, "passports.target", "45,0", "43,0"],
        ["passports.actual", "44,8", "–"],
        ["passports.standing", "final", "–"],
    ]
    assert [cell.rows for cell in table.rows[4].cells] == [3, 3, 3, 3, 3, 3, 1, 1, 1]
    assert [row.key for row in table.rows[3:]] == [None, "m#target", "m#actual", "m#standing"]
    assert [cell.number for cell in table.rows[4].cells[-2:]] == ["45", "43"]


def test_a_plan_without_measured_lines_has_no_passports() -> None:
    layout = plan_layout(replace(plan(), items=ITEMS[:2]), spec("plan", execution=False), LANGUAGE)
    assert not tables(layout, "passports")
    assert not any(isinstance(block, PageBreak) for block in layout.blocks)


MONEY = (
    FinanceLine(
        source=la("State"), programme="204\n100", amounts={"2025": Decimal("1250.5"), "total": Decimal(2000)}
    ),
    FinanceLine(source=la("Region"), amounts={"2026": Decimal(0)}, unread={"2025": "by need"}),
)


def with_money(*lines: FinanceLine) -> Plan:
    paid = replace(ITEMS[4], finance=lines, cells={"money": la("State"), "unit": la("mln")})
    return replace(plan(), items=(*ITEMS[:4], paid))


def test_amounts_by_year_of_another_plan_are_kept_in_further_columns() -> None:
    layout = plan_layout(with_money(MONEY[0]), spec("plan", execution=False), LANGUAGE)
    (table,) = tables(layout, "lines")
    assert rows(table)[0][5:] == ["column unit", "column amounts"]
    assert rows(table)[1] == ["2025", "tally.all"]
    assert rows(table)[-1] == ["1\n2.1-W1", "=Build", "–", "–", "State", "mln", f"1{NB}250,5", f"2{NB}000"]
    assert sum(table.widths) == pytest.approx(265, abs=0.1)


def test_each_further_source_has_a_row_of_its_own_with_the_rest_merged() -> None:
    layout = plan_layout(with_money(*MONEY), spec("plan", execution=False), LANGUAGE)
    (table,) = tables(layout, "lines")
    first, second = rows(table)[-2:]
    assert first == ["1\n2.1-W1", "=Build", "–", "–", "State", "mln", f"1{NB}250,5", "–", f"2{NB}000"]
    assert second == ["Region", "by need", "0", "–"]
    assert [cell.rows for cell in table.rows[-2].cells] == [2, 2, 2, 2, 1, 2, 1, 1, 1]
    assert [row.key for row in table.rows[-2:]] == ["w1", None]


def test_money_of_a_line_sent_under_mark_is_not_printed() -> None:
    marks = Marks(restricted=frozenset({"w1"}))
    layout = plan_layout(with_money(*MONEY), spec("plan", execution=False), LANGUAGE, marks=marks)
    (table,) = tables(layout, "lines")
    assert rows(table)[-1] == ["1\n2.1-W1", "restricted", *["–"] * 7]


def test_the_mark_at_the_top_names_the_act_and_the_agreement() -> None:
    layout = plan_layout(
        plan(plan_act=Act(text=la("Resolution No. 5")), agreed=la("Administration")),
        spec("plan", execution=False),
        LANGUAGE,
    )
    assert paragraphs(layout)[:4] == [
        "approval.approved",
        "Resolution No. 5",
        "approval.agreed",
        "Administration",
    ]


def test_abbreviations_of_other_languages_are_not_listed() -> None:
    """MT stands in this language's cells, AO in the other's alone, XY in none of them."""
    other = PlanItem(key="w3", kind="work", parent="t", title=Text({LANGUAGE: "Open", OTHER: "AO, MT"}))
    whole = replace(
        plan(abbreviations={"MT": "Ministry of Trade", "AO": "Altra Opera", "XY": "Xylem"}),
        items=(*ITEMS, other),
    )
    layout = plan_layout(whole, spec("plan", execution=False), LANGUAGE)
    assert "short: MT – Ministry of Trade, XY – Xylem" in paragraphs(layout)


def test_a_draft_says_so_in_its_foot_and_a_copy_gives_its_code() -> None:
    form = spec("plan", execution=False)
    assert plan_layout(plan(), form, LANGUAGE).footer_right == "footer.draft"
    snapshot = Snapshot(code="AAAA-BBBB", name="P-1")
    layout = plan_layout(plan(demonstration=True), form, LANGUAGE, marks=Marks(snapshot=snapshot))
    assert layout.footer_right == "copy P-1 · AAAA-BBBB"
    assert layout.footer_left == "footer.demonstration"


# ── report ──


def told(text: str) -> tuple[Statement, ...]:
    return (Statement(language=LANGUAGE, text=text),)


def report(**fields: object) -> Report:
    lines = tuple(
        ReportLine(
            key=item.key,
            kind=item.kind,
            parent=item.parent,
            number=item.number,
            title=item.title,
            cells=item.cells,
            status={"w1": "done", "m": "half"}.get(item.key),
            state="early" if item.key == "w2" else None,
            value=Value(period="2026", number=Decimal("44.2"), standing="final") if item.key == "m" else None,
        )
        for item in ITEMS
    )
    given: dict[str, object] = {
        "period": Period(2026),
        "sender": BodyRef(id="me", name=la("Ministry")),
        "lines": lines,
        "head": Head(name=la("Name"), post=la("Minister")),
    }
    return Report(languages=(LANGUAGE, OTHER), **(given | fields))  # type: ignore[arg-type]


def test_the_head_names_period_acts_and_body() -> None:
    layout = report_layout(report(strategy_act=Act(text=la("Decree"))), spec(), LANGUAGE)
    assert paragraphs(layout)[2:5] == ["head.period2026", "head.approvedstrategy Decree", "head.bodyMinistry"]


def test_the_counts_keep_inner_states_outside_the_sum() -> None:
    layout = report_layout(report(), spec(), LANGUAGE)
    assert "due 2: done –\u00a01, half done –\u00a01, not done –\u00a00; not yet due –\u00a01." in paragraphs(
        layout
    )


def test_a_line_due_with_nothing_reported_is_counted_as_not_shown() -> None:
    lines = tuple(replace(line, status=None) if line.key == "w1" else line for line in report().lines)
    layout = report_layout(report(lines=lines), spec(), LANGUAGE)
    counts = "due 2: done –\u00a00, half done –\u00a01, not done –\u00a00, report.not_shown –\u00a01; not yet due –\u00a01."
    assert counts in paragraphs(layout)


def test_factors_stand_by_side_with_sign_lines_and_measures_in_one_row() -> None:
    factors = (
        Factor(side="external", sign="+", statements=told("Luck."), measures=told("Used.")),
        Factor(side="internal", sign="-", keys=("m",), statements=told("Delay."), measures=told("Sped up.")),
    )
    (table,) = tables(report_layout(report(factors=factors), spec(), LANGUAGE), "factors")
    assert rows(table)[2:] == [
        ["factors.internal"],
        ["factors.minus Delay.\nlines 2-M1", "Sped up."],
        ["factors.external"],
        ["factors.plus Luck.", "Used."],
    ]


def test_a_side_without_factors_shows_dashes() -> None:
    (table,) = tables(report_layout(report(), spec(), LANGUAGE), "factors")
    assert rows(table)[2:] == [["factors.internal"], ["–", "–"], ["factors.external"], ["–", "–"]]


def test_the_note_says_that_the_year_is_none_of_evaluation_and_the_item_does_not_vanish() -> None:
    layout = report_layout(report(note={"proposals": told("More.")}), spec(), LANGUAGE)
    assert "1) What is solved. note.not_evaluation" in paragraphs(layout)
    assert "2) Proposals. More." in paragraphs(layout)


def test_the_last_paragraph_travels_with_the_signature() -> None:
    blocks = report_layout(report(), spec(), LANGUAGE).blocks
    at = next(i for i, block in enumerate(blocks) if isinstance(block, SignatureBlock))
    assert blocks[at - 1].keep_next  # type: ignore[union-attr]


def test_an_acting_head_signs_with_the_ground() -> None:
    head = Head(name=la("Name"), post=la("Minister"), capacity="acting_head", act=Act(text=la("Order 7")))
    layout = report_layout(report(head=head), spec(), LANGUAGE)
    (block,) = [block for block in layout.blocks if isinstance(block, SignatureBlock)]
    assert block.left == ("signature.head", "Minister", "signature.acting_head", "ground Order 7")


def test_a_registered_copy_shows_its_state_under_the_signature() -> None:
    marks = Marks(snapshot=Snapshot(code="AA", revision="3", signed=date(2027, 1, 22)))
    layout = report_layout(report(), spec(), LANGUAGE, marks=marks)
    (block,) = [block for block in layout.blocks if isinstance(block, SignatureBlock)]
    assert block.box[0] == "signature.code\tAA"
    assert block.box[3] == "signature.signed\t22.01.2027"
    assert block.box[5] == "signature.certificate\t–"


def test_the_reports_value_stands_in_the_passport_of_the_plan() -> None:
    layout = report_layout(report(), spec(), LANGUAGE, plan=plan())
    (table,) = tables(layout, "passports")
    assert rows(table)[5] == ["passports.actual", "44,8", "44,2"]


# ── conclusion ──


CASE = Case(
    key="m",
    code="2/measure/1",
    kind="measure",
    title=la("Share"),
    unit=la("days"),
    years=(
        YearRow(period="2025", plan=Decimal(50), actual=Decimal(48)),
        YearRow(period="2026", plan=Decimal(60)),
    ),
    bodies=(BodyRef(name=la("Ministry")),),
    activities=(Activity(key="w1", number="3", code="2.1/work/3", title=la("Build"), status="undone"),),
)


def conclusion(**fields: object) -> Conclusion:
    given: dict[str, object] = {"name": la("Strategy"), "period": Period(2026), "cases": (CASE,)}
    return Conclusion(languages=(LANGUAGE, OTHER), **(given | fields))  # type: ignore[arg-type]


def test_item_six_has_a_table_for_each_case_with_everything_a_position_rests_on() -> None:
    (table,) = tables(conclusion_layout(conclusion(), spec("conclusion"), LANGUAGE), "case")
    assert rows(table) == [
        ["6.1. 2-M1 Share"],
        ["values in days", "case.year", "2025", "2026"],
        ["case.plan", "50", "60"],
        ["case.actual", "48", "–"],
        ["case.deviation", "−2", "–"],
        ["case.bodies", "Ministry"],
        ["case.activities", "No. 3 (2.1-W3). Build – not done"],
        ["case.activity_position", "prompt.position"],
        ["case.reason", "case.no_reason"],
        ["case.facts_for", "case.none"],
        ["case.facts_against", "case.none"],
        ["case.position", "prompt.position"],
    ]
    assert table.rows[0].header


def test_a_position_that_is_written_opens_in_bold() -> None:
    written = replace(CASE, position=la("Not objective. The body was late"))
    (table,) = tables(conclusion_layout(conclusion(cases=(written,)), spec("conclusion"), LANGUAGE), "case")
    first, second = table.rows[-1].cells[1].paragraphs[0].runs
    assert (first.text, first.bold) == ("Not objective.", True)
    assert (second.text, second.bold) == (" The body was late", False)


def test_every_item_has_a_bookmark_and_what_is_open_a_prompt() -> None:
    layout = conclusion_layout(conclusion(), spec("conclusion"), LANGUAGE)
    marks = [b.bookmark for b in layout.blocks if getattr(b, "bookmark", None)]  # type: ignore[union-attr]
    assert marks == [*(f"item_{n}" for n in range(1, 8)), "assessment"]
    assert "prompt.assessment" in paragraphs(layout)
    assert "conclusion.not_final" in paragraphs(layout)


def test_a_final_report_has_both_halves_of_item_seven() -> None:
    shown = paragraphs(conclusion_layout(conclusion(final=True), spec("conclusion"), LANGUAGE))
    assert "conclusion.7.final" in shown
    assert "prompt.influence" in shown
    assert "prompt.improvements" in shown
    assert "conclusion.not_final" not in shown


def test_counts_are_given_with_their_denominator() -> None:
    tally = Tally(kind="measure", total=8, due=6, counts={"attained": 4, "not_attained": 1, "not_shown": 1})
    shown = paragraphs(conclusion_layout(conclusion(tallies=(tally,)), spec("conclusion"), LANGUAGE))
    counts = f"tally.attained –{NB}4 (66,7{NB}%), tally.not_attained –{NB}1 (16,7{NB}%), tally.not_shown –{NB}1 (16,7{NB}%)"
    assert any(f"due 6: {counts}" in text for text in shown)


# ── small rules ──


def test_shares_are_rounded_each_by_itself() -> None:
    assert share(104, 137) == f"75,9{NB}%"
    assert share(1, 3) == f"33,3{NB}%"
    assert share(0, 5) == f"0,0{NB}%"
    assert share(0, 0) == ""


def test_a_long_title_breaks_near_its_middle_and_a_given_break_is_kept() -> None:
    assert balanced("one two three four", 10) == "one two\nthree four"
    assert balanced("short", 10) == "short"
    assert balanced("given\nbreak that is long", 5) == "given\nbreak that is long"


def test_a_mark_breaks_evenly_and_never_after_a_number() -> None:
    assert evenly("Resolution of the Government of 28 February No. 5", 30) == [
        "Resolution of the Government",
        "of 28 February No. 5",
    ]
    assert all(not line.endswith("28") for line in evenly("aaaa bbbb 28 cccc dddd eeee", 10))


def test_no_cell_of_any_table_is_blank() -> None:
    for layout in (
        plan_layout(plan(), spec("plan", execution=False), LANGUAGE),
        report_layout(report(), spec(), LANGUAGE, plan=plan()),
        conclusion_layout(conclusion(), spec("conclusion"), LANGUAGE),
    ):
        for table in tables(layout):
            assert all(cell_text(cell) for row in table.rows for cell in row.cells)
            assert all(run.text for run in runs(table))
