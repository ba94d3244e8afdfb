"""What a period asks of a line: tables worked out by hand from the words of the deadline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bagdar.documents.forms import Act, Passport, Plan, PlanItem
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.due import (
    derived_result,
    due_lines,
    evaluation_of,
    evaluation_year,
    in_force,
    period_of,
    target_label,
)
from bagdar.methodology.loader import load
from bagdar.methodology.tests.make import VALDOR, item, plan, report

# words of the deadline · year → phase, for a plan of 2025–2029
PHASES: list[tuple[str, dict[int, str]]] = [
    ("декабрь 2026 года", {2025: "not_yet_due", 2026: "due", 2027: "passed"}),
    ("IV квартал 2025 года", {2025: "due", 2026: "passed"}),
    ("2027 год", {2025: "not_yet_due", 2026: "not_yet_due", 2027: "due", 2028: "passed"}),
    ("ежегодно", dict.fromkeys(range(2025, 2030), "due")),
    ("ежегодно, декабрь", {2025: "due", 2029: "due"}),
    ("декабрь 2026–2028 годов", {2025: "not_yet_due", 2026: "due", 2028: "due", 2029: "passed"}),
    ("в течение 2026–2028 годов", {2025: "not_yet_due", 2026: "continuing", 2027: "continuing", 2028: "due"}),
    ("2025–2029 годы", {2025: "continuing", 2028: "continuing", 2029: "due"}),
    ("постоянно", {2025: "continuing", 2029: "due"}),
    ("июнь 2025 года, декабрь 2027 года", {2025: "due", 2026: "not_yet_due", 2027: "due"}),
    # A deadline in January belongs to the year in which the day falls.
    ("до 25 января 2026 года", {2025: "not_yet_due", 2026: "due", 2027: "passed"}),
    ("ежегодно, до 25 января", {2025: "due", 2026: "due"}),
    # "by 2028" says nothing of when work begins: nothing is continuing.
    ("до 1 декабря 2028 года", {2027: "not_yet_due", 2028: "due"}),
    ("ежеквартально, до 10 числа месяца, следующего за отчетным кварталом", {2025: "due", 2029: "due"}),
    # No day follows from the words.
    ("по мере необходимости", {2025: "conditional", 2029: "conditional"}),
    ("в течение 2 месяцев после принятия закона", {2026: "conditional"}),
    # At least once a half-year, needed or not.
    ("по мере необходимости, но не реже 1 раза в полугодие", {2025: "due"}),
    ("синий трактор", {2025: "undated"}),
]


@pytest.mark.parametrize(
    "words, year, phase", [(words, year, phase) for words, years in PHASES for year, phase in years.items()]
)
def test_phase_of_an_activity(words: str, year: int, phase: str) -> None:
    methodology = load()
    found = due_lines(plan(item("a", "activity", deadline=words)), methodology, period_of(methodology, year))[
        "a"
    ]
    assert found.phase == phase
    assert found.due is (phase in ("due", "undated", "carried_over"))
    states = {"not_yet_due": "not_yet_due", "continuing": "continuing"}
    assert found.state == states.get(phase)
    assert found.certain is (phase not in ("passed", "undated"))


def checkpoints(words: str, year: int) -> list[date]:
    methodology = load()
    line = due_lines(plan(item("a", "activity", deadline=words)), methodology, period_of(methodology, year))[
        "a"
    ]
    return [one.last for one in line.checkpoints]


@pytest.mark.parametrize(
    "words, year, days",
    [
        ("декабрь 2026 года", 2026, [date(2026, 12, 31)]),
        ("июнь, декабрь 2025–2027 годов", 2026, [date(2026, 6, 30), date(2026, 12, 31)]),
        (
            "ежеквартально",
            2025,
            [date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)],
        ),
        # The fourth quarter of 2025 is told of in January 2026: that day is 2026's, and 2025 has three.
        (
            "ежеквартально, до 10 числа месяца, следующего за отчетным кварталом",
            2025,
            [date(2025, 4, 10), date(2025, 7, 10), date(2025, 10, 10)],
        ),
        (
            "ежеквартально, до 10 числа месяца, следующего за отчетным кварталом",
            2026,
            [date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10)],
        ),
        ("до 25 января 2026 года", 2026, [date(2026, 1, 25)]),
        ("по мере необходимости", 2026, []),
    ],
)
def test_each_deadline_of_the_year_is_a_checkpoint(words: str, year: int, days: list[date]) -> None:
    assert checkpoints(words, year) == days


def test_the_next_deadline_is_told() -> None:
    methodology = load()
    line = due_lines(
        plan(item("a", "activity", deadline="декабрь 2026–2028 годов")),
        methodology,
        period_of(methodology, 2026),
    )["a"]
    assert line.next == date(2027, 12, 31)


@pytest.mark.parametrize(
    "words, conditional",
    [
        ("по мере необходимости", True),
        ("декабрь 2025 года", False),
        ("по мере необходимости, но не реже 1 раза в год", True),
    ],
)
def test_a_condition_may_be_answered_with_not_arisen(words: str, conditional: bool) -> None:
    methodology = load()
    line = due_lines(plan(item("a", "activity", deadline=words)), methodology, period_of(methodology, 2025))[
        "a"
    ]
    assert line.conditional is conditional
    assert line.asked


# words · what earlier reports said · year → phase, state
HISTORY = [
    ("декабрь 2025 года", {2025: "executed"}, 2026, "executed_earlier"),
    ("декабрь 2025 года", {2025: "not_executed"}, 2026, "carried_over"),
    ("декабрь 2025 года", {2025: "partly_executed"}, 2026, "carried_over"),
    ("декабрь 2025 года", {2025: "partly_executed", 2026: "executed"}, 2027, "executed_earlier"),
    ("декабрь 2025 года", {2025: "executed", 2026: "not_executed"}, 2027, "carried_over"),
    # Done before its time: nothing more is asked in the year it was planned for.
    ("декабрь 2026 года", {2025: "executed"}, 2026, "executed_earlier"),
    ("декабрь 2026 года", {2025: "executed"}, 2027, "executed_earlier"),
    # What is due every year is asked again, whatever was said last year.
    ("ежегодно", {2025: "executed"}, 2026, "due"),
    ("ежегодно", {2025: "not_executed"}, 2026, "due"),
    ("июнь 2025 года, декабрь 2027 года", {2025: "not_executed"}, 2026, "carried_over"),
    ("июнь 2025 года, декабрь 2027 года", {2025: "executed"}, 2026, "not_yet_due"),
    # A report on the same or a later period is no history.
    ("декабрь 2025 года", {2026: "executed"}, 2026, "passed"),
    ("по мере необходимости", {2025: "executed"}, 2026, "conditional"),
]


@pytest.mark.parametrize("words, told, year, phase", HISTORY)
def test_history_decides_what_the_calendar_cannot(
    words: str, told: dict[int, str], year: int, phase: str
) -> None:
    methodology = load()
    history = [report(period_of(methodology, when), a=status) for when, status in told.items()]
    line = due_lines(
        plan(item("a", "activity", deadline=words)),
        methodology,
        period_of(methodology, year),
        history=history,
    )["a"]
    assert line.phase == phase
    assert line.due is (phase in ("due", "carried_over"))
    if phase == "executed_earlier":
        assert line.state == "executed_earlier"


def test_contradicting_reports_of_one_year_do_not_make_it_executed() -> None:
    methodology = load()
    period = period_of(methodology, 2025)
    history = [report(period, a="executed"), report(period, a="partly_executed")]
    lines = due_lines(
        plan(item("a", "activity", deadline="декабрь 2025 года")),
        methodology,
        period_of(methodology, 2026),
        history=history,
    )
    assert lines["a"].phase == "carried_over"


@pytest.mark.parametrize(
    "targets, year, phase",
    [
        ({"2025": 1, "2026": 2, "2027": 3}, 2025, "due"),
        ({"2025": 1, "2027": 3}, 2026, "not_yet_due"),
        ({"2027": 3}, 2025, "not_yet_due"),
        ({"2025": 1}, 2026, "passed"),
    ],
)
def test_an_indicator_is_due_in_every_period_that_has_a_target(
    targets: dict[str, int], year: int, phase: str
) -> None:
    methodology = load()
    lines = due_lines(
        plan(item("t", "target_indicator", deadline="декабрь 2029 года", targets=targets)),
        methodology,
        period_of(methodology, year),
    )
    assert lines["t"].phase == phase


def test_an_indicator_without_targets_goes_by_its_deadline() -> None:
    methodology = load()
    lines = due_lines(
        plan(item("t", "target_indicator", deadline="декабрь 2026 года")),
        methodology,
        period_of(methodology, 2025),
    )
    assert lines["t"].phase == "not_yet_due"


def test_goals_and_tasks_are_asked_nothing() -> None:
    methodology = load()
    rows = plan(
        item("s", "section"),
        item("g", "goal", "s"),
        item("k", "task", "g"),
        item("a", "activity", "k", deadline="2025 год"),
    )
    assert set(due_lines(rows, methodology, period_of(methodology, 2025))) == {"a"}


def test_a_line_without_a_deadline_is_asked_and_marked_uncertain() -> None:
    methodology = load()
    line = due_lines(plan(item("a", "activity")), methodology, period_of(methodology, 2025))["a"]
    assert (line.phase, line.due, line.certain) == ("undated", True, False)


def test_a_plan_approved_after_the_period_asks_nothing_of_it() -> None:
    methodology = load()
    act = Act(text=Text.of(ru="постановление"), day=date(2026, 1, 15))
    rows = plan(item("a", "activity", deadline="ежегодно"), act=act)
    assert not in_force(rows, period_of(methodology, 2025))
    assert due_lines(rows, methodology, period_of(methodology, 2025)) == {}
    assert due_lines(rows, methodology, period_of(methodology, 2026))["a"].due


def test_without_the_plans_years_the_period_itself_is_taken() -> None:
    methodology = load()
    rows = plan(item("a", "activity", deadline="ежегодно, декабрь"), years=None)
    assert due_lines(rows, methodology, period_of(methodology, 2025))["a"].phase == "due"


def test_the_cell_is_read_in_whichever_language_is_understood() -> None:
    methodology = load()
    line = PlanItem(
        key="a",
        kind="activity",
        title=Text.of(kk="іс-шара"),
        cells={"deadline": Text.of(kk="түсініксіз", ru="декабрь 2026 года")},
    )
    rows = Plan(languages=("kk", "ru"), items=(line,), first_year=2025, last_year=2029)
    assert due_lines(rows, methodology, period_of(methodology, 2025))["a"].phase == "not_yet_due"


# Half-years from April: 2025-1 is April to September 2025, 2025-2 October 2025 to March 2026.
HALVES = [
    ("septembre 2025", (2025, 1), "due"),
    ("septembre 2025", (2025, 2), "passed"),
    ("octobre 2025", (2025, 1), "not_yet_due"),
    ("octobre 2025", (2025, 2), "due"),
    ("mars 2026", (2025, 2), "due"),
    ("mars 2026", (2026, 1), "passed"),
    ("chaque semestre", (2027, 2), "due"),
    ("premier semestre de l'exercice 2026", (2026, 1), "due"),
    ("deuxième semestre de l'exercice 2026", (2026, 1), "not_yet_due"),
    ("fin d'exercice", (2025, 1), "not_yet_due"),
    ("fin d'exercice", (2025, 2), "due"),
    ("exercices 2025-2028", (2026, 1), "running"),
    ("selon les besoins", (2025, 1), "conditional"),
]


@pytest.mark.parametrize("words, half, phase", HALVES)
def test_another_countrys_half_years(words: str, half: tuple[int, int], phase: str) -> None:
    methodology = load(VALDOR)
    line = PlanItem(key="m", kind="measure", title=Text.of(fr="mesure"), cells={"due": Text.of(fr=words)})
    rows = Plan(languages=("fr",), items=(line,), first_year=2025, last_year=2028)
    found = due_lines(rows, methodology, period_of(methodology, *half))["m"]
    assert (found.state or found.phase) == {"not_yet_due": "ahead"}.get(phase, phase)


@pytest.mark.parametrize(
    "labels, half, expected",
    [
        (["2025-1", "2025-2"], 1, "2025-1"),
        (["2025-1", "2025-2"], 2, "2025-2"),
        (["2025"], 1, None),  # a yearly target is due when the year ends
        (["2025"], 2, "2025"),
        (["2026-1"], 1, None),
    ],
)
def test_label_of_the_target_of_a_half_year(labels: list[str], half: int, expected: str | None) -> None:
    assert target_label(labels, Period(2025, half, 2, 4)) == expected


def test_a_yearly_target_is_not_yet_due_in_the_first_half() -> None:
    methodology = load(VALDOR)
    passport = Passport(targets={"2025": Decimal(5)})
    line = PlanItem(key="i", kind="effect_indicator", title=Text.of(fr="indicateur"), passport=passport)
    rows = Plan(languages=("fr",), items=(line,), first_year=2025, last_year=2028)
    assert due_lines(rows, methodology, period_of(methodology, 2025, 1))["i"].phase == "not_yet_due"
    assert due_lines(rows, methodology, period_of(methodology, 2025, 2))["i"].phase == "due"


@pytest.mark.parametrize(
    "results, year",
    [
        ([], None),
        (["full"], "full"),
        (["full", "full"], "full"),
        (["none", "none"], "none"),
        (["full", "none"], "part"),
        (["full", "part"], "part"),
        (["part"], "part"),
    ],
)
def test_the_years_result_follows_from_its_checkpoints(results: list[str], year: str | None) -> None:
    assert derived_result(results) == year


def test_evaluation_years_are_the_methodologys_where_it_names_them() -> None:
    kazakh, valdor = load(), load(VALDOR)
    rows = plan(years=(2025, 2028))
    assert evaluation_year(rows, kazakh, period_of(kazakh, 2026)) is None
    years = [evaluation_year(rows, valdor, period_of(valdor, year)) for year in range(2025, 2029)]
    assert years == [False, True, False, True]
    assert evaluation_year(plan(years=None), valdor, period_of(valdor, 2026)) is None


def test_evaluation_is_decided_for_the_year_or_named_by_the_methodology_or_open() -> None:
    kazakh, valdor = load(), load(VALDOR)
    rows = plan()
    year = period_of(kazakh, 2026)
    assert evaluation_of(rows, kazakh, year).settled is None
    decided = evaluation_of(rows, kazakh, year, True, "Указ № 5")
    assert (decided.settled, decided.by, decided.ground, decided.clause) == (
        True,
        "decision",
        "Указ № 5",
        "A2.7(1)",
    )
    named = evaluation_of(rows, valdor, period_of(valdor, 2025))
    assert (named.by, named.settled) == (
        "methodology",
        evaluation_year(rows, valdor, period_of(valdor, 2025)),
    )
    assert evaluation_of(rows, valdor, period_of(valdor, 2025), False).settled is False
