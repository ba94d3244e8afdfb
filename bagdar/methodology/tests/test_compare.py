"""What changed between two methodologies, clause by clause."""

from __future__ import annotations

from msgspec.structs import replace

from bagdar.kernel.text import Text
from bagdar.methodology.compare import Change, compare
from bagdar.methodology.loader import available, load
from bagdar.methodology.model import Clause


def only(changes: tuple[Change, ...]) -> Change:
    [change] = changes
    return change


def test_a_methodology_does_not_differ_from_itself() -> None:
    for pack in available():
        assert compare(load(pack), load(pack)) == ()


def test_a_changed_clause_is_told_with_both_texts() -> None:
    old = load()
    new_clause = replace(
        old.clauses["31"], statement=Text.of(kk="Жаңа мәтін", ru="Новый текст", en="New text")
    )
    change = only(compare(old, replace(old, clauses={**old.clauses, "31": new_clause})))
    assert (change.part, change.id, change.what) == ("clauses", "31", "changed")
    [field] = change.fields
    assert (field.name, field.before, field.after) == (
        "statement",
        old.clauses["31"].statement,
        new_clause.statement,
    )


def test_a_day_that_moved_is_told_as_the_days_rule() -> None:
    old = load()
    first, *others = old.levels
    change = only(
        compare(old, replace(old, levels=(replace(first, due=replace(first.due, day=12)), *others)))
    )
    assert (change.part, change.id) == ("levels", first.id)
    assert [(field.name, field.before["day"], field.after["day"]) for field in change.fields] == [
        ("due", 10, 12)
    ]


def test_what_came_and_what_went_are_named() -> None:
    old = load()
    clauses = {key: clause for key, clause in old.clauses.items() if key != "36"}
    new = replace(old, clauses={**clauses, "37": Clause(statement=Text.of(en="A new one"))})
    assert {(change.id, change.what) for change in compare(old, new)} == {("37", "added"), ("36", "removed")}
    assert {(change.id, change.what) for change in compare(new, old)} == {("36", "added"), ("37", "removed")}


def test_a_check_that_became_stricter_and_a_year_that_begins_elsewhere_are_told() -> None:
    old = load()
    key, setting = next((key, one) for key, one in old.checks.items() if one.severity == "warning")
    new = replace(old, year_starts=4, checks={**old.checks, key: replace(setting, severity="error")})
    told = {
        (change.part, field.name, field.before, field.after)
        for change in compare(old, new)
        for field in change.fields
    }
    assert told == {("whole", "year_starts", 1, 4), ("checks", "severity", "warning", "error")}


def test_two_countries_are_compared_without_losing_a_clause() -> None:
    old, new = (load(pack) for pack in available())
    clauses = [change for change in compare(old, new) if change.part == "clauses"]
    assert len(clauses) == len(old.clauses.keys() | new.clauses.keys())
