"""Who owes what to whom by when: the chain of §31–§36, and another country's, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from bagdar.documents.forms import Act
from bagdar.kernel.errors import DomainError
from bagdar.kernel.text import Text
from bagdar.methodology.due import period_of
from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.model import Methodology
from bagdar.methodology.obligations import Obligation, bounds, named_day, obligations
from bagdar.methodology.roles import LineRoles
from bagdar.methodology.tests.make import VALDOR, item, plan

PLAN = plan(
    item("s2", "section", title="Экономическая безопасность"),
    item("g2", "goal", "s2"),
    item("k2", "task", "g2"),
    item("a1", "activity", "k2", deadline="ежегодно"),
    item("a2", "activity", "k2", deadline="декабрь 2027 года"),
    item("s4", "section", title="Информационная безопасность"),
    item("g4", "goal", "s4"),
    item("k4", "task", "g4"),
    item("b1", "activity", "k4", deadline="ежегодно"),
    item("b2", "activity", "k4", deadline="ежегодно"),
)
ROLES = {
    "a1": LineRoles(main="mne", responsible=("mf",), co_executors=("ieri",), lead="mne"),
    "a2": LineRoles(main="mf", co_executors=("ieri", "mne"), lead="mne", unbound=("ieri",)),
    "b1": LineRoles(main="kazakh-invest", co_executors=("mf",), lead="ai-digital"),
    "b2": LineRoles(
        responsible=("akimat-abai", "akimat-akmola"),
        co_executors=("atameken",),
        lead="ai-digital",
        unbound=("atameken",),
    ),
}
# level · sender · recipient · section · lines · status asked
CHAIN = [
    ("co_executors", "ieri", "mne", None, "a1", "a1"),
    ("co_executors", "ieri", "mf", None, "a2", ""),
    ("co_executors", "mne", "mf", None, "a2", ""),
    ("co_executors", "mf", "kazakh-invest", None, "b1", "b1"),
    ("co_executors", "atameken", "ai-digital", None, "b2", "b2"),
    ("responsible", "mne", "mne", "s2", "a1", "a1"),
    ("responsible", "mf", "mne", "s2", "a1 a2", "a1"),
    ("responsible", "kazakh-invest", "ai-digital", "s4", "b1", "b1"),
    ("responsible", "akimat-abai", "ai-digital", "s4", "b2", "b2"),
    ("responsible", "akimat-akmola", "ai-digital", "s4", "b2", "b2"),
    ("leads", "mne", "mne", "s2", "a1 a2", "a1"),
    ("leads", "ai-digital", "mne", "s4", "b1 b2", "b1 b2"),
    ("planner", "mne", "government", None, "a1 a2 b1 b2", "a1 b1 b2"),
    ("delivery", "prime-minister-office", "security-council-staff", None, "a1 a2 b1 b2", "a1 b1 b2"),
]


def owed(methodology: Methodology | None = None, **changes: object) -> tuple[Obligation, ...]:
    pack = methodology or load()
    return obligations(PLAN, pack, load_bodies(), period_of(pack, 2025), roles=ROLES, **changes)  # type: ignore[arg-type]


def find(found: tuple[Obligation, ...], level: str, sender: str, recipient: str) -> Obligation:
    return next(o for o in found if (o.level, o.sender, o.recipient) == (level, sender, recipient))


def test_the_whole_chain_of_a_year() -> None:
    assert [
        (o.level, o.sender, o.recipient, o.section, " ".join(o.keys), " ".join(o.due)) for o in owed()
    ] == CHAIN


@pytest.mark.parametrize(
    "level, clause, day, form, also, signed",
    [
        ("co_executors", "31", date(2026, 1, 10), "report", (), True),
        ("responsible", "32", date(2026, 1, 18), "report", (), True),
        ("leads", "33", date(2026, 1, 25), "report", (), True),
        ("planner", "34", date(2026, 2, 10), "strategy_report", ("conclusion",), True),
        ("delivery", "36", date(2026, 2, 15), "strategy_report", ("conclusion",), False),
    ],
)
def test_day_clause_and_form_of_each_level(
    level: str, clause: str, day: date, form: str, also: tuple[str, ...], signed: bool
) -> None:
    for one in owed():
        if one.level == level:
            assert (one.clause, one.named, one.last) == (clause, day, day)
            assert (one.form, one.also, one.signed) == (form, also, signed)
            assert one.own_date is (level == "responsible")


def test_days_are_never_moved_for_weekends() -> None:
    """10, 18 and 25 January and 15 February 2026 are a Saturday and three Sundays."""
    weekdays = {one.level: one.last.isoweekday() for one in owed()}
    assert weekdays == {"co_executors": 6, "responsible": 7, "leads": 7, "planner": 2, "delivery": 7}


def test_where_one_body_is_at_both_ends_only_the_dispatch_falls_away() -> None:
    found = owed()
    kept = {(o.level, o.sender) for o in found if not o.dispatch}
    assert kept == {("responsible", "mne"), ("leads", "mne")}
    assert find(found, "leads", "mne", "mne").signed
    assert find(found, "leads", "mne", "mne").last == date(2026, 1, 25)


def test_a_company_as_addressee_is_said_to_be_by_analogy() -> None:
    assert {(o.sender, o.recipient) for o in owed() if o.by_analogy} == {("mf", "kazakh-invest")}


def test_where_the_clause_is_read_to_the_letter_a_report_to_a_company_is_asked_for_and_not_owed() -> None:
    literal = load(readings={"company_addressee": "state_bodies_only"})
    loosed = {(o.sender, o.recipient) for o in owed(literal) if not o.bound}
    assert loosed - {(o.sender, o.recipient) for o in owed() if not o.bound} == {("mf", "kazakh-invest")}


def test_who_is_only_asked_is_not_in_breach() -> None:
    assert {(o.sender, o.recipient) for o in owed() if not o.bound} == {
        ("ieri", "mf"),
        ("atameken", "ai-digital"),
    }


def test_a_lead_body_sets_its_own_day_within_the_bounds() -> None:
    found = owed(own_days={("responsible", "ai-digital"): date(2026, 1, 22)})
    days = {(o.level, o.recipient): o.last for o in found}
    assert days["responsible", "ai-digital"] == date(2026, 1, 22)
    assert days["responsible", "mne"] == date(2026, 1, 18)


@pytest.mark.parametrize("day", [date(2026, 1, 9), date(2026, 1, 26)])
def test_an_own_day_outside_the_bounds_is_refused(day: date) -> None:
    with pytest.raises(DomainError) as refused:
        owed(own_days={("responsible", "ai-digital"): day})
    assert (refused.value.message, refused.value.clause) == ("methodology.own_day", "32")


@pytest.mark.parametrize("level", ["co_executors", "leads", "planner", "delivery"])
def test_nobody_can_move_a_fixed_day(level: str) -> None:
    recipients = {
        "co_executors": "mne",
        "leads": "mne",
        "planner": "government",
        "delivery": "security-council-staff",
    }
    with pytest.raises(DomainError):
        owed(own_days={(level, recipients[level]): date(2026, 1, 20)})


def test_by_a_day_may_leave_the_day_itself_out() -> None:
    pack = load()
    exclusive = tuple(
        replace(parameter, value="exclusive") if parameter.id == "by_day" else parameter
        for parameter in pack.parameters
    )
    found = owed(replace(pack, parameters=exclusive))
    first = find(found, "co_executors", "ieri", "mne")
    assert (first.named, first.last) == (date(2026, 1, 10), date(2026, 1, 9))


def test_a_plan_not_yet_in_force_makes_no_line_owed() -> None:
    later = replace(PLAN, plan_act=Act(text=Text.of(ru="постановление"), day=date(2026, 3, 1)))
    pack = load()
    found = obligations(later, pack, load_bodies(), period_of(pack, 2025), roles=ROLES)
    assert [(o.level, o.keys) for o in found] == [("planner", ()), ("delivery", ())]


def test_roles_and_due_lines_are_worked_out_where_they_are_not_given() -> None:
    rows = plan(
        item("s2", "section", title="Экономическая безопасность"),
        item("a1", "activity", "s2", deadline="ежегодно", executors="МФ, АО «ИЭИ»"),
    )
    pack = load()
    found = obligations(rows, pack, load_bodies(), period_of(pack, 2025))
    assert [(o.level, o.sender, o.recipient, o.due) for o in found[:3]] == [
        ("co_executors", "ieri", "mf", ("a1",)),
        ("responsible", "mf", "mne", ("a1",)),
        ("leads", "mne", "mne", ("a1",)),
    ]


@pytest.mark.parametrize(
    "part, days",
    [
        # Days 10, 20, 30 and 45 after 30 September 2025 and after 31 March 2026.
        (1, [date(2025, 10, 10), date(2025, 10, 20), date(2025, 10, 30), date(2025, 11, 14)]),
        (2, [date(2026, 4, 10), date(2026, 4, 20), date(2026, 4, 30), date(2026, 5, 15)]),
    ],
)
def test_the_days_of_another_countrys_half_years(part: int, days: list[date]) -> None:
    pack = load(VALDOR)
    period = period_of(pack, 2025, part)
    assert [named_day(level.due, period) for level in pack.levels] == days
    first, last = bounds(pack.levels[1].due, period)
    assert (first.day, last.day) == (10, 25)


def test_the_other_countrys_chain_excludes_the_day_named() -> None:
    pack = load(VALDOR)
    rows = plan(
        item("x", "axis"),
        item("m", "measure", "x"),
        years=(2025, 2028),
    )
    roles = {"m": LineRoles(main="ministry-sea", co_executors=("red-lantern",), lead="ministry-sea")}
    found = obligations(rows, pack, load_bodies(VALDOR), period_of(pack, 2025, 1), roles=roles)
    assert [(o.level, o.sender, o.recipient, o.last) for o in found] == [
        ("contributors", "red-lantern", "ministry-sea", date(2025, 10, 9)),
        ("pilots", "ministry-sea", "ministry-sea", date(2025, 10, 19)),
        ("axes", "ministry-sea", "plan-commission", date(2025, 10, 29)),
        ("council", "plan-commission", "council-of-ministers", date(2025, 11, 13)),
    ]
