"""A clean plan, report and conclusion of the invented country, and ways to spoil them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from bagdar.documents.forms import (
    Act,
    BodyRef,
    Case,
    Conclusion,
    Factor,
    Head,
    Passport,
    Plan,
    PlanItem,
    Proposal,
    Reason,
    Report,
    ReportLine,
    Statement,
    Tally,
    Value,
    YearRow,
)
from bagdar.documents.forms.conclusion import Activity
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.checks.tests.invented import BODIES as BODIES
from bagdar.methodology.checks.tests.invented import CLAUSE as CLAUSE
from bagdar.methodology.checks.tests.invented import KINDS as KINDS
from bagdar.methodology.checks.tests.invented import STATUSES as STATUSES
from bagdar.methodology.checks.tests.invented import PlainReader as PlainReader
from bagdar.methodology.checks.tests.invented import methodology as methodology
from bagdar.methodology.checks.tests.invented import t as t

# -- a clean plan ------------------------------------------------------------------------------


def deed(key: str, number: int, job: str, **cells: str) -> PlanItem:
    filled = {"outcome": "act", "who": "m1", "until": "2026-12-31", "money": "state", **cells}
    return PlanItem(
        key=key,
        kind="deed",
        parent=job,
        number=str(number),
        title=t(f"Action {key}"),
        cells={column: Text.of(fr=text, es=text) for column, text in filled.items()},
    )


def gauge(key: str, kind: str, parent: str, **changes: Any) -> PlanItem:
    passport = Passport(
        unit=t("%"),
        direction="up",
        base_period="2025",
        base=Decimal(10),
        targets={"2026": Decimal(20), "2027": Decimal(30)},
    )
    return PlanItem(
        key=key,
        kind=kind,
        parent=parent,
        title=t(f"Mesure {key}"),
        cells={"who": Text.of(fr="m1", es="m1")},
        passport=replace(passport, **changes),
    )


def part(number: int, name: Text) -> tuple[PlanItem, ...]:
    n = str(number)
    return (
        PlanItem(key=f"p{n}", kind="part", title=name),
        PlanItem(key=f"a{n}", kind="aim", parent=f"p{n}", title=t(f"But {n}")),
        gauge(f"k{n}", "mark", f"a{n}"),
        PlanItem(key=f"j{n}", kind="job", parent=f"a{n}", title=t(f"Tâche {n}")),
        gauge(f"g{n}", "gauge", f"j{n}"),
        deed(f"d{n}1", 2 * number - 1, f"j{n}"),
        deed(f"d{n}2", 2 * number, f"j{n}", until="2027-06-30"),
    )


def plan(**changes: Any) -> Plan:
    """Two sections, each with a goal, a task, two indicators and two activities; nothing wrong in it."""
    whole = Plan(
        languages=("fr", "es"),
        title=t("Plan"),
        first_year=2026,
        last_year=2027,
        strategy_act=Act(text=t("Décret n° 4"), number="4", day=date(2025, 6, 1)),
        plan_act=Act(text=t("Décret n° 5"), number="5", day=date(2025, 8, 1)),
        agreed=t("d'accord"),
        items=(*part(1, t("La terre", "La tierra")), *part(2, t("La mer", "El mar"))),
    )
    return replace(whole, **changes)


def edit(whole: Plan, key: str, **changes: Any) -> Plan:
    """*whole* with fields of the item *key* replaced."""
    return replace(
        whole, items=tuple(replace(item, **changes) if item.key == key else item for item in whole.items)
    )


def cells(whole: Plan, key: str, **texts: str) -> Plan:
    """*whole* with cells of the item *key* replaced in both languages; "" empties one."""
    new = {column: Text.of(fr=text, es=text) for column, text in texts.items()}
    return edit(whole, key, cells={**whole.item(key).cells, **new})


def passport(whole: Plan, key: str, **changes: Any) -> Plan:
    found = whole.item(key).passport or Passport()
    return edit(whole, key, passport=replace(found, **changes))


def insert(whole: Plan, after: str, *items: PlanItem) -> Plan:
    """*whole* with *items* after the item *after*."""
    position = [item.key for item in whole.items].index(after) + 1
    return replace(whole, items=(*whole.items[:position], *items, *whole.items[position:]))


# -- a clean report ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    due: bool
    state: str | None = None
    certain: bool = True

    @property
    def asked(self) -> bool:
        return self.due


@dataclass(frozen=True)
class Passed:
    """The deadline lay before the period, and nothing tells what became of it."""

    due: bool = False
    state: str | None = None
    certain: bool = False
    asked: bool = True


PERIOD = Period(2026)
DUE = {
    "k1": Asked(True),
    "g1": Asked(True),
    "d11": Asked(True),
    "d12": Asked(False, "later"),
}
OWED = frozenset(DUE)


def said(text: str, language: str = "fr") -> tuple[Statement, ...]:
    return (Statement(language=language, text=text),)


def line(item: PlanItem, **changes: Any) -> ReportLine:
    """The plan's line as a report repeats it, executed with its target attained."""
    measured = item.passport is not None
    whole = ReportLine(
        key=item.key,
        kind=item.kind,
        parent=item.parent,
        number=item.number,
        title=item.title,
        cells=item.cells,
    )
    if item.key in OWED:
        whole = replace(whole, status="done", information=said("voici"))
    if item.key == "d12":
        whole = replace(whole, status=None, information=(), state="later")
    if measured:
        whole = replace(whole, value=Value(period="2026", number=Decimal(21), standing="sure"))
    return replace(whole, **changes)


def report(**changes: Any) -> Report:
    """The first section's lines as body m1 owes them, nothing wrong in it."""
    lines = tuple(line(item) for item in plan().items if item.key in (*OWED, "p1", "a1", "j1"))
    whole = Report(
        methodology="invented",
        languages=("fr",),
        period=PERIOD,
        approved=t("Décrets n° 4 et n° 5"),
        sender=BodyRef(id="m1", name=t("Ministère de la terre")),
        recipient=BodyRef(id="m2"),
        lines=lines,
        factors=(
            Factor(side="internal", sign="+", keys=("g1",), statements=said("équipe")),
            Factor(side="external", sign="-", statements=said("pluie"), measures=said("pompes")),
        ),
        note={"ideas": said("continuer")},
        head=Head(name=t("A. B."), post=t("ministre"), signed=date(2027, 1, 9)),
        fingerprint="f" * 64,
    )
    return replace(whole, **changes)


def relined(whole: Report, key: str, **changes: Any) -> Report:
    """*whole* with fields of the line *key* replaced."""
    return replace(
        whole, lines=tuple(replace(one, **changes) if one.key == key else one for one in whole.lines)
    )


def earlier(number: str, key: str = "g1", **changes: Any) -> Report:
    """The report on 2025 with one figure."""
    value = Value(period="2025", number=Decimal(number), standing="sure")
    old = line(plan().item(key), value=value, **changes)
    return Report(languages=("fr",), period=Period(2025), lines=(old,))


# -- a clean conclusion ------------------------------------------------------------------------


def annex() -> Report:
    """Part 1 consolidated: the gauge of section 1 is missed and one activity under it was not executed."""
    whole = Report(
        languages=("fr",), period=PERIOD, lines=tuple(line(i) for i in plan().items if i.key in OWED)
    )
    whole = relined(
        whole, "g1", status="undone", value=Value(period="2026", number=Decimal(15), standing="sure")
    )
    return relined(whole, "d11", status="undone")


def conclusion(**changes: Any) -> Conclusion:
    """On :func:`annex`, complete."""
    reason = Reason(kind="money", statements=said("pas d'argent"))
    case = Case(
        key="g1",
        kind="gauge",
        title=t("Mesure g1"),
        years=(YearRow(period="2026", plan=Decimal(20), actual=Decimal(15), standing="sure"),),
        activities=(
            Activity(
                key="d11",
                number="1",
                title=t("Action d11"),
                status="undone",
                reason=reason,
                position=t("fondé"),
            ),
        ),
        reasons=(reason,),
        position=t("fondé"),
    )
    whole = Conclusion(
        languages=("fr", "es"),
        name=t("Stratégie"),
        act=Act(text=t("Décret n° 4")),
        developer=BodyRef(id="m2"),
        executors=(BodyRef(id="m1"),),
        first_year=2026,
        last_year=2027,
        period=PERIOD,
        tallies=(
            Tally(kind="gauge", total=2, due=1, counts={"undone": 1}),
            Tally(kind="deed", total=4, due=1, counts={"undone": 1}),
            Tally(kind="mark", section="p1", total=1, due=1, counts={"done": 1}),
        ),
        cases=(case,),
        assessment=t("bien"),
        proposals=(Proposal(text=t("continuer")),),
    )
    return replace(whole, **changes)


def recased(whole: Conclusion, **changes: Any) -> Conclusion:
    """*whole* with fields of its case replaced."""
    return replace(whole, cases=(replace(whole.cases[0], **changes),))
