"""For each check the smallest document in which it alone finds something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from bagdar.documents.forms import Act, BodyRef, FinanceLine, Head, Plan, PlanItem, Reason, Value
from bagdar.documents.forms.strategy_report import Tally
from bagdar.kernel.findings import Finding
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.checks import check_conclusion, check_plan, check_report, compare_languages
from bagdar.methodology.checks.tests import make
from bagdar.methodology.checks.tests.make import t
from bagdar.methodology.model import Methodology, Office, Parameter, StrategyRules

Run = Callable[[Methodology], list[Finding]]


@dataclass(frozen=True)
class Case:
    """``run`` checks a faulty document. ``key``: the line the finding must name; ``clause``: that it must cite.

    ``changes``: fields of the methodology it is checked by; ``without``: checks that would see the same
    fault from another side.
    """

    run: Run
    key: str | None = None
    clause: str = make.CLAUSE
    changes: tuple[tuple[str, Any], ...] = ()
    without: tuple[str, ...] = ()


def of_plan(plan: Plan, **more: Any) -> Run:
    return lambda rules: check_plan(plan, rules, make.BODIES, reader=make.PlainReader(), **more)


def of_texts(plan: Plan, other: Plan | None = None) -> Run:
    return lambda rules: compare_languages(
        plan,
        other,
        methodology=rules,
        bodies=make.BODIES,
        reader=make.PlainReader(),
        other_reader=make.PlainReader(),
    )


def of_report(report: Any, plan: Plan | None = None, **more: Any) -> Run:
    expected: dict[str, Any] = {"owed": make.OWED, "due": make.DUE, "body": "m1", "period": make.PERIOD}
    expected |= {"fingerprint": "f" * 64} | more
    return lambda rules: check_report(report, plan or make.plan(), rules, make.BODIES, **expected)


def of_conclusion(conclusion: Any, plan: Plan | None = None, **more: Any) -> Run:
    more = {"annex": make.annex(), **more}
    return lambda rules: check_conclusion(
        conclusion, plan or make.plan(), rules, make.BODIES, reader=make.PlainReader(), **more
    )


@dataclass(frozen=True)
class UnreadRow:
    index: int
    text: str


@dataclass(frozen=True)
class UnreadTable:
    index: int = 1
    sheet: str | None = None

    def not_understood(self) -> list[UnreadRow]:
        return [UnreadRow(6, "bla")]


PERIOD_END = Parameter(id="status_day", clause=make.CLAUSE, name=t("x"), value="period_end")
PLAN = make.plan()
SPANISH = replace(PLAN, languages=("es", "fr"))
FREE = make.deed("x", 5, "j2", until="2027-06-30")


def titled(key: str, fr: str, es: str) -> Plan:
    return make.edit(PLAN, key, title=Text.of(fr=fr, es=es))


def only(key: str, **cells: Text) -> Plan:
    return make.edit(PLAN, key, cells={**PLAN.item(key).cells, **cells})


def informing(*days: str) -> Plan:
    """An activity that tells higher bodies on each of *days*."""
    told = [make.deed(f"i{n}", 5 + n, "j2", outcome="tell", until=day) for n, day in enumerate(days)]
    return make.insert(PLAN, "d22", *told)


def strategy(**changes: Any) -> Plan:
    marks = tuple(item for item in PLAN.items if item.kind == "mark")
    return replace(Plan(languages=("fr",), first_year=2026, last_year=2027, items=marks), **changes)


def without_money() -> Plan:
    whole = PLAN
    for item in PLAN.items:
        if item.kind == "deed":
            whole = make.cells(whole, item.key, money="")
    return whole


def undirected() -> Plan:
    whole = PLAN
    for item in PLAN.items:
        if item.passport:
            whole = make.passport(whole, item.key, direction=None)
    return whole


def third_part(title: Text) -> Plan:
    return make.insert(PLAN, "d22", *make.part(3, title))


NO_SECTIONS = replace(
    PLAN,
    items=tuple(
        replace(item, parent=None if item.kind == "aim" else item.parent)
        for item in PLAN.items
        if item.kind != "part"
    ),
)
FIRST_PART = replace(PLAN, items=PLAN.items[:7])
OUT_OF_ORDER = replace(PLAN, items=(*PLAN.items, make.deed("x", 5, "j1")))
NOTHING_IN_2027 = make.cells(
    make.cells(
        replace(
            PLAN,
            items=tuple(
                replace(item, passport=replace(item.passport, targets={"2026": Decimal(20)}))
                if item.passport
                else item
                for item in PLAN.items
            ),
        ),
        "d12",
        until="2026-06-30",
    ),
    "d22",
    until="2026-06-30",
)
MONEY = (FinanceLine(amounts={"2026": Decimal("10.5"), "2027": Decimal(20), "total": Decimal("31.5")}),)

PLAN_CASES = {
    "plan.row_unread": Case(of_plan(PLAN, account=(UnreadTable(),))),
    "plan.kind_unknown": Case(
        of_plan(make.insert(PLAN, "d22", PlanItem(key="x", kind="verse", parent="j2", title=t("X")))), "x"
    ),
    "plan.key_repeated": Case(of_plan(make.insert(PLAN, "d22", replace(FREE, key="d22"))), "d22"),
    "plan.parent_unknown": Case(of_plan(make.insert(PLAN, "d22", replace(FREE, parent="nowhere"))), "x"),
    "plan.title_missing": Case(of_plan(make.edit(PLAN, "a1", title=Text())), "a1"),
    "plan.no_sections": Case(of_plan(NO_SECTIONS)),
    "plan.nesting": Case(of_plan(make.insert(PLAN, "d22", replace(FREE, parent="a2"))), "x"),
    "plan.missing_child": Case(
        of_plan(replace(PLAN, items=tuple(item for item in PLAN.items if item.key != "g2"))), "j2"
    ),
    "plan.order": Case(of_plan(OUT_OF_ORDER), "x"),
    "plan.number_missing": Case(of_plan(make.edit(PLAN, "d22", number="")), "d22"),
    "plan.numbering": Case(of_plan(make.edit(PLAN, "d22", number="3")), "d22"),
    "plan.number_gap": Case(of_plan(make.edit(PLAN, "d22", number="6")), "d22"),
    "plan.duplicate": Case(of_plan(make.insert(PLAN, "d22", replace(FREE, title=t("ACTION  d11.")))), "x"),
    "plan.section_unknown": Case(of_plan(third_part(t("Le ciel", "El cielo"))), "p3"),
    "plan.section_absent": Case(of_plan(FIRST_PART)),
    "plan.section_repeated": Case(of_plan(third_part(t("Partie 3. La mer", "Parte 3. El mar"))), "p3"),
    "plan.section_lead": Case(
        of_plan(PLAN),
        "p2",
        changes=(("offices", (Office(id="land", name=t("l"), body="m1"), Office(id="sea", name=t("s")))),),
    ),
    "plan.column_absent": Case(of_plan(without_money())),
    "plan.column_empty": Case(of_plan(make.cells(PLAN, "d11", outcome="")), "d11"),
    "plan.unanswered": Case(of_plan(make.cells(PLAN, "g1", who=" – ")), "g1"),
    "plan.financing_source": Case(of_plan(make.cells(PLAN, "d11", money="state, gifts")), "d11"),
    "plan.financing_unread": Case(of_plan(make.cells(PLAN, "d11", money="?")), "d11"),
    "plan.amount_unread": Case(
        of_plan(make.edit(PLAN, "d11", finance=(FinanceLine(unread={"2026": "beaucoup"}),))), "d11"
    ),
    "plan.amount_total": Case(of_plan(make.edit(PLAN, "d11", finance=MONEY)), "d11"),
    "plan.period_unknown": Case(of_plan(replace(PLAN, last_year=None))),
    "plan.period": Case(of_plan(PLAN), changes=(("strategy", StrategyRules(years=3)),)),
    "plan.strategy_period": Case(of_plan(PLAN, strategy=strategy(last_year=2028))),
    "plan.coverage": Case(of_plan(NOTHING_IN_2027), without=("plan.targets",)),
    "plan.deadline_outside": Case(of_plan(make.cells(PLAN, "d11", until="2028-01-01")), "d11"),
    "plan.deadline_unread": Case(of_plan(make.cells(PLAN, "d11", until="?")), "d11"),
    "plan.informing_dates": Case(of_plan(informing("2026-03-31", "2026-06-30", "2026-12-31"))),
    "plan.informing_coincide": Case(of_plan(informing("2026-06-30", "2026-12-31"))),
    "plan.co_executor_only": Case(of_plan(make.cells(PLAN, "d11", who="of")), "d11"),
    "plan.company_responsible": Case(of_plan(make.cells(PLAN, "d11", who="co, of")), "d11"),
    "plan.body_twice": Case(of_plan(make.cells(PLAN, "d11", who="m1, m2, m1")), "d11"),
    "plan.executor_unread": Case(of_plan(make.cells(PLAN, "d11", who="m1, nobody")), "d11"),
    "plan.measurable": Case(of_plan(make.passport(PLAN, "g1", unit=Text())), "g1"),
    "plan.measure_absent": Case(of_plan(undirected())),
    "plan.value_unread": Case(of_plan(make.cells(PLAN, "g1", **{"2028": "haut"})), "g1"),
    "plan.targets": Case(of_plan(make.passport(PLAN, "g1", targets={"2026": Decimal(20)})), "g1"),
    "plan.strategy_indicator": Case(
        of_plan(PLAN, strategy=strategy(items=(make.gauge("new", "mark", "a1"),)))
    ),
    "plan.strategy_target": Case(
        of_plan(
            make.passport(PLAN, "k1", targets={"2026": Decimal(20), "2027": Decimal(31)}), strategy=strategy()
        ),
        "k1",
    ),
    "plan.approval": Case(of_plan(replace(PLAN, plan_act=None))),
    "plan.agreement": Case(of_plan(replace(PLAN, agreed=Text()))),
}

LANGUAGE_CASES = {
    "languages.row_missing": Case(
        of_texts(PLAN, replace(SPANISH, items=tuple(i for i in PLAN.items if i.key != "d12"))), "d12"
    ),
    "languages.number": Case(
        of_texts(make.edit(PLAN, "g1", number="1"), make.edit(SPANISH, "g1", number="2")), "g1"
    ),
    "languages.figures": Case(of_texts(titled("d11", "Bâtir 12 ponts", "Construir 13 puentes")), "d11"),
    "languages.values": Case(of_texts(PLAN, make.passport(SPANISH, "g2", base=Decimal(11))), "g2"),
    "languages.amounts": Case(of_texts(PLAN, make.edit(SPANISH, "d21", finance=MONEY)), "d21"),
    "languages.deadline": Case(of_texts(only("d11", until=Text.of(fr="2026-12-31", es="2026-12-30"))), "d11"),
    "languages.executors": Case(of_texts(only("d11", who=Text.of(fr="m1, m2", es="m1"))), "d11"),
    "languages.financing": Case(of_texts(only("d11", money=Text.of(fr="state", es="gifts"))), "d11"),
}

REPORT = make.report()


def line(key: str, **changes: Any) -> Run:
    return of_report(make.relined(REPORT, key, **changes))


def value(number: str | None, standing: str | None = "sure", period: str = "2026") -> Value:
    return Value(period=period, number=None if number is None else Decimal(number), standing=standing)


def dropped(key: str) -> Run:
    return of_report(replace(REPORT, lines=tuple(one for one in REPORT.lines if one.key != key)))


def added(*lines: Any, **changes: Any) -> Run:
    return of_report(replace(REPORT, lines=(*REPORT.lines, *lines), **changes))


D11 = make.line(PLAN.item("d11"))
REASON = Reason(kind="money", statements=make.said("pas d'argent"))

REPORT_CASES = {
    "report.head_period": Case(of_report(replace(REPORT, period=None))),
    "report.head_approved": Case(of_report(replace(REPORT, approved=Text()))),
    "report.head_body": Case(of_report(replace(REPORT, sender=BodyRef()))),
    "report.period_other": Case(of_report(REPORT, period=Period(2025))),
    "report.period_outside": Case(of_report(REPORT, replace(PLAN, first_year=2027))),
    "report.sender_other": Case(of_report(REPORT, body="m2")),
    "report.approved_other": Case(of_report(replace(REPORT, approved=t("Décrets n° 4 et n° 15")))),
    "report.methodology_other": Case(of_report(replace(REPORT, methodology="old"))),
    "report.edition_other": Case(of_report(REPORT, fingerprint="e" * 64)),
    "report.signature": Case(of_report(replace(REPORT, head=Head(post=t("ministre"))))),
    "report.signature_details": Case(
        of_report(replace(REPORT, head=Head(name=t("A. B."), post=t("ministre"))))
    ),
    "report.acting_ground": Case(
        of_report(replace(REPORT, head=replace(REPORT.head or Head(), capacity="acting_head")))
    ),
    "report.row_unread": Case(of_report(REPORT, account=(UnreadTable(),))),
    "report.line_missing": Case(dropped("d11"), "d11"),
    "report.line_added": Case(added(make.line(PLAN.item("d21"))), "d21"),
    "report.line_unknown": Case(added(make.line(make.deed("x", 99, "j1"), state="later")), "x"),
    "report.line_repeated": Case(added(D11), "d11"),
    "report.line_reworded": Case(line("d11", title=t("Action d11 et d'autres")), "d11"),
    "report.cell_changed": Case(
        line("d11", cells={**D11.cells, "until": Text.of(fr="2027-12-31", es="2027-12-31")}), "d11"
    ),
    "report.status_missing": Case(line("d11", status=None, information=()), "d11"),
    "report.state_missing": Case(
        of_report(
            make.relined(REPORT, "d11", status=None, information=()),
            due={**make.DUE, "d11": make.Passed()},
        ),
        "d11",
    ),
    "report.status_late": Case(
        line("d11", information=make.said("Arrêté signé le 8 janvier 2027")),
        "d11",
        changes=(("parameters", (PERIOD_END,)),),
    ),
    "report.status_unknown": Case(
        line("d11", status=None, execution=Text.of(fr="on verra"), information=()), "d11"
    ),
    "report.status_misplaced": Case(line("j1", status="done"), "j1"),
    "report.status_not_due": Case(
        line("d12", status="done", state=None, information=make.said("tôt")), "d12"
    ),
    "report.status_and_state": Case(line("d11", state="later"), "d11"),
    "report.state_unfounded": Case(line("d11", status=None, state="later"), "d11"),
    "report.information_missing": Case(line("d11", information=()), "d11"),
    "report.reason_missing": Case(line("d11", status="undone"), "d11"),
    "report.reason_kind": Case(
        line("d11", status="half", reason=Reason(statements=make.said("pluie"))), "d11"
    ),
    "report.value_missing": Case(line("g1", value=value(None, None)), "g1"),
    "report.executed_unmeasured": Case(line("g1", value=value(None, "awaited")), "g1"),
    "report.standing_missing": Case(line("g1", value=value("21", None)), "g1"),
    "report.standing_contradicts": Case(line("g1", value=value("21", "awaited")), "g1"),
    "report.value_period": Case(line("g1", value=value("31", period="2027")), "g1"),
    "report.executed_but_missed": Case(line("g1", value=value("19.9")), "g1"),
    "report.attained_not_executed": Case(line("g1", status="undone", reason=REASON, value=value("20")), "g1"),
    "report.value_jump": Case(line("g1", value=value("210")), "g1"),
    "report.value_copied": Case(
        of_report(make.relined(REPORT, "g1", value=value("21")), history=(make.earlier("21"),)), "g1"
    ),
    "report.unit_changed": Case(
        line("g1", cells={"who": D11.cells["who"], "per": Text.of(fr="tonnes")}), "g1"
    ),
    "report.factor_side": Case(of_report(replace(REPORT, factors=REPORT.factors[:1]))),
    "report.factor_sign": Case(
        of_report(replace(REPORT, factors=(replace(REPORT.factors[0], sign=None), REPORT.factors[1])))
    ),
    "report.factor_measures": Case(
        of_report(replace(REPORT, factors=(REPORT.factors[0], replace(REPORT.factors[1], measures=()))))
    ),
    "report.factor_line": Case(
        of_report(replace(REPORT, factors=(replace(REPORT.factors[0], keys=("zz",)), REPORT.factors[1])))
    ),
    "report.note_item": Case(of_report(replace(REPORT, evaluation_year=True))),
}

CONCLUSION = make.conclusion()
G1 = CONCLUSION.cases[0]


def changed(**changes: Any) -> Run:
    return of_conclusion(replace(CONCLUSION, **changes))


LAST = replace(CONCLUSION, period=Period(2027), tallies=(Tally(kind="aim", total=2),))

CONCLUSION_CASES = {
    "conclusion.name": Case(changed(name=Text())),
    "conclusion.act": Case(changed(act=Act(text=Text(), number="4"))),
    "conclusion.developer": Case(changed(developer=BodyRef())),
    "conclusion.executors": Case(changed(executors=())),
    "conclusion.executor_omitted": Case(of_conclusion(CONCLUSION, make.cells(PLAN, "d21", who="m1, co~"))),
    "conclusion.executor_extra": Case(changed(executors=(BodyRef(id="m1"), BodyRef(id="of")))),
    "conclusion.period": Case(changed(last_year=None)),
    "conclusion.period_other": Case(changed(last_year=2028)),
    "conclusion.analysis": Case(of_conclusion(replace(CONCLUSION, tallies=(), cases=()), annex=None)),
    "conclusion.case_missing": Case(changed(cases=()), "g1"),
    "conclusion.case_unfounded": Case(
        changed(cases=(G1, replace(G1, key="k1", kind="mark", years=(), activities=()))), "k1"
    ),
    "conclusion.activity_missing": Case(of_conclusion(make.recased(CONCLUSION, activities=())), "d11"),
    "conclusion.position_missing": Case(of_conclusion(make.recased(CONCLUSION, position=Text())), "g1"),
    "conclusion.activity_position": Case(
        of_conclusion(make.recased(CONCLUSION, activities=(replace(G1.activities[0], position=Text()),))),
        "g1",
    ),
    "conclusion.reason_missing": Case(
        of_conclusion(
            make.recased(CONCLUSION, reasons=(), activities=(replace(G1.activities[0], reason=None),))
        ),
        "g1",
    ),
    "conclusion.assessment": Case(changed(assessment=Text())),
    "conclusion.proposals": Case(changed(proposals=())),
    "conclusion.final_unmarked": Case(
        of_conclusion(replace(LAST, influence=t("oui"), improvements=t("plus")))
    ),
    "conclusion.final_influence": Case(changed(final=True, improvements=t("plus"))),
    "conclusion.final_improvements": Case(changed(final=True, influence=t("oui"))),
    "conclusion.tally_differs": Case(changed(tallies=(Tally(kind="gauge", total=2, due=1),))),
    "conclusion.tally_due": Case(changed(tallies=(Tally(kind="gauge", total=2, counts={"undone": 1}),))),
    "conclusion.value_differs": Case(
        of_conclusion(make.recased(CONCLUSION, years=(replace(G1.years[0], actual=Decimal(16)),))), "g1"
    ),
    "conclusion.target_differs": Case(
        of_conclusion(make.recased(CONCLUSION, years=(replace(G1.years[0], plan=Decimal(25)),))), "g1"
    ),
}

CASES = {**PLAN_CASES, **LANGUAGE_CASES, **REPORT_CASES, **CONCLUSION_CASES}
CLEAN: dict[str, Run] = {
    "plan": of_plan(PLAN),
    "plan against its strategy": of_plan(PLAN, strategy=strategy()),
    "one plan in two languages": of_texts(PLAN),
    "two plans": of_texts(PLAN, SPANISH),
    "report": of_report(REPORT),
    "conclusion": of_conclusion(CONCLUSION),
}
