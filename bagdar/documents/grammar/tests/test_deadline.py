"""Deadlines: every case of the tables is read as a careful official would, and nothing else is."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

from bagdar.documents.grammar.deadline import DeadlineReading, Occurrence, read_deadline
from bagdar.kernel.tests.each import each

PERIOD = (2025, 2026)
CASES = Path(__file__).parent / "cases"
FLAGS = ("recurring", "conditional", "continuous", "relative")


def _cases() -> list[tuple[str, str, str, str]]:
    """Language, text, expectation, and what differs from it for this text."""
    table = tomllib.loads((CASES / "deadline.toml").read_text("utf-8"))
    return [
        (language, text.partition(" => ")[0], case["expect"], text.partition(" => ")[2])
        for language, cases in table.items()
        for case in cases
        for text in case["texts"]
    ]


def _days(label: str) -> tuple[date, date]:
    """First and last day of a label of the table, worked out apart from the code under test."""
    if "/" in label and not re.search(r"-[QH]", label):
        begin, _, end = label.partition("/")
        return _days(begin)[0], _days(end)[1] if end else date(PERIOD[1], 12, 31)
    parts = label.split("-")
    year = int(parts[0])
    first, last = 1, 12
    if len(parts) == 3:
        day = date(year, int(parts[1]), int(parts[2]))
        return day, day
    if len(parts) == 2:
        spans = [_months(piece) for piece in parts[1].split("/")]
        first, last = spans[0][0], spans[-1][1]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _months(piece: str) -> tuple[int, int]:
    if piece == "9M":
        return 1, 9
    length = {"Q": 3, "H": 6}.get(piece[0], 1)
    number = int(piece.strip("QH"))
    return (number - 1) * length + 1, number * length


def _expected_days(entry: str) -> list[tuple[date, date, str, bool]]:
    """``~2025-12``, ``2016..2019-Q3``, ``2025-Q1>2025-04-10``, ``2025x2``, ``2016(разработка)``."""
    match = re.fullmatch(r"(~?)([^>x(]+)(?:>([\d-]+))?(?:x(\d))?(?:\((.*)\))?", entry)
    assert match is not None, entry
    until, label, due, times, stage = match.groups()
    labels = [label]
    if every := re.fullmatch(r"(\d{4})\.\.(\d{4})(-.*)", label):
        labels = [f"{year}{every[3]}" for year in range(int(every[1]), int(every[2]) + 1)]
    found = []
    for one in labels:
        first, last = _days(one)
        last = date.fromisoformat(due) if due else last
        found += [(first, last, stage or "", bool(until))] * int(times or 1)
    return found


def _parse(expect: str) -> tuple[set[str], list[tuple[date, date, str, bool]], list[str]]:
    head, *rest = expect.split(" | ")
    head = head.removeprefix("| ")
    words = re.findall(r"\S+\([^)]*\)|\S+", head)
    flags = {word for word in words if word in FLAGS}
    days = [day for word in words if word not in FLAGS for day in _expected_days(word)]
    return flags, sorted(days), [item.strip() for item in rest]


def _told(reading: DeadlineReading) -> list[str]:
    """Rules, relations, conditions and bounds in the words of the table."""
    return [told for item in reading.said for told in _told_of(item)]


def _told_of(item: Any) -> list[str]:
    if item.rule:
        return [f"rule {_rule(item.rule)}"]
    if item.relative:
        duration = item.relative.duration
        length = (
            f" {duration.count} {'working ' if duration.working else ''}{duration.unit}" if duration else ""
        )
        return [
            f"within{length} {'before' if item.relative.before else 'after'}: {item.relative.event}".strip()
        ]
    if item.kind == "condition":
        return [f"if {item.unit}: {item.words}".strip()]
    if item.recurrence and item.recurrence.bound in {"at_least", "at_most"}:
        return [item.recurrence.bound]
    if item.recurrence and item.recurrence.every > 1:
        return [f"every {item.recurrence.every} {item.recurrence.unit}"]
    return []


def _rule(rule: Any) -> str:
    if rule.unit == "plan_month":
        return f"day {rule.day}, of a month the plan sets"
    if rule.month:
        return f"{rule.day:02}.{rule.month:02}, {rule.shift} {rule.unit} after"
    return f"{f'day {rule.day}' if rule.day else rule.edge}, {rule.shift} {rule.unit} after"


def _flags(reading: DeadlineReading) -> set[str]:
    return {flag for flag in FLAGS if getattr(reading, flag)}


def _due(found: tuple[Occurrence, ...]) -> list[tuple[date, date, str, bool]]:
    return sorted((one.first, one.last, one.stage, one.open_start) for one in found)


@each("language, text, expect, differs", _cases())
def test_a_phrase_is_read_as_the_table_says(language: str, text: str, expect: str, differs: str) -> None:
    reading = read_deadline(text, language, period=PERIOD)
    if differs == "not understood":
        assert not reading.understood
        return
    flags, days, told = _parse(expect)
    assert reading.understood, reading.left_over
    assert reading.left_over == ""
    assert reading.language == language
    assert _due(reading.occurrences()) == days
    assert _flags(reading) == flags | set(differs.split())
    assert _told(reading) == told


@each("language, text, expect, differs", _cases())
def test_the_language_need_not_be_told(language: str, text: str, expect: str, differs: str) -> None:
    del expect
    told, untold = read_deadline(text, language, period=PERIOD), read_deadline(text, period=PERIOD)
    assert untold.understood is (differs != "not understood")
    assert untold.occurrences() == told.occurrences()


def _negatives() -> list[str]:
    table = tomllib.loads((CASES / "not_deadlines.toml").read_text("utf-8"))
    return [text for texts in table.values() for text in texts]


@each("text", _negatives())
def test_what_is_no_deadline_is_not_understood(text: str) -> None:
    for language in ("kk", "ru", "en", None):
        reading = read_deadline(text, language, period=PERIOD)
        assert not reading.understood
        assert reading.occurrences() == ()
        assert bool(reading.left_over) is bool(text.strip())


def test_what_is_left_over_is_named_and_the_rest_still_read() -> None:
    reading = read_deadline("декабрь 2025 года МФ", "ru")
    assert reading.left_over == "МФ"
    assert [(part.kind, part.span) for part in reading.parts] == [("moment", (0, 17))]


def test_spans_are_places_in_the_unchanged_text() -> None:
    text = "ежегодно,\n де-\nкабрь\u00a02025 – 2026 г.г."
    reading = read_deadline(text, "ru")
    assert [text[slice(*part.span)] for part in reading.parts] == [
        "ежегодно",
        ",",
        "де-\nкабрь\u00a02025 – 2026 г.г.",
    ]
    assert reading.odd == ("hyphenated",)


def test_a_russian_phrase_in_a_kazakh_plan_is_read_and_said_to_be_russian() -> None:
    reading = read_deadline("декабрь 2025 года", "kk")
    assert (reading.understood, reading.language) == (True, "ru")


def test_what_recurs_waits_for_the_years_of_the_plan() -> None:
    reading = read_deadline("ежегодно, декабрь", "ru")
    assert reading.needs_period
    assert reading.occurrences() == ()
    assert [one.label for one in reading.occurrences(2027, 2028)] == ["2027-12", "2028-12"]


def test_years_that_are_written_are_kept_whatever_the_plan_is() -> None:
    reading = read_deadline("декабрь 2031 года", "ru", period=(2025, 2029))
    assert [one.last for one in reading.occurrences()] == [date(2031, 12, 31)]


def test_a_due_rule_puts_the_day_after_the_period_reported_on() -> None:
    (one,) = read_deadline(
        "до 15 января года, следующего за отчетным", "ru", period=(2025, 2025)
    ).occurrences()
    assert (one.first, one.period_last, one.last) == (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 15))


def test_quarters_and_halves_follow_the_fiscal_year_and_months_the_calendar() -> None:
    quarter = read_deadline("II квартал 2025 года", "ru").occurrences(starts=4)[0]
    assert (quarter.first, quarter.last) == (date(2025, 7, 1), date(2025, 9, 30))
    half = read_deadline("раз в полугодие", "ru").occurrences(2025, 2025, starts=4)
    assert [(one.first, one.last) for one in half] == [
        (date(2025, 4, 1), date(2025, 9, 30)),
        (date(2025, 10, 1), date(2026, 3, 31)),
    ]
    month = read_deadline("ежегодно, февраль", "ru").occurrences(2025, 2025, starts=4)[0]
    assert (month.first, month.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_once_in_several_years_needs_as_many_whole_years() -> None:
    reading = read_deadline("раз в 3 года", "ru")
    assert [(one.label, one.last) for one in reading.occurrences(2025, 2031)] == [
        ("2025/2027", date(2027, 12, 31)),
        ("2028/2030", date(2030, 12, 31)),
    ]


def test_the_json_says_what_each_part_means_and_where_it_stands() -> None:
    out = read_deadline("ежегодно, декабрь", "ru", period=PERIOD).as_json()
    assert out["understood"] is True
    assert out["left_over"] == ""
    assert [(part["kind"], part["span"], part["text"]) for part in out["parts"]] == [
        ("recurrence", [0, 8], "ежегодно"),
        ("separator", [8, 9], ","),
        ("moment", [10, 17], "декабрь"),
    ]
    assert [one["last"] for one in out["occurrences"]] == ["2025-12-31", "2026-12-31"]
