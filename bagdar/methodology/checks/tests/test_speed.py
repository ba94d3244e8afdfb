"""Thousands of lines: every check is linear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import Plan, PlanItem, Report
from bagdar.kernel.tests.work import LINEAR, growth
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


def check(plan: Plan) -> Callable[[], object]:
    return lambda: check_plan(plan, RULES, make.BODIES, reader=make.PlainReader())


def compare(plan: Plan) -> Callable[[], object]:
    return lambda: compare_languages(
        plan,
        replace(plan, languages=("es",)),
        methodology=RULES,
        bodies=make.BODIES,
        reader=make.PlainReader(),
        other_reader=make.PlainReader(),
    )


def report(plan: Plan) -> Callable[[], object]:
    lines = tuple(make.line(item) for item in plan.items)
    sent = Report(languages=("fr",), period=make.PERIOD, lines=lines)
    owed = frozenset(item.key for item in plan.items)
    due = dict.fromkeys(owed, make.Asked(True))
    return lambda: check_report(sent, plan, RULES, make.BODIES, owed=owed, due=due)


@pytest.mark.parametrize("faulty", [False, True], ids=["sound", "faults on every line"])
@pytest.mark.parametrize("work", [check, compare, report])
def test_work_grows_as_the_lines_do(work: Callable[[Plan], Callable[[], object]], faulty: bool) -> None:
    work(large(1, faulty))()
    assert growth(lambda sections: work(large(sections, faulty)), 1, 4) < LINEAR
