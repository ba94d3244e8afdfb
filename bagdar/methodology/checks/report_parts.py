"""Report checks of parts 2 and 3: factors on both sides with sign and measures, the note's items."""

from __future__ import annotations

from collections.abc import Iterator

from bagdar.documents.forms import Factor
from bagdar.kernel.findings import Place
from bagdar.methodology.checks.plan_context import shortened
from bagdar.methodology.checks.registry import Hit, parameter, words
from bagdar.methodology.checks.report_context import ReportContext, report_check, written
from bagdar.methodology.denials import FACTORS, denies

SIDES = ("internal", "external")
SIGNS = ("+", "-")


def _said(factor: Factor) -> bool:
    return written(statement.text for statement in factor.statements)


def _hit(position: int, factor: Factor, /, **params: object) -> Hit:
    """``number``: the factor's place in part 2, from 1; its words are shown shortened."""
    said = next((statement for statement in factor.statements if statement.text.strip()), None)
    shown = {"number": position + 1, "factor": shortened(said.text) if said else "–", **params}
    source = said.source if said else None
    if source is None:
        return Hit(Place(field="factors"), shown)
    place = Place(
        file=source.file,
        sha256=source.sha256,
        table=source.table,
        sheet=source.sheet,
        row=source.row,
        column=source.column,
        field="factors",
    )
    return Hit(place, shown)


@report_check("factor_side")
def factor_sides(report: ReportContext) -> Iterator[Hit]:
    """Internal or external factors are not shown."""
    for side in SIDES:
        if not any(factor.side == side and _said(factor) for factor in report.report.factors):
            yield Hit(Place(field="factors"), {"side": words(side)[0]})


@report_check("factor_sign")
def factor_signs(report: ReportContext) -> Iterator[Hit]:
    """A factor that does not say whether its influence is positive or negative.

    A sentence that there are no factors has no sign to state, nor lines, nor measures.
    """
    form = report.methodology.forms.get("report")
    for position, factor in enumerate(report.report.factors):
        if not _said(factor) or factor.sign in SIGNS:
            continue
        bare = not factor.keys and not factor.measures
        if not (bare and denies(factor.statements, form, FACTORS)):
            yield _hit(position, factor)


@report_check("factor_measures")
def factor_measures(report: ReportContext) -> Iterator[Hit]:
    """A negative influence without the measures taken to overcome it."""
    for position, factor in enumerate(report.report.factors):
        if _said(factor) and factor.sign == "-" and not written(m.text for m in factor.measures):
            yield _hit(position, factor)


@report_check("factor_line")
def factor_lines(report: ReportContext) -> Iterator[Hit]:
    """A factor that bears on a line which is neither in the plan nor in the report."""
    ranks, lines = report.plan_ranks, {line.key for line in report.report.lines}
    for position, factor in enumerate(report.report.factors):
        unknown = [key for key in factor.keys if key not in ranks and key not in lines]
        if unknown:
            yield _hit(position, factor, keys=unknown)


@report_check("note_item")
def note_items(report: ReportContext) -> Iterator[Hit]:
    """An item of the analytical note that is asked for this year and not written.

    Where the methodology's reading binds one item alone to evaluation years, the others are asked always.
    """
    bound = parameter(report.methodology, "evaluation_note")
    one_bound = any(item.id == bound for item in report.methodology.note)
    for item in report.methodology.note:
        asked = item.when == "always" or report.evaluation_year or (one_bound and item.id != bound)
        said = report.report.note.get(item.id, ())
        if asked and not written(statement.text for statement in said):
            yield Hit(Place(field=f"note.{item.id}"), {"item": item.caption}, clause=item.clause or None)
