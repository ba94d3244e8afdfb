"""Plan checks of sections: the methodology's own sections, each with the lead body its reports go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bagdar.documents.forms import PlanItem
from bagdar.methodology.checks.plan_context import PlanContext, plan_check
from bagdar.methodology.checks.registry import Hit
from bagdar.methodology.model import Section
from bagdar.methodology.sections import section_of_title


@dataclass(frozen=True, slots=True)
class Matched:
    item: PlanItem
    section: Section | None


def matched(plan: PlanContext) -> list[Matched]:
    """The plan's section rows, each with the methodology's section or None."""
    return [
        Matched(item, section_of_title(plan.methodology, dict(item.title))) for item in plan.items("section")
    ]


@plan_check("section_unknown")
def sections_unknown(plan: PlanContext) -> Iterator[Hit]:
    """A section for which the methodology names no lead body."""
    for found in matched(plan):
        if found.section is None and found.item.title:
            yield plan.hit(found.item)


@plan_check("section_absent")
def sections_absent(plan: PlanContext) -> Iterator[Hit]:
    """A section of the methodology that the plan does not have."""
    found = matched(plan)
    present = {match.section.number for match in found if match.section}
    for section in plan.methodology.sections:
        if found and section.number not in present:
            yield Hit(params={"number": section.number, "section": section.name})


@plan_check("section_repeated")
def sections_repeated(plan: PlanContext) -> Iterator[Hit]:
    """A section of the methodology that stands in the plan twice: its lead body would get two reports."""
    seen: set[int] = set()
    for match in matched(plan):
        if match.section is not None:
            if match.section.number in seen:
                yield plan.hit(match.item, section=match.section.name)
            seen.add(match.section.number)


@plan_check("section_lead")
def sections_without_lead(plan: PlanContext) -> Iterator[Hit]:
    """A section whose lead body is not known: nobody would receive its reports."""
    offices = {office.id: office for office in plan.methodology.offices}
    for match in matched(plan):
        if match.section is None:
            continue
        office = offices.get(match.section.office)
        if office is None or office.body is None or office.body not in plan.bodies:
            yield plan.hit(match.item, office=office.name if office else match.section.office)
