"""The draft Conclusion on the Strategy (A3) laid out: items 1–7, a table for each unattained indicator."""

from __future__ import annotations

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.conclusion import Conclusion
from bagdar.documents.layout import Layout, Paragraph, Run, Table, TableRow
from bagdar.documents.pages.cases import case_table, prompt
from bagdar.documents.pages.closing import act_text, annex_mark, signature
from bagdar.documents.pages.codes import kind_of
from bagdar.documents.pages.marks import Marks
from bagdar.documents.pages.plan import NO_MARKS
from bagdar.documents.pages.sheet import Block, Runs, Sheet
from bagdar.documents.pages.tallies import counted_sentence, overall
from bagdar.documents.spec import FormSpec
from bagdar.kernel.text import Text

_FIELD = 170.0


def conclusion_layout(
    conclusion: Conclusion,
    spec: FormSpec,
    language: str,
    *,
    marks: Marks = NO_MARKS,
    bodies: Bodies | None = None,
) -> Layout:
    """*conclusion* in *language*. Every item has a bookmark ``item_n``; what is to be filled in, a prompt.

    Raises KeyError where the pack lacks a word the sheet prints.
    """
    sheet = Sheet(spec, language, marks, bodies or Bodies())
    title = spec.title.in_(language)
    blocks: list[Block] = [
        *annex_mark(sheet, _FIELD),
        sheet.title(title, landscape=False),
        *_requisites(sheet, conclusion),
        *_item_six(sheet, conclusion),
        *_item_seven(sheet, conclusion),
        signature(sheet, conclusion.head),
    ]
    properties = {
        "bagdar.methodology": conclusion.methodology or "",
        "bagdar.period": conclusion.period.label,
    }
    filled = replace(marks, properties={**properties, **marks.properties})
    return Sheet(spec, language, filled, sheet.bodies).layout(
        title, landscape=False, blocks=blocks, demonstration=conclusion.demonstration
    )


def _item(sheet: Sheet, number: int, answer: Runs, *, keep_next: bool = False) -> Paragraph:
    """Number bold, caption in italics, answer upright."""
    caption = sheet.word(f"conclusion.{number}")
    return Paragraph(
        (Run(f"{number}.", bold=True), Run(f" {caption} ", italic=True), *answer),
        role="caption",
        after=1,
        bookmark=f"item_{number}",
        keep_next=keep_next,
    )


def _requisites(sheet: Sheet, conclusion: Conclusion) -> list[Paragraph]:
    dash = sheet.spec.dash
    years = dash
    if conclusion.first_year is not None and conclusion.last_year is not None:
        years = sheet.word("years.range", first=conclusion.first_year, last=conclusion.last_year)
    answers: list[Runs] = [
        sheet.runs(conclusion.name) or (Run(dash),),
        (Run(act_text(sheet, conclusion.act) or dash),),
        (Run(sheet.body(conclusion.developer) or dash),),
        (Run(sheet.body_list(conclusion.executors) or dash),),
        (Run(years),),
    ]
    return [_item(sheet, number, answer) for number, answer in enumerate(answers, 1)]


# ── item 6 ──


def _item_six(sheet: Sheet, conclusion: Conclusion) -> list[Block]:
    measured = [tally for tally in overall(conclusion.tallies) if kind_of(sheet.spec, tally.kind).measured]
    sentences = [sheet.word("conclusion.period", period=sheet.period(conclusion.period))]
    if measured:
        sentences.append(counted_sentence(sheet, "conclusion.counts", measured))
    if conclusion.missing:
        sentences.append(sheet.word("report.missing", bodies=sheet.body_list(conclusion.missing)))
    if conclusion.cases:
        sentences.append(sheet.word("conclusion.cases", n=len(conclusion.cases)))
    else:
        sentences.append(sheet.word("conclusion.no_cases"))
    out: list[Block] = [
        _item(sheet, 6, (), keep_next=True),
        Paragraph((Run(" ".join(sentences)),), indent=12.5, after=3),
    ]
    for number, case in enumerate(conclusion.cases, 1):
        out.append(case_table(sheet, case, number))
        out.append(Paragraph((), size=8, keep_next=False))
    return out


# ── item 7 ──


def _item_seven(sheet: Sheet, conclusion: Conclusion) -> list[Block]:
    out: list[Block] = [
        _item(sheet, 7, (), keep_next=True),
        _filled(sheet, conclusion.assessment, "prompt.assessment", "assessment"),
    ]
    if conclusion.final:
        for key, text in (("final", conclusion.influence), ("improvements", conclusion.improvements)):
            name = "influence" if key == "final" else key
            caption = (Run(sheet.word(f"conclusion.7.{key}"), italic=True),)
            out.append(Paragraph(caption, role="caption", before=1, after=1, keep_next=True))
            out.append(_filled(sheet, text, f"prompt.{name}", name))
    else:
        out.append(Paragraph((Run(sheet.word("conclusion.not_final")),), indent=12.5, after=3))
    out.append(_proposals(sheet, conclusion))
    return out


def _filled(sheet: Sheet, text: Text, key: str, bookmark: str) -> Paragraph:
    """The text, or a visible place to write it in."""
    runs = sheet.runs(text)
    if runs:
        return Paragraph(runs, indent=12.5, after=2, bookmark=bookmark)
    return Paragraph(prompt(sheet, key), role="prompt", indent=12.5, after=2, bookmark=bookmark)


def _proposals(sheet: Sheet, conclusion: Conclusion) -> Table:
    head = ("number", "text", "body", "due")
    rows = [sheet.head_row(*(sheet.head_cell(sheet.word(f"proposals.{key}")) for key in head))]
    for number, proposal in enumerate(conclusion.proposals, 1):
        text = sheet.runs(proposal.text) or prompt(sheet, "prompt.proposal")
        rows.append(
            TableRow(
                (
                    sheet.cell(Run(str(number)), align="center"),
                    sheet.cell(*text),
                    sheet.cell(Run(sheet.body(proposal.body))),
                    sheet.cell(*sheet.runs(proposal.due)),
                ),
                key=f"proposal#{number}",
                # The last one travels with the signature.
                keep_next=number == len(conclusion.proposals),
                role="proposal",
            )
        )
    if not conclusion.proposals:
        rows.append(
            TableRow(
                (
                    sheet.cell(Run("1"), align="center"),
                    sheet.cell(*prompt(sheet, "prompt.proposal")),
                    sheet.cell(),
                    sheet.cell(),
                ),
                keep_next=True,
                role="proposal",
            )
        )
    return Table(
        widths=(12, 84, 44, 30), rows=tuple(rows), name=sheet.word("proposals.text"), role="proposals"
    )
