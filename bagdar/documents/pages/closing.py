"""Marks at the head of a document and the signature at its end."""

from __future__ import annotations

from msgspec.structs import replace

from bagdar.documents.forms.parts import Act, Head
from bagdar.documents.forms.plan import Plan
from bagdar.documents.layout import Paragraph, SignatureBlock
from bagdar.documents.pages.sheet import Sheet


def act_text(sheet: Sheet, act: Act | None) -> str:
    return act.text.in_(sheet.language, *sheet.spec.languages) if act else ""


def annex_mark(sheet: Sheet, field_mm: float) -> list[Paragraph]:
    """The annex mark as the form has it, top right."""
    text = sheet.spec.annex.in_(sheet.language)
    return sheet.right_mark(text.split("\n"), field_mm, 125 if field_mm > 200 else 100)


def approval_marks(sheet: Sheet, plan: Plan, field_mm: float) -> list[Paragraph]:
    """Top right of a plan: the approving act and the agreement; without an act, the annex mark."""
    groups: list[list[str]] = []
    if plan.plan_act:
        groups.append([sheet.word("approval.approved"), *act_text(sheet, plan.plan_act).split("\n")])
    if plan.agreed:
        groups.append([sheet.word("approval.agreed"), *plan.agreed.in_(sheet.language).split("\n")])
    if not groups:
        return annex_mark(sheet, field_mm)
    marks = [sheet.right_mark(lines, field_mm) for lines in groups]
    return [
        replace(line, before=2) if group and i == 0 else line
        for group, mark in enumerate(marks)
        for i, line in enumerate(mark)
    ]


def signature(sheet: Sheet, head: Head | None) -> SignatureBlock:
    """Who signs, in what capacity and on what ground; under it the state of the registered copy."""
    head = head or Head()
    left = [sheet.word("signature.head"), head.post.in_(sheet.language, *sheet.spec.languages)]
    left.append(sheet.word(f"signature.{head.capacity}"))
    if head.act:
        left.append(sheet.word("signature.ground", act=act_text(sheet, head.act)))
    return SignatureBlock(
        left=tuple(left),
        under_line=sheet.word("signature.line"),
        name=head.name.in_(sheet.language, *sheet.spec.languages),
        under_name=sheet.word("signature.name"),
        box=_box(sheet, head),
    )


def _box(sheet: Sheet, head: Head) -> tuple[str, ...]:
    snapshot = sheet.marks.snapshot
    if snapshot is None:
        return ()
    signed = snapshot.signed or head.signed
    pairs = (
        ("signature.code", snapshot.code),
        ("signature.revision", snapshot.revision),
        ("signature.frozen", snapshot.frozen),
        ("signature.signed", sheet.day(signed) if signed else ""),
        ("signature.digital", snapshot.digital),
        ("signature.certificate", snapshot.certificate),
    )
    return tuple(f"{sheet.word(key)}\t{value or sheet.spec.dash}" for key, value in pairs)
