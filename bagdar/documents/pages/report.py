"""The Report on implementing the Action Plan (A2) laid out: head, three parts, signature, passports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.parts import Passport, Value
from bagdar.documents.forms.plan import Plan
from bagdar.documents.forms.report import Factor, Report, ReportLine
from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableRow
from bagdar.documents.pages.closing import act_text, annex_mark, signature
from bagdar.documents.pages.codes import Line, codes_of, kind_of, printed_code
from bagdar.documents.pages.execution import ExecutionColumn
from bagdar.documents.pages.marks import Marks
from bagdar.documents.pages.plan import NO_MARKS, passports_annex, passports_of
from bagdar.documents.pages.rows import FIELD, codes_note, line_table, with_ordinals
from bagdar.documents.pages.sheet import NBSP, Block, Runs, Sheet
from bagdar.documents.spec import FormSpec, NoteItem


def report_layout(
    report: Report,
    spec: FormSpec,
    language: str,
    *,
    plan: Plan | None = None,
    marks: Marks = NO_MARKS,
    bodies: Bodies | None = None,
) -> Layout:
    """*report* in *language*; *plan* gives the passports (unit, direction, targets) of its lines.

    Raises KeyError where the pack lacks a word the sheet prints.
    """
    sheet = Sheet(spec, language, marks, bodies or Bodies())
    passports = passports_of(plan.items) if plan else {}
    lines = cast(Sequence[Line], _numbered(sheet, report.lines))
    title = spec.title.in_(language)
    blocks: list[Block] = [
        *annex_mark(sheet, FIELD),
        sheet.title(title, landscape=True),
        *_head(sheet, report),
        sheet.heading(sheet.word("part.1")),
        part_one(sheet, report, lines, passports),
        *_part_one_notes(sheet, report),
        sheet.heading(sheet.word("part.2")),
        factors_table(sheet, report, lines),
        sheet.heading(sheet.word("part.3")),
        *_note(sheet, report),
        signature(sheet, report.head),
        *passports_annex(sheet, lines, _only(passports, lines), _values(report.lines)),
    ]
    filled = replace(marks, properties=_properties(report, marks))
    return Sheet(spec, language, filled, sheet.bodies).layout(
        title, landscape=True, blocks=blocks, demonstration=report.demonstration
    )


def _numbered(sheet: Sheet, lines: Sequence[ReportLine]) -> tuple[ReportLine, ...]:
    """Lines keep the ordinals of the plan; a line without one takes its place in the report."""
    ordinals = with_ordinals(sheet, cast(Sequence[Line], lines))
    return tuple(replace(line, number=ordinals[line.key]) if line.key in ordinals else line for line in lines)


def _only(passports: Mapping[str, Passport], lines: Sequence[Line]) -> dict[str, Passport]:
    return {line.key: passports[line.key] for line in lines if line.key in passports}


def _values(lines: Sequence[ReportLine]) -> dict[str, Value]:
    return {line.key: line.value for line in lines if line.value}


def _properties(report: Report, marks: Marks) -> dict[str, str]:
    found = {
        "bagdar.methodology": report.methodology or "",
        "bagdar.fingerprint": report.fingerprint or marks.fingerprint,
        "bagdar.sender": report.sender.id or "",
        "bagdar.recipient": (report.recipient.id or "") if report.recipient else "",
        "bagdar.level": report.level or "",
        "bagdar.section": report.section or "",
        "bagdar.period": report.period.label if report.period else "",
    }
    return {**found, **marks.properties}


# ── head ──


def _head(sheet: Sheet, report: Report) -> list[Paragraph]:
    fields = [
        ("head.period", (Run(sheet.period(report.period)),)),
        ("head.approved", (Run(_approved(sheet, report)),)),
        ("head.body", (Run(sheet.body(report.sender) or sheet.spec.dash),)),
    ]
    if report.recipient:
        fields.append(("head.recipient", (Run(sheet.body(report.recipient)),)))
    return [sheet.head_field(sheet.word(key), runs) for key, runs in fields]


def _approved(sheet: Sheet, report: Report) -> str:
    """The head field as written; else both acts by their citations."""
    if report.approved:
        return report.approved.in_(sheet.language, *sheet.spec.languages)
    acts = [("head.strategy", report.strategy_act), ("head.plan", report.plan_act)]
    return "; ".join(sheet.word(key, act=act_text(sheet, act)) for key, act in acts if act) or sheet.spec.dash


# ── part 1 ──


def part_one(sheet: Sheet, report: Report, lines: Sequence[Line], passports: Mapping[str, Passport]) -> Table:
    column = ExecutionColumn(sheet, passports, report.sender.id)
    return line_table(
        sheet, lines, sheet.word("part.1"), lambda line: column.paragraphs(cast(ReportLine, line))
    )


def _part_one_notes(sheet: Sheet, report: Report) -> list[Paragraph]:
    notes = [codes_note(sheet), sheet.word("report.note"), counts_note(sheet, report.lines)]
    if report.missing:
        notes.append(sheet.word("report.missing", bodies=sheet.body_list(report.missing)))
    return [replace(sheet.note(text), keep_next=i < len(notes) - 1) for i, text in enumerate(notes)]


def counts_note(sheet: Sheet, lines: Sequence[ReportLine]) -> str:
    """How many lines are due, by status; inner states after them, outside the sum."""
    reported = [line for line in lines if kind_of(sheet.spec, line.kind).reported]
    due = [line for line in reported if line.state is None]
    counts = [
        f"{status.words.in_(sheet.language)} –{NBSP}{sum(line.status == status.id for line in due)}"
        for status in sheet.spec.statuses
    ]
    blank = sum(line.status is None for line in due)
    if blank:
        counts.append(f"{sheet.word('report.not_shown')} –{NBSP}{blank}")
    text = sheet.word("report.counts", due=len(due), counts=", ".join(counts))
    outside = [
        f"{state.words.in_(sheet.language)} –{NBSP}{count}"
        for state in sheet.spec.states
        if (count := sum(line.state == state.id for line in reported))
    ]
    return f"{text.rstrip('.')}; {', '.join(outside)}." if outside else text


# ── part 2 ──

_SIDES = ("internal", "external")
_SIGNS = {"-": "factors.minus", "+": "factors.plus"}


def factors_table(sheet: Sheet, report: Report, lines: Sequence[Line]) -> Table:
    """Internal factors, then external ones; each with its sign and its measures in the same row."""
    codes = codes_of(lines, sheet.spec)
    head = sheet.head_row(
        sheet.head_cell(sheet.word("factors.influence")), sheet.head_cell(sheet.word("factors.measures"))
    )
    rows = [head, sheet.number_row(2)]
    for side in _SIDES:
        caption = sheet.cell(Run(sheet.word(f"factors.{side}"), bold=True), columns=2, shade="F0F0F0")
        rows.append(TableRow((caption,), keep_next=True, role=side))
        factors = [factor for factor in report.factors if factor.side == side]
        rows += [_factor_row(sheet, factor, codes, report.sender.id) for factor in factors]
        if not factors:
            rows.append(TableRow((sheet.cell(), sheet.cell()), role=f"{side}_none"))
    return Table(widths=(137, 128), rows=tuple(rows), name=sheet.word("part.2"), role="factors")


def _factor_row(sheet: Sheet, factor: Factor, codes: Mapping[str, str], own: str | None) -> TableRow:
    said = sheet.statements(factor.statements, own=own)
    sign = _SIGNS.get(factor.sign or "")
    opening: Runs = (Run(sheet.word(sign), bold=True), Run(" ")) if sign else ()
    first = said[0] if said else ()
    named = [printed_code(codes[key], sheet.spec, sheet.language) for key in factor.keys if key in codes]
    closing: list[Runs] = []
    if named:
        closing = [(Run(sheet.word("factors.lines", codes=", ".join(named))),)]
    return TableRow(
        (
            sheet.cells([(*opening, *first), *said[1:], *closing], field="influence"),
            sheet.cells(sheet.statements(factor.measures, own=own), field="measures"),
        ),
        role="factor",
    )


# ── part 3 ──


def _note(sheet: Sheet, report: Report) -> list[Paragraph]:
    """Each item under its caption; one of evaluation years says so in others, it does not vanish.

    Pieces of one item of the form share its number.
    """
    out: list[Paragraph] = []
    before = 0
    for item in sheet.spec.note:
        number = item.number or before + 1
        caption = item.caption.in_(sheet.language).rstrip(".")
        numbered = caption if number == before else f"{number}) {caption}"
        before = number
        opening = (Run(f"{numbered}.", bold=True), Run(" "))
        said = _note_text(sheet, report, item)
        first = said[0] if said else (Run(sheet.spec.dash),)
        out.append(Paragraph((*opening, *first), indent=12.5, after=1.5))
        out += [Paragraph(runs, indent=12.5, after=1.5) for runs in said[1:]]
    # The last paragraph travels with the signature.
    return [*out[:-1], replace(out[-1], keep_next=True)] if out else []


def _note_text(sheet: Sheet, report: Report, item: NoteItem) -> list[Runs]:
    said = sheet.statements(report.note.get(item.id, ()), own=report.sender.id)
    if not said and item.when == "evaluation" and not report.evaluation_year:
        return [(Run(sheet.word("note.not_evaluation")),)]
    return said
