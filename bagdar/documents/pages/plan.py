"""The Action Plan laid out as its annex shows it, with the table "Passports and values" appended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.parts import Passport, Value
from bagdar.documents.forms.plan import Plan, PlanItem
from bagdar.documents.layout import Layout, Paragraph, Run
from bagdar.documents.pages.closing import approval_marks
from bagdar.documents.pages.codes import Line
from bagdar.documents.pages.marks import Marks
from bagdar.documents.pages.money import money_of
from bagdar.documents.pages.passports import passports_table
from bagdar.documents.pages.rows import FIELD, codes_note, line_table, with_ordinals
from bagdar.documents.pages.sheet import Block, Sheet, new_page
from bagdar.documents.spec import FormSpec

NO_MARKS = Marks()


def plan_layout(
    plan: Plan, spec: FormSpec, language: str, *, marks: Marks = NO_MARKS, bodies: Bodies | None = None
) -> Layout:
    """*plan* in *language*. Raises KeyError where the pack lacks a word the sheet prints."""
    sheet = Sheet(spec, language, marks, bodies or Bodies())
    items = numbered(sheet, plan.items)
    title = plan.title.in_(language, *spec.languages) or spec.title.in_(language)
    lines = cast(Sequence[Line], items)
    blocks: list[Block] = [
        *approval_marks(sheet, plan, FIELD),
        *_title(sheet, plan, title),
        line_table(sheet, lines, spec.title.in_(language), money=money_of(sheet, items)),
        *_notes(sheet, plan),
        *passports_annex(sheet, lines, passports_of(items)),
    ]
    filled = replace(
        marks,
        properties={
            "bagdar.edition": plan.edition,
            "bagdar.methodology": plan.methodology or "",
            **marks.properties,
        },
    )
    return Sheet(spec, language, filled, sheet.bodies).layout(
        title, landscape=True, blocks=blocks, demonstration=plan.demonstration
    )


def numbered(sheet: Sheet, items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """The items, those numbered through the plan with the ordinal they print."""
    ordinals = with_ordinals(sheet, cast(Sequence[Line], items))
    return tuple(replace(item, number=ordinals[item.key]) if item.key in ordinals else item for item in items)


def passports_of(items: Sequence[PlanItem]) -> dict[str, Passport]:
    return {item.key: item.passport for item in items if item.passport}


def _title(sheet: Sheet, plan: Plan, text: str) -> list[Paragraph]:
    """The title, and under it the years of the plan where it does not say them itself."""
    title = sheet.title(text, landscape=True)
    first, last = plan.first_year, plan.last_year
    if first is None or last is None or (str(first) in text and str(last) in text):
        return [replace(title, after=4)]
    years = Run(sheet.word("years.range", first=first, last=last))
    return [
        title,
        Paragraph((years,), role="subtitle", align="center", size=12, before=1, after=3, keep_next=True),
    ]


def _notes(sheet: Sheet, plan: Plan) -> list[Paragraph]:
    notes = [sheet.note(codes_note(sheet))]
    abbreviations = _abbreviations(plan, sheet)
    if abbreviations:
        listed = ", ".join(f"{short} – {full}" for short, full in abbreviations.items())
        notes.append(sheet.note(sheet.word("abbreviations.note", list=listed)))
    return notes


def _abbreviations(plan: Plan, sheet: Sheet) -> dict[str, str]:
    """The plan's abbreviations without those that stand in its texts in other languages only.

    One that a body has in several languages is told in the sheet's.
    """
    language = sheet.language
    texts = {each: _text(plan, each) for each in plan.languages}
    bodies = {short: body.name for body in sheet.bodies for short in body.abbreviations.get(language, ())}

    def stands(short: str, each: str) -> bool:
        whole = rf"(?<!\w){re.escape(short)}(?!\w)"
        return short in texts[each] and re.search(whole, texts[each]) is not None

    return {
        short: bodies[short][language] if full in bodies.get(short, {}).values() else full
        for short, full in plan.abbreviations.items()
        if short.casefold() != full.casefold()
        and (
            language not in texts or stands(short, language) or not any(stands(short, each) for each in texts)
        )
    }


def _text(plan: Plan, language: str) -> str:
    return "\n".join(
        text[language]
        for item in plan.items
        for text in (item.title, *item.cells.values())
        if language in text
    )


def passports_annex(
    sheet: Sheet,
    lines: Sequence[Line],
    passports: dict[str, Passport],
    values: dict[str, Value] | None = None,
) -> list[Block]:
    """A new page with the table "Passports and values"; nothing where no line is measured."""
    table = passports_table(sheet, lines, passports, values)
    if table is None:
        return []
    mark = sheet.word("passports.annex").split("\n")
    return [
        new_page(),
        *sheet.right_mark(mark, FIELD),
        sheet.heading(sheet.word("passports.title")),
        table,
    ]
