"""Informing higher bodies is known by the clause's own words, whatever the register of bodies knows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.methodology.checks import check_plan
from bagdar.methodology.checks.tests.test_shipped import BODIES, DECEMBER, JUNE, MARCH, ORDER, both, told


@pytest.mark.parametrize(
    "kk, ru",
    [
        ("Жоғары тұрған органдарды хабардар ету", "Информирование вышестоящих органов"),
        ("Үкіметті хабардар ету", "информация в Правительство"),
        ("ҚР Президентінің Әкімшілігіне ақпарат", "информация в Администрацию Президента РК"),
        ("ПМК-ге есеп", "отчёт в КПМ"),
    ],
)
def test_the_clauses_own_words_inform_whatever_the_register_knows(kk: str, ru: str) -> None:
    """Three days a year are one too many, though the register has neither Government nor higher body."""
    plan = told(MARCH, JUNE, DECEMBER)
    extra = {"x0", "x1", "x2"}
    plan = replace(
        plan,
        items=tuple(
            replace(i, cells={**i.cells, "completion": both(kk, ru)}) if i.key in extra else i
            for i in plan.items
        ),
    )
    few = Bodies([body for body in BODIES if not body.higher])
    for language in ("kk", "ru"):
        found = check_plan(replace(plan, languages=(language,)), ORDER, few)
        assert [f.check for f in found if "informing" in f.check] == ["checks.plan.informing_dates"], language
