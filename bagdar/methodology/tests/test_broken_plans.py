"""No plan, however broken, stops the calendar or the chain: circles, doubles, odd years, nonsense in cells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bagdar.documents.forms import Plan, PlanItem
from bagdar.kernel.text import Text
from bagdar.methodology.due import due_lines, period_of
from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.obligations import obligations
from bagdar.methodology.tests.make import VALDOR

WORDS = st.sampled_from(
    [
        "ежегодно",
        "декабрь 2026 года",
        "МНЭ, акиматы",
        "жыл сайын",
        "каждые 0 лет",
        "до 31 февраля",
        "fin d'exercice",
        "MCA",
    ]
)
LANGUAGES = st.sampled_from(["kk", "ru", "fr"])
TEXTS = st.dictionaries(LANGUAGES, st.text(max_size=12) | WORDS, max_size=2).map(Text)
KEYS = st.sampled_from("abcdef")


def plans(pack: str | None) -> st.SearchStrategy[Plan]:
    methodology = load(pack)
    roles = ("deadline", "executors")
    columns = [column.id for column in methodology.forms["plan"].columns if column.role in roles]
    items = st.builds(
        PlanItem,
        key=KEYS,
        kind=st.sampled_from([*(kind.id for kind in methodology.kinds), "unknown"]),
        parent=st.none() | KEYS,
        title=st.just(Text.of(ru="Строка")),
        cells=st.dictionaries(st.sampled_from(columns), TEXTS),
    )
    years = st.none() | st.integers(-5, 10000) | st.integers(2024, 2030)
    return st.builds(
        Plan,
        languages=st.lists(LANGUAGES, max_size=3).map(tuple),
        items=st.lists(items, max_size=5).map(tuple),
        first_year=years,
        last_year=years,
    )


@pytest.mark.parametrize("pack", [None, VALDOR])
def test_every_reportable_line_gets_an_answer_and_every_obligation_its_lines(pack: str | None) -> None:
    methodology, bodies = load(pack), load_bodies(pack)
    reported = {kind.id for kind in methodology.kinds if kind.reported}

    @settings(max_examples=60, deadline=None)
    @given(plans(pack), st.integers(1990, 2100))
    def holds(plan: Plan, year: int) -> None:
        period = period_of(methodology, year)
        lines = due_lines(plan, methodology, period)
        assert set(lines) == {item.key for item in plan.items if item.kind in reported}
        for one in obligations(plan, methodology, bodies, period, due=lines):
            assert set(one.due) <= set(one.keys) <= set(lines)
            assert one.last > period.last

    holds()
