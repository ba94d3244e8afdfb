"""Report checks of the head and the signature: period, acts, body, edition, who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bagdar.documents.forms import Act
from bagdar.kernel.findings import Place
from bagdar.kernel.text import Text
from bagdar.methodology.checks.registry import Hit, words
from bagdar.methodology.checks.report_context import ReportContext, report_check

ACTING = "acting_head"


@report_check("head_period")
def head_period(report: ReportContext) -> Iterator[Hit]:
    """The reporting period is not stated."""
    if report.report.period is None:
        yield Hit(Place(field="period"))


@report_check("head_approved")
def head_approved(report: ReportContext) -> Iterator[Hit]:
    """The acts that approved Strategy and plan are not stated with number and date.

    An act that the plan itself does not name is not asked for: who fills in a form cannot know it.
    """
    stated = [_identified(ours) for ours, _ in _acts(report)]
    lacking = [not _identified(ours) and _identified(theirs) for ours, theirs in _acts(report)]
    if not report.report.approved and (not any(stated) or any(lacking)):
        yield Hit(Place(field="approved"))


def _acts(report: ReportContext) -> tuple[tuple[Act | None, Act | None], ...]:
    """(the report's, the plan's) act that approved the Strategy, then the plan."""
    return (
        (report.report.strategy_act, report.plan.strategy_act),
        (report.report.plan_act, report.plan.plan_act),
    )


def _identified(act: Act | None) -> bool:
    return act is not None and (bool(act.text) or (act.number is not None and act.day is not None))


@report_check("head_body")
def head_body(report: ReportContext) -> Iterator[Hit]:
    """The body that draws up the report is not stated."""
    if report.report.sender.id is None and not report.report.sender.name:
        yield Hit(Place(field="sender"))


@report_check("period_other")
def period_other(report: ReportContext) -> Iterator[Hit]:
    """A report for another period than the one expected."""
    found, wanted = report.report.period, report.period
    if found is not None and wanted is not None and found != wanted:
        yield Hit(Place(field="period"), {"found": found.label, "expected": wanted.label})


@report_check("period_outside")
def period_outside(report: ReportContext) -> Iterator[Hit]:
    """A report for a year that the plan does not cover."""
    found, plan = report.report.period, report.plan
    if found is None or plan.first_year is None or plan.last_year is None:
        return
    if not plan.first_year <= found.year <= plan.last_year:
        yield Hit(
            Place(field="period"),
            {"found": found.label, "first": plan.first_year, "last": plan.last_year},
        )


@report_check("sender_other")
def sender_other(report: ReportContext) -> Iterator[Hit]:
    """A report of another body than the one expected."""
    found = report.report.sender
    if report.body is None or (found.id is None and not found.name) or found.id == report.body:
        return
    wanted = report.bodies.get(report.body)
    yield Hit(
        Place(field="sender"),
        {"found": found.name or found.id, "expected": wanted.name if wanted else report.body},
    )


@report_check("approved_other")
def approved_other(report: ReportContext) -> Iterator[Hit]:
    """The head names other acts than those that approved the Strategy and the plan."""
    for ours, theirs in _acts(report):
        if theirs is None or theirs.number is None:
            continue
        if ours is not None and ours.number is not None:
            same = (ours.number == theirs.number and None in (ours.day, theirs.day)) or (
                (ours.number, ours.day) == (theirs.number, theirs.day)
            )
        else:
            same = not report.report.approved or _mentions(report.report.approved, theirs.number)
        if not same:
            yield Hit(Place(field="approved"), {"act": theirs.text or theirs.number})


def _mentions(text: Text, number: str) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(number)}(?!\w)")
    return any(pattern.search(string) for string in text.values())


@report_check("methodology_other")
def methodology_other(report: ReportContext) -> Iterator[Hit]:
    """A report made by another methodology than the one it is checked by."""
    found = report.report.methodology
    if found is not None and found != report.methodology.id:
        yield Hit(params={"found": found, "expected": report.methodology.id})


@report_check("edition_other")
def edition_other(report: ReportContext) -> Iterator[Hit]:
    """A form issued from another edition of the plan."""
    found, wanted = report.report.fingerprint, report.fingerprint
    if found is not None and wanted is not None and found != wanted:
        yield Hit(params={"found": found[:12], "expected": wanted[:12]})


def _signs(report: ReportContext) -> bool:
    return report.level is None or report.level.signed


@report_check("signature")
def signature(report: ReportContext) -> Iterator[Hit]:
    """Nobody is named as the head who signs."""
    if _signs(report) and (report.report.head is None or not report.report.head.name):
        yield Hit(Place(field="head"))


@report_check("signature_details")
def signature_details(report: ReportContext) -> Iterator[Hit]:
    """The head is named, but not with post and day of signing, by which a signature can be checked."""
    head = report.report.head
    if not _signs(report) or head is None or not head.name:
        return
    there = {"post": bool(head.post), "signed": head.signed is not None}
    lacking = [name for name, present in there.items() if not present]
    if lacking:
        yield Hit(Place(field="head"), {"lacking": words(*lacking)})


@report_check("acting_ground")
def acting_ground(report: ReportContext) -> Iterator[Hit]:
    """Signed by an acting head, without the act that lets him sign."""
    head = report.report.head
    if head is not None and head.capacity == ACTING and head.act is None:
        yield Hit(Place(field="head"), {"name": head.name or "–"})
