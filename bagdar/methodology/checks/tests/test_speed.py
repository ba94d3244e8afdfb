"""Five thousand lines: every check is linear, and each phrase is read once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from bagdar.documents.forms import Plan, PlanItem, Report
from bagdar.methodology.checks import check_plan, check_report, compare_languages
from bagdar.methodology.checks.tests import make

RULES = make.methodology()


def large(sections: int, faulty: bool = False) -> Plan:
    """About 1,000 lines a section: 100 tasks of two indicators and six activities."""
    items: list[PlanItem] = []
    number = 0
    for n in range(sections):
        head = make.part(n + 1, make.t("La terre", "La tierra"))[:3]
        items += head
        for task in range(100):
            key = f"j{n}-{task}"
            items.append(
                replace(make.plan().item("j1"), key=key, parent=f"a{n + 1}", title=make.t(f"Tâche {key}"))
            )
            items += [make.gauge(f"g{m}{key}", "gauge", key) for m in range(2)]
            for deed in range(6):
                number += 1
                who = f"zz{number}" if faulty else "m1"
                items.append(
                    make.deed(f"d{deed}{key}", number, key, who=who, until="?" if faulty else "2026-12-31")
                )
    return make.plan(items=tuple(items))


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def best(work: Callable[[], Any]) -> float:
    return min(seconds(work) for _ in range(2))


def check(plan: Plan) -> Callable[[], Any]:
    return lambda: check_plan(plan, RULES, make.BODIES, reader=make.PlainReader())


def test_plan_of_five_thousand_lines_within_a_second() -> None:
    plan = large(6)
    assert len(plan.items) > 5000
    assert best(check(plan)) < 1.0


def test_faults_on_every_line_stay_linear() -> None:
    small, big = large(1, faulty=True), large(6, faulty=True)
    assert best(check(big)) < 6 * 3 * best(check(small)) + 0.2


def test_two_languages_of_five_thousand_lines_within_a_second() -> None:
    plan = large(6)
    other = replace(plan, languages=("es",))
    work = lambda: compare_languages(  # noqa: E731
        plan,
        other,
        methodology=RULES,
        bodies=make.BODIES,
        reader=make.PlainReader(),
        other_reader=make.PlainReader(),
    )
    assert best(work) < 2.0


def test_report_on_five_thousand_lines_within_two_seconds() -> None:
    plan = large(6)
    report = Report(
        languages=("fr",), period=make.PERIOD, lines=tuple(make.line(item) for item in plan.items)
    )
    owed = frozenset(item.key for item in plan.items)
    due = dict.fromkeys(owed, make.Asked(True))
    work = lambda: check_report(report, plan, RULES, make.BODIES, owed=owed, due=due)  # noqa: E731
    assert best(work) < 2.0
