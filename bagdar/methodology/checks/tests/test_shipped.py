"""The shipped methodologies through the same checks, with the grammars reading the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import (
    Act,
    BodyRef,
    Factor,
    Head,
    Passport,
    Plan,
    PlanItem,
    Report,
    ReportLine,
    Statement,
    Value,
)
from bagdar.kernel.findings import Finding
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.checks import check_plan, check_report, compare_languages
from bagdar.methodology.due import due_lines
from bagdar.methodology.loader import available, default_pack, load, load_bodies
from bagdar.methodology.obligations import obligations

ORDER = load()
BODIES = load_bodies()
KK_RU = {"МВД": "ІІМ", "МФ": "ҚМ", "МНЭ": "ҰЭМ"}


def both(kk: str, ru: str) -> Text:
    return Text.of(kk=kk, ru=ru)


def item(key: str, kind: str, parent: str | None, title: Text, **fields: Any) -> PlanItem:
    cells = {name: text for name, text in fields.items() if isinstance(text, Text)}
    rest = {name: value for name, value in fields.items() if not isinstance(value, Text)}
    return PlanItem(key=key, kind=kind, parent=parent, title=title, cells=cells, **rest)


def passport() -> Passport:
    return Passport(
        unit=both("%", "%"),
        direction="up",
        base_period="2025",
        base=Decimal(5),
        targets={str(year): Decimal(year - 2016) for year in range(2026, 2031)},
    )


def activity(key: str, number: int, task: str, **cells: Text) -> PlanItem:
    filled = {
        "completion": both("бұйрық", "приказ"),
        "executors": both("ІІМ, ҚМ", "МВД, МФ"),
        "deadline": both("2026 жылғы желтоқсан", "декабрь 2026 года"),
        "financing": both("РБ", "РБ"),
        **cells,
    }
    title = both(f"{number} объектіні жаңғырту", f"Модернизация {number} объекта")
    return item(key, "activity", task, title, number=str(number), **filled)


def section_items() -> Iterator[PlanItem]:
    for n, section in enumerate(ORDER.sections, 1):
        who = both("ІІМ", "МВД")
        yield item(f"s{n}", "section", None, section.name)
        yield item(f"g{n}", "goal", f"s{n}", both(f"{n}-мақсат", f"Цель {n}"))
        yield item(
            f"t{n}",
            "target_indicator",
            f"g{n}",
            both(f"Үлес {n}", f"Доля {n}"),
            passport=passport(),
            executors=who,
        )
        yield item(f"k{n}", "task", f"g{n}", both(f"{n}-міндет мәтіні", f"Текст задачи {n}"))
        yield item(
            f"r{n}",
            "result_indicator",
            f"k{n}",
            both(f"Көлем {n}", f"Объём {n}"),
            passport=passport(),
            executors=who,
        )
        yield activity(f"a{n}", 2 * n - 1, f"k{n}")
        yearly = both("жыл сайын, желтоқсан", "ежегодно, декабрь")
        yield activity(f"b{n}", 2 * n, f"k{n}", deadline=yearly)


PLAN = Plan(
    languages=("kk", "ru"),
    first_year=2026,
    last_year=2030,
    strategy_act=Act(text=both("№ 11 Жарлық", "Указ № 11"), number="11"),
    plan_act=Act(text=both("№ 12 қаулы", "Постановление № 12"), number="12", day=date(2025, 9, 1)),
    agreed=both("келісілді", "согласовано"),
    items=tuple(section_items()),
)


def edited(key: str, **cells: Text) -> Plan:
    """The plan with cells of one line changed."""
    return replace(
        PLAN,
        items=tuple(replace(i, cells={**i.cells, **cells}) if i.key == key else i for i in PLAN.items),
    )


def told(*days: tuple[str, str]) -> Plan:
    """Activities that inform the Government on *days*."""
    extra = [
        activity(
            f"x{n}",
            13 + n,
            "k6",
            completion=both("Үкіметке ақпарат", "информация в Правительство"),
            deadline=both(kk, ru),
        )
        for n, (kk, ru) in enumerate(days)
    ]
    return replace(PLAN, items=(*PLAN.items, *extra))


def plan_findings(plan: Plan, language: str) -> list[Finding]:
    return check_plan(replace(plan, languages=(language,)), ORDER, BODIES)


def cited(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.check.removeprefix("checks."), f.clause, f.severity.value) for f in found]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_clean_plan_of_six_sections(language: str) -> None:
    assert cited(plan_findings(PLAN, language)) == []


def test_clean_pair_of_texts() -> None:
    assert cited(compare_languages(PLAN, methodology=ORDER, bodies=BODIES)) == []


MARCH, JUNE = ("2027 жылғы наурыз", "март 2027 года"), ("2027 жылғы маусым", "июнь 2027 года")
DECEMBER = ("2027 жылғы желтоқсан", "декабрь 2027 года")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize(
    "plan, expected",
    [
        (told(JUNE, DECEMBER), [("plan.informing_coincide", "A1.9", "warning")]),
        (told(MARCH, JUNE, DECEMBER), [("plan.informing_dates", "A1.9", "error")]),
        (told(JUNE, JUNE), []),
        (
            edited("a1", deadline=both("2031 жылғы желтоқсан", "декабрь 2031 года")),
            [("plan.deadline_outside", "13", "error")],
        ),
        (
            edited("a1", deadline=both("кейінірек көрерміз", "там видно будет")),
            [("plan.deadline_unread", "practice", "warning")],
        ),
        (edited("a1", executors=Text()), [("plan.unanswered", "A2.4(4)", "error")]),
        (edited("r1", executors=Text()), [("plan.unanswered", "A2.4(4)", "error")]),
        (edited("a1", completion=Text()), [("plan.column_empty", "13", "error")]),
        (
            edited("a1", executors=both("ІІМ, ҚМ, ІІМ", "МВД, МФ, МВД")),
            [("plan.body_twice", "practice", "warning")],
        ),
        (
            edited("a1", executors=both("«KAZAKH INVEST» ҰК» АҚ", "АО «НК «KAZAKH INVEST»")),
            [("plan.company_responsible", "A1.8", "warning")],
        ),
        (edited("a1", executors=both("НЗМ", "НИШ")), [("plan.co_executor_only", "A1.8", "error")]),
        (edited("a1", executors=both("ІІМ, НЗМ", "МВД, НИШ")), []),
        (
            edited("a1", financing=both("бюджеттен тыс қаражат", "внебюджетные средства")),
            [("plan.financing_source", "A1.10", "warning")],
        ),
        (edited("a1", financing=both("РБ (ҰҚ)", "РБ (НФ)")), []),  # through the republican budget
        (edited("a1", financing=both("талап етілмейді", "не требуется")), []),
        (edited("a1", financing=both("РБ, ЖБ", "РБ, МБ")), []),
    ],
)
def test_order_is_applied_to_both_languages(
    plan: Plan, expected: list[tuple[str, str, str]], language: str
) -> None:
    assert cited(plan_findings(plan, language)) == expected


@pytest.mark.parametrize(
    "cells, expected",
    [
        ({"deadline": both("2027 жылғы желтоқсан", "декабрь 2026 года")}, {"languages.deadline": 1}),
        ({"executors": both("ІІМ", "МВД, МФ")}, {"languages.executors": 1}),
        ({"executors": both("ҚМ, ІІМ", "МВД, МФ")}, {}),
        ({"financing": both("ЖБ", "РБ")}, {"languages.financing": 1}),
    ],
)
def test_two_texts_are_compared_by_their_meaning(cells: dict[str, Text], expected: dict[str, int]) -> None:
    found = compare_languages(edited("a1", **cells), methodology=ORDER, bodies=BODIES)
    assert Counter(f.check.removeprefix("checks.") for f in found) == expected


# -- reports: what is owed and due comes from the chain and the calendar ------------------------

YEAR = Period(2026)


def line(key: str) -> ReportLine:
    """The plan's line reported on as the calendar asks."""
    found = PLAN.item(key)
    bare = ReportLine(
        key=key,
        kind=found.kind,
        parent=found.parent,
        number=found.number,
        title=found.title,
        cells=found.cells,
    )
    due = due_lines(PLAN, ORDER, YEAR).get(key)
    if due is None or not due.due:
        return replace(bare, state=due.state if due else None)
    value = Value(period="2026", number=Decimal(10), standing="final") if found.passport else None
    return replace(bare, status="executed", information=said("орындалды, бұйрық шықты"), value=value)


def said(text: str) -> tuple[Statement, ...]:
    return (Statement(language="kk", text=text),)


def report(*keys: str, **changes: Any) -> Report:
    whole = Report(
        methodology=ORDER.id,
        languages=("kk",),
        period=YEAR,
        approved=both("№ 11 Жарлық, № 12 қаулы", "Указ № 11, постановление № 12"),
        sender=BodyRef(id="mvd"),
        lines=tuple(line(key) for key in keys),
        factors=(
            Factor(side="internal", sign="+", statements=said("штат толық")),
            Factor(side="external", sign="-", statements=said("баға өсті"), measures=said("қайта бөлінді")),
        ),
        note={"proposals": said("түзету ұсынылады")},
        head=Head(name=both("А. Б.", "А. Б."), post=both("министр", "министр"), signed=date(2027, 1, 9)),
    )
    return replace(whole, **changes)


def owed(body: str, **filters: str) -> tuple[str, ...]:
    found = obligations(PLAN, ORDER, BODIES, YEAR)
    mine = [o for o in found if o.sender == body and all(getattr(o, k) == v for k, v in filters.items())]
    return tuple(key for one in mine for key in one.keys)


SECTION_1 = owed("mvd", level="responsible", section="s1")
ALL = owed("mvd", level="responsible")


def report_findings(found: Report, **more: Any) -> list[tuple[str, str, str]]:
    return cited(check_report(found, PLAN, ORDER, BODIES, body="mvd", period=YEAR, **more))


def test_report_of_one_section_typed_without_saying_so() -> None:
    assert SECTION_1 == ("t1", "r1", "a1", "b1")
    assert report_findings(report(*SECTION_1)) == []


def test_report_of_all_sections_in_one() -> None:
    assert len(ALL) == 24
    assert report_findings(report(*ALL)) == []


def test_line_that_lacks_is_owed_by_the_clause_of_the_step() -> None:
    assert report_findings(report("t1", "r1", "b1")) == [("report.line_missing", "32", "error")]
    addressed = report("t1", "r1", "b1", level="responsible", section="s1")
    assert report_findings(addressed) == [("report.line_missing", "32", "error")]


def test_line_of_another_section_is_added() -> None:
    addressed = report(*SECTION_1, "a2", level="responsible", section="s1")
    assert report_findings(addressed) == [("report.line_added", "32", "error")]


def test_report_before_the_plan_was_in_force_owes_nothing() -> None:
    late = replace(PLAN, plan_act=replace(PLAN.plan_act or Act(text=Text()), day=date(2027, 3, 1)))
    found = check_report(report(*SECTION_1), late, ORDER, BODIES, body="mvd", period=YEAR)
    assert [f for f in found if "line" in f.check or "status" in f.check] == []


def test_stranger_to_the_plan_owes_no_line() -> None:
    found = check_report(report("a1", sender=BodyRef(id="mid")), PLAN, ORDER, BODIES, body="mid", period=YEAR)
    assert cited(found) == [("report.line_added", "A2.4(2)", "error")]


def test_year_in_which_a_line_is_not_due() -> None:
    """The activity of December 2026 in the report on 2027: executed earlier, or passed without a word."""
    year = Period(2027)
    silent = replace(
        report(*SECTION_1, period=year),
        lines=tuple(
            replace(one, value=one.value and replace(one.value, period="2027", number=Decimal(11)))
            for one in report(*SECTION_1).lines
        ),
    )
    first = report(*SECTION_1)
    found = check_report(silent, PLAN, ORDER, BODIES, body="mvd", period=year, history=(first,))
    assert cited(found) == [("report.status_not_due", "practice", "warning")]
    assert [f.place.key for f in found] == ["a1"]


def test_every_shipped_methodology_finds_what_an_empty_plan_lacks() -> None:
    assert default_pack() in available()
    assert len(available()) >= 2
    for pack in available():
        methodology = load(pack)
        found = check_plan(Plan(languages=methodology.languages), methodology, load_bodies(pack))
        assert "checks.plan.period_unknown" in {finding.check for finding in found}
        assert {finding.clause for finding in found} <= {*methodology.clauses, "practice", "SPS"}


# -- the invented country's decree: other languages, kinds, columns, half-years from April ------

DECREE = load("xv-valdor-7-2024")
VALDOR = load_bodies("xv-valdor-7-2024")


def two(fr: str, es: str) -> Text:
    return Text.of(fr=fr, es=es)


def axes() -> Iterator[PlanItem]:
    for n, section in enumerate(DECREE.sections, 1):
        who = two("MCA", "MCM")
        yield item(f"x{n}", "axis", None, section.name)
        yield item(f"o{n}", "objective", f"x{n}", two(f"But {n}", f"Fin {n}"))
        goals = {str(year): Decimal(year - 2000) for year in range(2025, 2029)}
        measured = Passport(
            unit=two("%", "%"), direction="up", base_period="2024", base=Decimal(20), targets=goals
        )
        yield item(
            f"i{n}",
            "effect_indicator",
            f"o{n}",
            two(f"Part {n}", f"Cuota {n}"),
            passport=measured,
            actors=who,
        )
        cells = {"actors": who, "due": two("décembre 2026", "diciembre de 2026")}
        yield item(
            f"m{n}",
            "measure",
            f"o{n}",
            two(f"Mesure du lieu {n}", f"Medida del lugar {n}"),
            number=str(n),
            deliverable=two("arrêté", "orden"),
            funding=two("budget de l'État", "presupuesto del Estado"),
            **cells,
        )
        yield item(f"j{n}", "milestone", f"m{n}", two(f"Jalon du lieu {n}", f"Hito del lugar {n}"), **cells)


PROGRAMME = Plan(
    languages=("fr", "es"),
    first_year=2025,
    last_year=2028,
    plan_act=Act(text=two("Décret 9", "Decreto 9"), number="9", day=date(2025, 1, 5)),
    items=tuple(axes()),
)


def test_decree_of_the_invented_country_finds_nothing_in_a_clean_plan() -> None:
    assert cited(check_plan(PROGRAMME, DECREE, VALDOR)) == []
    assert cited(compare_languages(PROGRAMME, methodology=DECREE, bodies=VALDOR)) == []


def test_decree_cites_its_own_articles() -> None:
    plan = replace(
        PROGRAMME,
        last_year=2027,
        items=tuple(
            replace(i, cells={**i.cells, "actors": two("RV", "RV")}) if i.key == "m1" else i
            for i in PROGRAMME.items
        ),
    )
    assert cited(check_plan(plan, DECREE, VALDOR)) == [
        ("plan.period", "Art. 3", "error"),
        ("plan.co_executor_only", "Art. 7", "error"),
    ]
