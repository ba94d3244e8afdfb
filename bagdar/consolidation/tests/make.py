"""A small plan with its bodies and reports, for the consolidation's tests."""

from __future__ import annotations

from decimal import Decimal

from bagdar.consolidation.levels import Consolidation, Round, consolidate
from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import (
    BodyRef,
    Factor,
    Passport,
    Plan,
    PlanItem,
    Reason,
    Report,
    ReportLine,
    Statement,
    Value,
)
from bagdar.documents.pages.codes import assign_codes
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import load
from bagdar.methodology.roles import LineRoles

PERIOD = Period(2026)
NAMES = ("ministry", "agency", "company", "akimat", "lead", "bank")


def make_bodies() -> Bodies:
    return Bodies(Body(id=name, kind="central_body", name=Text.of(kk=name.title())) for name in NAMES)


def make_item(key: str, kind: str, parent: str | None = None, passport: Passport | None = None) -> PlanItem:
    return PlanItem(key=key, kind=kind, parent=parent, title=Text.of(kk=f"{kind} {key}"), passport=passport)


def make_passport(direction: str = "up", **targets: str) -> Passport:
    """Targets as ``y2026="10"``."""
    return Passport(
        direction=direction,
        unit=Text.of(kk="%"),
        decimals=1,
        targets={year[1:]: Decimal(figure) for year, figure in targets.items()},
    )


def make_plan() -> Plan:
    """One section, one goal with a rising indicator, one task with a falling one and two activities."""
    items = (
        make_item("s", "section"),
        make_item("g", "goal", "s"),
        make_item("ti", "target_indicator", "g", make_passport("up", y2025="8", y2026="10")),
        make_item("t", "task", "g"),
        make_item("ri", "result_indicator", "t", make_passport("down", y2025="50", y2026="40")),
        make_item("a1", "activity", "t"),
        make_item("a2", "activity", "t"),
    )
    return Plan(
        languages=("kk",),
        first_year=2025,
        last_year=2029,
        items=assign_codes(items, load().forms["plan"]),
    )


ROLES = {
    "ti": LineRoles(main="ministry", responsible=("ministry", "agency"), lead="lead"),
    "ri": LineRoles(main="ministry", responsible=("ministry",), co_executors=("company",), lead="lead"),
    "a1": LineRoles(
        main="ministry",
        responsible=("ministry",),
        co_executors=("company", "bank"),
        lead="lead",
        unbound=("bank",),
    ),
    "a2": LineRoles(co_executors=("akimat", "company"), lead="lead"),
}
DUE = {"ti": True, "ri": True, "a1": True, "a2": True}


def make_round(**changes: object) -> Round:
    fields: dict[str, object] = {
        "plan": make_plan(),
        "methodology": load(),
        "bodies": make_bodies(),
        "period": PERIOD,
        "roles": ROLES,
        "due": DUE,
    }
    return Round(**{**fields, **changes})  # type: ignore[arg-type]


def say(author: str, text: str) -> tuple[Statement, ...]:
    return (Statement(language="kk", text=text, author=author),)


def make_line(key: str, status: str | None = None, figure: str | None = None, **more: object) -> ReportLine:
    value = Value(period=PERIOD.label, number=Decimal(figure), standing="final") if figure else None
    kind = make_plan().item(key).kind
    return ReportLine(key=key, kind=kind, status=status, value=value, **more)  # type: ignore[arg-type]


def make_report(sender: str, *lines: ReportLine, factors: tuple[Factor, ...] = ()) -> Report:
    return Report(
        languages=("kk",),
        period=PERIOD,
        sender=BodyRef(id=sender),
        lines=lines,
        factors=factors,
        note={"proposals": say(sender, f"{sender} proposes")},
    )


def make_reason(author: str, text: str, kind: str = "external") -> Reason:
    return Reason(kind=kind, statements=say(author, text))


def consolidate_reports(*reports: Report, **changes: object) -> Consolidation:
    return consolidate(make_round(**changes), reports)
