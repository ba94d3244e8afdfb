"""The report on the Strategy (§34–§35) laid out: requisites, counts, analysis by kind, part 1 as annex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.plan import Plan
from bagdar.documents.forms.report import ReportLine
from bagdar.documents.forms.strategy_report import Analysis, StrategyReport
from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableRow
from bagdar.documents.pages.closing import act_text, signature
from bagdar.documents.pages.codes import Line, kind_of, printed_code
from bagdar.documents.pages.execution import ExecutionColumn
from bagdar.documents.pages.marks import Marks
from bagdar.documents.pages.plan import NO_MARKS, passports_of
from bagdar.documents.pages.report import part_one
from bagdar.documents.pages.rows import FIELD, PORTRAIT_HALF, caption_runs, codes_note, height, number_cell
from bagdar.documents.pages.sheet import NBSP, Block, Runs, Sheet, new_page
from bagdar.documents.pages.tallies import chart, counted_sentence, overall, tally_table
from bagdar.documents.spec import FormSpec, ItemKind

_ANALYSIS = (20.0, 66.0, 84.0)
_CAPTION = 62.0
"""mm, the column of captions in the requisites."""


def strategy_report_layout(
    report: StrategyReport,
    spec: FormSpec,
    language: str,
    *,
    annex_spec: FormSpec | None = None,
    plan: Plan | None = None,
    marks: Marks = NO_MARKS,
    bodies: Bodies | None = None,
) -> Layout:
    """*report* in *language*; *annex_spec* is the form of its annex (A2), *plan* gives the passports.

    Raises KeyError where the pack lacks a word the sheet prints.
    """
    sheet = Sheet(spec, language, marks, bodies or Bodies())
    title = spec.title.in_(language)
    sections = _sections(sheet, report)
    drawn = chart(sheet, report.tallies, sections)
    blocks: list[Block] = [
        sheet.title(title, landscape=False),
        *_requisites(sheet, report),
        sheet.heading(sheet.word("strategy.part.1"), bookmark="part_1"),
        tally_table(sheet, report.tallies),
        sheet.note(sheet.word("tally.note")),
        *_missing(sheet, report),
        *([drawn] if drawn else []),
        sheet.heading(sheet.word("strategy.part.2"), bookmark="part_2"),
        *_analysis(sheet, report, plan),
        signature(sheet, report.head),
        *_annex(sheet, report, annex_spec or spec, plan),
    ]
    properties = {"bagdar.methodology": report.methodology or "", "bagdar.period": report.period.label}
    filled = replace(marks, properties={**properties, **marks.properties})
    return Sheet(spec, language, filled, sheet.bodies).layout(
        title, landscape=False, blocks=blocks, demonstration=report.demonstration
    )


def _sections(sheet: Sheet, report: StrategyReport) -> dict[str, str]:
    """Section key → its name, from the annex's rows."""
    lines = report.annex.lines if report.annex else ()
    return {
        line.key: line.title.in_(sheet.language, *sheet.spec.languages)
        for line in lines
        if kind_of(sheet.spec, line.kind).section
    }


def _requisites(sheet: Sheet, report: StrategyReport) -> list[Paragraph]:
    years = sheet.spec.dash
    if report.first_year is not None and report.last_year is not None:
        years = sheet.word("years.range", first=report.first_year, last=report.last_year)
    fields = [
        ("strategy.name", sheet.runs(report.name)),
        ("head.period", (Run(sheet.period(report.period)),)),
        ("strategy.act", (Run(act_text(sheet, report.act) or sheet.spec.dash),)),
        ("strategy.developer", (Run(sheet.body(report.developer) or sheet.spec.dash),)),
        ("strategy.executors", (Run(sheet.body_list(report.executors) or sheet.spec.dash),)),
        ("strategy.years", (Run(years),)),
    ]
    return [sheet.head_field(sheet.word(key), runs, left=_CAPTION, size=12) for key, runs in fields]


def _missing(sheet: Sheet, report: StrategyReport) -> list[Paragraph]:
    if not report.missing:
        return []
    return [sheet.note(sheet.word("report.missing", bodies=sheet.body_list(report.missing)))]


# ── analysis (§35) ──


def _analysis(sheet: Sheet, report: StrategyReport, plan: Plan | None) -> list[Block]:
    """One heading and one table for each kind that is analysed, in the order of the form."""
    out: list[Block] = []
    column = ExecutionColumn(sheet, passports_of(plan.items) if plan else {}, None)
    for kind in sheet.spec.kinds:
        if not any(item.kind == kind.id for item in report.analysis):
            continue
        name = (kind.plural or kind.name).in_(sheet.language)
        out.append(sheet.heading(name, level=2))
        tallies = [tally for tally in overall(report.tallies) if tally.kind == kind.id]
        if tallies:
            text = counted_sentence(sheet, "strategy.counts", tallies)
            out.append(Paragraph((Run(text),), indent=12.5, after=2, keep_next=True))
        out.append(_analysis_table(sheet, report, name, kind, column))
    return out


def _analysis_table(
    sheet: Sheet, report: StrategyReport, name: str, kind: ItemKind, column: ExecutionColumn
) -> Table:
    captions = ("passports.code", "strategy.item", "strategy.result")
    rows = [sheet.head_row(*(sheet.head_cell(sheet.word(caption)) for caption in captions))]
    rows.append(sheet.number_row(3))
    for item in report.analysis:
        if item.kind != kind.id:
            continue
        titles, said = _analysed(sheet, report, kind, item, column)
        cells = (
            number_cell(sheet, "", item.code, ""),
            sheet.cells(titles, field="item"),
            sheet.cells(said, field="result"),
        )
        tall = height(cells, _ANALYSIS) > PORTRAIT_HALF
        rows.append(TableRow(cells, key=f"{item.key}#analysis", split=tall, role=item.kind))
    return Table(widths=_ANALYSIS, rows=tuple(rows), name=name, role="analysis")


def _analysed(
    sheet: Sheet, report: StrategyReport, kind: ItemKind, item: Analysis, column: ExecutionColumn
) -> tuple[list[Runs], list[Runs]]:
    """What the table says of an item: its name and bodies; its execution and the analyst's own words."""
    titles: list[Runs] = [
        (*caption_runs(sheet, kind, item.code or "1"), *sheet.title_of(item.key, item.title))
    ]
    if item.key in sheet.marks.restricted:
        return titles, []
    if item.bodies:
        titles.append((Run(sheet.body_list(item.bodies), size=10.5),))
    if kind.reported:
        said = list(column.paragraphs(_as_line(item)))
    else:
        said = [*_attainment(sheet, item, report), *sheet.statements(item.statements)]
    first, *rest = sheet.statements(item.own) or [(Run(sheet.word("strategy.prompt"), italic=True),)]
    # Named, so that the analyst's words are told from the bodies' when the document is read back.
    opening = Run(f"{sheet.word('strategy.own')} ", italic=True)
    return titles, [*said, (opening, *first), *rest]


def _attainment(sheet: Sheet, item: Analysis, report: StrategyReport) -> list[Runs]:
    """A goal takes no status: how its own indicators stand, by their codes."""
    measured = {kind.id for kind in sheet.spec.kinds if kind.measured}
    below = [other for other in report.analysis if other.kind in measured and other.parent == item.key]
    if not below and item.parent is not None:
        # Indicators may stand beside the goal, under its section.
        below = [o for o in report.analysis if o.kind in measured and o.parent == item.parent]
    words = {status.id: status.words for status in sheet.spec.statuses}
    words |= {state.id: state.words for state in sheet.spec.states}
    shown = []
    for other in below:
        said = words.get(other.status or other.state or "")
        word = said.in_(sheet.language) if said else sheet.word("report.not_shown")
        shown.append(f"{printed_code(other.code, sheet.spec, sheet.language)}:{NBSP}{word}")
    return [(Run("; ".join(shown)),)] if shown else []


def _as_line(item: Analysis) -> ReportLine:
    return ReportLine(
        key=item.key,
        kind=item.kind,
        code=item.code,
        title=item.title,
        status=item.status,
        state=item.state,
        information=item.statements,
        reason=item.reason,
        value=item.value,
    )


# ── annex ──


def _annex(sheet: Sheet, report: StrategyReport, spec: FormSpec, plan: Plan | None) -> list[Block]:
    """Part 1 of A2, consolidated, on turned sheets."""
    if report.annex is None or not any(column.width for column in spec.columns):
        return []
    turned = Sheet(spec, sheet.language, sheet.marks, sheet.bodies)
    lines = cast(Sequence[Line], report.annex.lines)
    passports = passports_of(plan.items) if plan else {}
    return [
        new_page(landscape=True),
        *turned.right_mark(sheet.word("strategy.annex").split("\n"), FIELD),
        turned.heading(turned.word("part.1")),
        part_one(turned, report.annex, lines, passports),
        turned.note(codes_note(turned)),
        turned.note(turned.word("report.note")),
    ]
