"""Tables around the plan, sheets, and what is of no table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bagdar.documents.raw import RawDocument, RawRow
from bagdar.documents.reading.keys import FIELDS_MARK
from bagdar.documents.reading.tests.make import (
    HEADER,
    Rows,
    act,
    items,
    kinds,
    read_raw,
    reading,
    table,
    wide,
)

ABBREVIATIONS: Rows = [
    ["МЗР", "Министерство зерна Республики"],
    ["«Весы» АҚ", "акционерное общество «Весы»"],
    ["ГЧП", "государственно-частное партнёрство"],
]


def test_abbreviations_are_items_and_help_the_executors() -> None:
    read = reading(
        "План по зерну", [HEADER, act("1", "Построить")], "Расшифровка аббревиатур:", ABBREVIATIONS
    )
    assert read.tables[1].account()["items"] == {"abbreviation": 3}
    assert read.plan().abbreviations["ГЧП"] == "государственно-частное партнёрство"
    assert read.grammars.abbreviations["МЗР"] == "Министерство зерна Республики"


def test_abbreviations_need_no_heading_where_the_rows_speak() -> None:
    assert kinds(reading(ABBREVIATIONS)) == ["abbreviation"] * 3


def test_the_captions_above_abbreviations_are_a_header() -> None:
    assert kinds(reading([["Сокращение", "Расшифровка"], *ABBREVIATIONS])) == [
        "header",
        *["abbreviation"] * 3,
    ]
    assert kinds(reading([*ABBREVIATIONS, ["Сокращение", "Расшифровка"]])) == [
        *["abbreviation"] * 3,
        "not_understood",
    ]


def test_a_row_of_nonsense_among_abbreviations_is_not_one() -> None:
    assert kinds(reading([*ABBREVIATIONS, ["зюк", "бламба"]])) == ["abbreviation"] * 3 + ["not_understood"]


def test_abbreviations_listed_in_a_note_are_known_too() -> None:
    read = reading(
        [HEADER, act("1", "Построить")], "Сокращения: МЗР – Министерство зерна, МДР – Министерство дорог."
    )
    assert read.plan().abbreviations == {"МЗР": "Министерство зерна", "МДР": "Министерство дорог"}


def test_an_approval_stamp_and_a_signature_are_layout() -> None:
    read = reading(
        [["", "УТВЕРЖДЁН\nпостановлением Правительства\nот 5 мая 2026 года № 12"]],
        "План по зерну",
        [HEADER, act("1", "Построить"), act("2", "Починить")],
        [["Первый руководитель", "", "Зернов И."]],
    )
    assert kinds(read) == ["caption", "header", "activity", "activity", "caption"]
    act_ = read.plan().plan_act
    assert act_ is not None
    assert (act_.number, str(act_.day)) == ("12", "2026-05-05")


def test_a_table_of_something_else_is_not_understood_row_by_row() -> None:
    read = reading([HEADER, act("1", "Построить")], [["ключ", "длина", "вес"], ["а", "1", "2"], ["", "", ""]])
    assert kinds(read, 1) == ["not_understood", "not_understood", "empty"]


INDICATORS: Rows = [
    ["v:№", "v:Целевые индикаторы", "v:Ед. изм.", "v:Источник информации", "v:2025 год (факт)", ("Прогноз", 3), "v:Исполнители"],
    ["^", "^", "^", "^", "^", "2026 год", "2027 год", "22028 год", "^"],
    ["1.", "Урожай зерна:", "млн тонн", "статистика", "16,3", "17,5", "21,0", "98 748,9*", "МЗР"],
    ["2.", "Доля складов", "%", "МЗР", "10", "11", "12", "-", "МЗР, МДР"],
]  # fmt: skip


def test_a_table_of_indicators_gives_targets_and_actuals() -> None:
    read = reading("Таблица 1. Целевые индикаторы", INDICATORS)
    assert kinds(read) == ["header", "header", "target_indicator", "target_indicator"]
    first, second = read.plan().items
    assert first.passport is not None
    assert second.passport is not None
    assert {p: str(n) for p, n in first.passport.targets.items()} == {
        "2026": "17.5",
        "2027": "21.0",
        "2028": "98748.9",
    }
    assert {p: str(v.number) for p, v in first.passport.actuals.items()} == {"2025": "16.3"}
    assert second.passport.targets.keys() == {"2026", "2027"}
    assert first.passport.unit == {"ru": "млн тонн"}
    assert first.cells["data_source"] == {"ru": "статистика"}
    assert first.passport.sources["target:2027"].row == 2


def test_indicators_of_a_table_and_of_the_plan_are_one_item_each() -> None:
    said = "Целевой индикатор 1. Урожай зерна, млн тонн: 2026 г. – 17,5; 2027 г. – 22,0.\nЦелевой индикатор 2. Доля складов, %: 2026 г. – 11; 2026 г. – 12."
    read = reading("Таблица 1", INDICATORS, "План по зерну", [HEADER, wide(said), act("1", "Построить")])
    plan = read.plan()
    assert [item.kind for item in plan.items] == ["target_indicator", "target_indicator", "activity"]
    first = plan.items[0]
    assert first.passport is not None
    assert str(first.passport.targets["2027"]) == "21.0"
    assert [(r.message, r.params.get("period", r.params.get("year"))) for r in read.remarks] == [
        ("reading.period_twice", "2026"),
        ("reading.values_differ", "2027"),
    ]


# ── sheets ──


def sheet(rows: Rows, **fields: object) -> RawDocument:
    return RawDocument(
        file="x.xlsx", sha256="0", format="xlsx", tables=(table(rows, 0, "План"),), order=(("t", 0),)
    )


def test_a_sheet_is_a_table_with_its_text_around() -> None:
    read = read_raw(
        sheet(
            [
                [("Утверждён:", 5)],
                [("постановлением от 5 мая 2026 года № 12", 5)],
                [("План по зерну на 2026–2028 годы", 5)],
                HEADER,
                wide("Раздел 1. Склады"),
                act("1", "Построить"),
                wide("Примечание: без изменений"),
            ]
        )
    )
    assert kinds(read) == ["caption", "caption", "caption", "header", "section", "activity", "caption"]
    plan = read.plan()
    assert plan.title == {"ru": "План по зерну на 2026–2028 годы"}
    assert (plan.first_year, plan.last_year) == (2026, 2028)
    assert plan.plan_act is not None
    assert plan.plan_act.number == "12"


def test_cells_of_a_sheet_go_by_their_sheet_columns() -> None:
    rows = [["", *HEADER], ["", "1", "Построить", "", "2027 год", "МЗР"]]
    (item,) = read_raw(sheet(rows)).plan().items
    assert item.cells == {"deadline": {"ru": "2027 год"}, "executors": {"ru": "МЗР"}}
    assert item.sources["executors"]["ru"].column == 5


def test_the_column_of_hidden_keys_gives_keys_and_no_text() -> None:
    raw = sheet(
        [[*HEADER, ""], ["number", "action", "", "", "", FIELDS_MARK], [*act("1", "Построить"), "a-7"]]
    )
    rows = raw.tables[0].rows
    hidden: tuple[RawRow, ...] = (rows[0], replace(rows[1], hidden=True), rows[2])
    read = read_raw(replace(raw, tables=(replace(raw.tables[0], rows=hidden),)))
    assert kinds(read) == ["header", "header", "activity"]
    assert [item.key for item in read.plan().items] == ["a-7"]
    assert "a-7" not in read.tables[0].rows[2].text


@pytest.mark.parametrize("second", [0, 1])
def test_two_tables_in_one_sheet_are_each_read_by_their_header(second: int) -> None:
    more: Rows = [
        ["№", "Целевые индикаторы", "Ед. изм.", "2026 год", "2027 год"],
        ["1", "Урожай", "тонн", "10", "11"],
    ]
    gap: Rows = [["", "", "", "", ""]] * second
    read = read_raw(sheet([HEADER, act("1", "Построить"), *gap, *more]))
    assert kinds(read) == ["header", "activity", *["empty"] * second, "header", "target_indicator"]
    assert [item[0] for item in items(read)] == ["activity", "target_indicator"]


def test_the_passport_of_a_programme_is_no_list_of_abbreviations() -> None:
    rows: Rows = [
        ["Наименование программы", "Программа сохранения зерна на 2026–2028 годы"],
        ["Основание для разработки", "Указ о сохранении зерна"],
        ["Разработчик", "Министерство зерна Республики"],
    ]
    assert kinds(reading(rows)) == ["field"] * 3


def test_a_header_may_stand_in_a_table_of_its_own() -> None:
    read = reading(
        "План по зерну", [HEADER, ["1", "2", "3", "4", "5"]], [act("1", "Построить"), act("2", "Починить")]
    )
    assert kinds(read) == ["header", "column_numbers", "activity", "activity"]
    assert read.plan().items[0].cells["deadline"] == {"ru": "декабрь 2027 года"}
