"""One filled-in offline form becomes the reports it stands for: one A2 for each recipient and section."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bagdar.documents.forms import BodyRef, Factor, Report, ReportLine
from bagdar.documents.offline.model import Answer, Delivery, Filled, OfflineLine

Address = tuple[str, str | None, str | None]
"""(level, recipient's body id, section)."""


def split(filled: Filled) -> tuple[Report, ...]:
    """The reports of §31 and §32 in *filled*, in the order of the form.

    Each shows only its recipient's lines (under their headings); a recipient never sees another's.
    Factors that name no line of a report stay out of it; a factor that names none at all goes into all.
    """
    parcels: dict[Address, tuple[Delivery, list[str]]] = {}
    for line in filled.form.lines:
        for delivery in line.deliveries:
            address = (delivery.level, delivery.recipient.id, delivery.section)
            parcels.setdefault(address, (delivery, []))[1].append(line.key)
    answers = {answer.key: answer for answer in filled.answers}
    return tuple(_report(filled, delivery, set(keys), answers) for delivery, keys in parcels.values())


def _report(filled: Filled, delivery: Delivery, keys: set[str], answers: Mapping[str, Answer]) -> Report:
    form = filled.form
    shown = _with_headings(form.lines, keys)
    factors = tuple(factor for factor in filled.factors if not factor.keys or keys & set(factor.keys))
    return Report(
        methodology=form.methodology,
        languages=(filled.language,),
        period=form.period,
        strategy_act=form.strategy_act,
        plan_act=form.plan_act,
        sender=form.body,
        recipient=delivery.recipient if delivery.recipient != BodyRef() else None,
        level=delivery.level,
        section=delivery.section,
        lines=tuple(_line(line, answers.get(line.key) if line.key in keys else None) for line in shown),
        factors=tuple(_only(factor, keys) for factor in factors),
        note=filled.note,
        evaluation_year=form.evaluation_year,
        head=filled.head,
        fingerprint=form.fingerprint,
        demonstration=form.demonstration,
    )


def _only(factor: Factor, keys: set[str]) -> Factor:
    return replace(factor, keys=tuple(key for key in factor.keys if key in keys))


def _with_headings(lines: tuple[OfflineLine, ...], keys: set[str]) -> list[OfflineLine]:
    parents = {line.key: line.parent for line in lines}
    wanted: set[str] = set()
    for key in keys:
        at: str | None = key
        while at is not None and at in parents and at not in wanted:
            wanted.add(at)
            at = parents[at]
    return [line for line in lines if line.key in wanted]


def _line(line: OfflineLine, answer: Answer | None) -> ReportLine:
    bare = ReportLine(
        key=line.key,
        kind=line.kind,
        parent=line.parent,
        number=line.number,
        code=line.code,
        title=line.title,
        cells=line.cells,
        state=None if line.asked else line.hint,
    )
    if answer is None:
        return bare
    sources = {"execution": {"": answer.source}} if answer.source else {}
    return replace(
        bare,
        status=answer.status,
        state=answer.state or bare.state,
        value=answer.value,
        information=answer.information,
        reason=answer.reason,
        sources=sources,
    )
