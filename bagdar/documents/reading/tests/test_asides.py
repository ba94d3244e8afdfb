"""Totals, notes, lists and the text of sheets around the rows of a plan; and what only looks like them."""

from __future__ import annotations

import pytest

from bagdar.documents.raw import RawDocument
from bagdar.documents.reading import Reading
from bagdar.documents.reading.tests.make import (
    HEADER,
    KAZAKH_HEADER,
    Rows,
    act,
    kinds,
    read_raw,
    reading,
    table,
    wide,
)

MONEY = ("№", "Мероприятие", "Срок исполнения", "Источники финансирования", "2026", "2027")


def sheet(rows: Rows) -> Reading:
    made = table(rows, sheet="План")
    return read_raw(
        RawDocument(file="a.xlsx", sha256="0" * 64, format="xlsx", tables=(made,), order=(("t", 0),))
    )


def test_a_total_takes_what_it_consists_of_with_it() -> None:
    rows: Rows = [
        MONEY,
        ["1", "Построить амбар", "2027 год", "РБ", "10", "20"],
        ["2", "Починить амбар", "2026 год", "МБ", "5", ""],
        ["", "Итого", "", "", "15", "20"],
        ["", "в том числе:", "", "", "", ""],
        ["", "республиканский бюджет", "", "", "10", "20"],
        ["", "местный бюджет", "", "", "5", ""],
        ["3", "Покрасить амбар", "2027 год", "МБ", "", "1"],
    ]
    assert kinds(reading(rows)) == [
        "header", "activity", "activity", "caption", "caption", "caption", "caption", "activity",
    ]  # fmt: skip


def test_of_which_alone_divides_an_activity_from_its_parts() -> None:
    rows: Rows = [
        MONEY,
        ["1", "Построить амбары", "2027 год", "РБ", "10", "20"],
        ["", "в том числе:", "", "", "", ""],
        ["1.1", "в горах", "2026 год", "МБ", "5", ""],
        ["", "случайные слова", "", "", "", ""],
    ]
    assert kinds(reading(rows)) == ["header", "activity", "caption", "activity", "not_understood"]


def test_a_source_under_an_activity_goes_on_with_it() -> None:
    rows: Rows = [
        MONEY,
        ["1", "Построить амбар", "2027 год", "", "10", "20"],
        ["", "местный бюджет", "", "", "5", "7"],
    ]
    assert kinds(reading(rows)) == ["header", "activity", "continuation"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Примечание: сроки уточняются", "caption"),
        ("Ескертпе: мерзімдер нақтыланады", "caption"),
        ("Ожидаемый результат: зерно сохранено", "caption"),
        ("Расшифровка аббревиатур: МЗР – Министерство зерна", "caption"),
        ("Случайная фраза без всего", "not_understood"),
        ("Зелёные облака над городом", "not_understood"),
    ],
)
def test_a_line_over_the_table_is_an_aside_only_by_its_words(text: str, kind: str) -> None:
    rows: Rows = [HEADER, act("1", "Построить"), wide(text), act("2", "Починить")]
    assert kinds(reading(rows)) == ["header", "activity", kind, "activity"]


def test_a_note_does_not_make_a_section_of_a_line_that_looks_like_it() -> None:
    rows: Rows = [
        HEADER, act("1", "Построить"), wide("Зелёные облака"), act("2", "Починить"), wide("Примечание: нет"),
    ]  # fmt: skip
    assert kinds(reading(rows))[2] == "not_understood"


def test_two_bare_lines_that_do_not_open_the_table_are_no_sections() -> None:
    rows: Rows = [
        HEADER, act("1", "Построить"), wide("Зелёные облака"), act("2", "Починить"), wide("Синие реки"),
        act("3", "Покрасить"),
    ]  # fmt: skip
    assert kinds(reading(rows)).count("not_understood") == 2


def test_the_lines_of_a_list_and_of_a_note_follow_their_announcement() -> None:
    rows: Rows = [
        HEADER, act("1", "Построить"), wide("Ожидаемые результаты:"), wide("зерно сохранено;"),
        act("2", "Починить"), wide("Примечание:"), wide("* при наличии средств"),
    ]  # fmt: skip
    assert kinds(reading(rows)) == [
        "header", "activity", "caption", "caption", "activity", "caption", "caption"
    ]  # fmt: skip


def test_labels_in_a_sheet_are_rows_of_the_plan_whatever_the_form_prints_elsewhere() -> None:
    rows: Rows = [
        KAZAKH_HEADER,
        wide("1-бағыт. Астық"),
        ["", "1-міндет. Сақтау", "", "", ""],
        ["1", "Қойма салу", "бұйрық", "2027 жылғы желтоқсан", "АСМ"],
    ]
    assert kinds(sheet(rows)) == ["header", "direction", "task", "activity"]


def test_words_in_the_column_of_numbers_of_a_sheet_head_the_rows_below() -> None:
    rows: Rows = [
        HEADER, ["**1. Хранение", "", "", "", ""], act("1", "Построить"),
        ["**2. Перевозка", "", "", "", ""], act("2", "Починить"),
    ]  # fmt: skip
    assert kinds(sheet(rows))[1] == kinds(sheet(rows))[3] == "section"


def test_a_sheet_goes_on_with_its_abbreviations_and_they_are_known() -> None:
    read = sheet(
        [
            HEADER, act("1", "Построить", executors="ХЛБ"), ["Расшифровка аббревиатур:", "", "", "", ""],
            ["ХЛБ", "–", "Министерство дорог", "", ""],
        ]
    )  # fmt: skip
    assert kinds(read) == ["header", "activity", "caption", "abbreviation"]
    assert read.grammars.abbreviations == {"ХЛБ": "Министерство дорог"}


def test_a_second_table_of_a_sheet_has_its_title_and_header() -> None:
    read = sheet(
        [
            ["Целевые индикаторы", "", "", "", ""], ["№", "Показатель", "Ед. изм.", "2026", "2027"],
            ["1", "Доля зерна", "%", "3", "4"], ["", "", "", "", ""], ["План по зерну", "", "", "", ""],
            HEADER, act("1", "Построить"), act("2", "Починить"),
        ]
    )  # fmt: skip
    assert kinds(read) == [
        "caption", "header", "target_indicator", "empty", "caption", "header", "activity", "activity",
    ]  # fmt: skip


def test_sources_by_years_apart_from_the_plan_are_a_table_of_finance() -> None:
    rows: Rows = [
        ["Источник финансирования", "2026 год", "2027 год"],
        ["Республиканский бюджет", "10", "20"],
        ["Зелёные облака", "над", "городом"],
        ["Итого", "10", "20"],
    ]
    assert kinds(reading(rows)) == ["header", "finance", "not_understood", "caption"]


def test_plan_and_actual_under_a_year_are_columns_of_that_year() -> None:
    read = reading(
        [
            ["v:№", "v:Показатель", ("2026 год", 2), ("2027 год", 2)],
            ["^", "^", "план", "факт", "план", "факт"],
            ["1", "Доля зерна", "3", "2", "4", "5"],
            ["2", "Доля муки", "3", "2", "4", "5"],
        ]
    )
    leaves = read.tables[0].segments[0].leaves
    assert [(leaf.period, leaf.sense) for leaf in leaves[2:]] == [
        ("2026", "forecast"), ("2026", "fact"), ("2027", "forecast"), ("2027", "fact"),
    ]  # fmt: skip
    assert kinds(read)[2:] == ["target_indicator", "target_indicator"]


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Раздел второй. Хранение", "2", "Хранение"),
        ("Третий раздел. Перевозка", "3", "Перевозка"),
        ("Бірінші бөлім. Сақтау", "1", "Сақтау"),
        ("Раздел 4. Второй урожай", "4", "Второй урожай"),
    ],
)
def test_the_number_of_a_section_may_be_a_word(text: str, number: str, title: str) -> None:
    read = reading([HEADER, wide(text), act("1", "Построить")])
    part = read.tables[0].rows[1].parts[0]
    assert (part.kind, part.number, part.title) == ("section", number, title)
