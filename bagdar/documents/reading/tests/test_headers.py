"""Headers over one, two or three rows, on any grid, in any order of columns."""

from __future__ import annotations

import pytest

from bagdar.documents.raw import RawDocument
from bagdar.documents.reading.reading import cells_of
from bagdar.documents.reading.tests.make import (
    HEADER,
    Cell,
    Rows,
    act,
    items,
    kinds,
    read_raw,
    reading,
    table,
    wide,
    with_rows,
)

YEARS: tuple[list[Cell], ...] = (
    ["v:№", "v:Наименование", "v:Ед. изм.", "v:Форма завершения", "v:Срок исполнения", "v:Ответственные исполнители",
     ("В том числе по годам (млн тенге)", 7), "v:Источники финансирования"],
    ["^", "^", "^", "^", "^", "^", "2026", ("2027", 3), ("2028", 2), "всего", "^"],
)  # fmt: skip


def columns(rows: Rows, place: int = 0) -> list[str]:
    read = reading("План по зерну", rows)
    return [leaf.id for leaf in read.tables[0].segments[place].leaves]


def cells(rows: Rows) -> list[dict[str, str]]:
    table_ = reading("План по зерну", rows).tables[0]
    return [cells_of(row, table_.segment(row)) for row in table_.rows if row.kind == "item"]


HEADERS: dict[str, tuple[list[list[str | tuple[str, int]]], list[str]]] = {
    "as the form has it": (
        [["№", "Действие", "Форма завершения", "Ответственные исполнители", "Срок исполнения", "Источники финансирования"]],
        ["number", "action", "completion", "executors", "deadline", "financing"],
    ),
    "in variants, plural, with units, broken by hyphens": (
        [["№ п/п", "Наименование меро-приятий", "Формы завершения", "Сроки исполне ния", "Ответственный исполнитель (орган)"]],
        ["number", "action", "completion", "deadline", "executors"],
    ),
    "in another order, with a column nobody knows": (
        [["Срок исполнения", "№", "Номер послания", "Наименование", "Ответственные исполнители"]],
        ["deadline", "number", "Номер послания", "action", "executors"],
    ),
    "in two languages at once": (
        [["№", "Іс-шара / Мероприятие", "Аяқталу нысаны / Форма завершения", "Мерзімі / Срок", "Жауаптылар / Ответственные"]],
        ["number", "action", "completion", "deadline", "executors"],
    ),
    "in letters of the other alphabet": (
        [["№", "Meponpиятие".replace("n", "п"), "Фopмa завершения", "Cpoк исполнения", "Исполнители"]],
        ["number", "action", "completion", "deadline", "executors"],
    ),
    "over two rows with years": (
        [list(row) for row in YEARS],
        ["number", "action", "unit", "completion", "deadline", "executors", "2026", "2027", "2028", "total", "financing"],
    ),
    "over three rows": (
        [
            ["v:№", "v:Мероприятие", "v:Срок исполнения", "v:Исполнители", ("Финансирование", 3)],
            ["^", "^", "^", "^", ("по годам", 2), "v:Источники финансирования"],
            ["^", "^", "^", "^", "2026 год", "2027 год", "^"],
        ],
        ["number", "action", "deadline", "executors", "2026", "2027", "financing"],
    ),
    "over two rows of unequal width": (
        [
            ["v:№", "v:Мероприятие", "v:Срок исполнения", "v:Исполнители", ("По годам", 2)],
            ["^", "^", "^", "^", "2026", "2027", "2028"],
        ],
        ["number", "action", "deadline", "executors", "2026", "2027", "2028"],
    ),
    "with fact and forecast of one year": (
        [["№", "Показатель", "2026 год (факт)", "2026 год (прогноз)", "2027 год"]],
        ["number", "action", "2026", "2026 forecast", "2027"],
    ),
    "with a footnote mark glued to a year": (
        [["№", "Показатель", "2025 год", "22026 год", "20273 год"]],
        ["number", "action", "2025", "2026", "2027"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_columns_are_known_by_their_captions(name: str) -> None:
    header, expected = HEADERS[name]
    assert columns([*header, ["1"] * 3]) == expected


def test_cells_are_put_under_columns_by_order_whatever_their_spans() -> None:
    named = ["1.", "Построить склад", "млн тенге", "акт", "2027 год", "МЗР"]
    found = cells(
        [
            *YEARS,
            [*named, "1,0", ("2,0", 3), ("3,0", 2), "6,0", "РБ"],
            [*named, ("1,0", 3), ("2,0", 2), "3,0", ("6,0", 1), "РБ"],  # spans of another row
            [*named, ("не требуется", 8)],  # one cell over all money
        ]
    )
    assert [row.get("2027") for row in found] == ["2,0", "2,0", None]
    assert [row["financing"] for row in found] == ["РБ", "РБ", "не требуется"]
    assert [row["executors"] for row in found] == ["МЗР"] * 3


def test_a_header_without_title_caption_takes_the_column_after_the_number() -> None:
    found = cells(
        [["№", "Что сделать", "Срок исполнения", "Исполнители"], ["1", "Построить", "2027 год", "МЗР"]]
    )
    assert found == [{"number": "1", "Что сделать": "Построить", "deadline": "2027 год", "executors": "МЗР"}]


PLAN: list[list[str | tuple[str, int]]] = [
    list(HEADER),
    ["1", "2", "3", "4", "5"],
    wide("Направление 1. Склады"),
    act("1.", "Построить большой склад у дороги", completion="информация", deadline="декабрь 2027 года"),
    act("2.", "Открыть пункт приёма зерна", completion="постановление", deadline="2028 год", executors="МДР"),
    wide("Направление 2. Весы"),
    act(
        "3.", "Починить весы на всех складах", completion="доклад", deadline="март 2027 года", executors="МЗР"
    ),
    act("4.", "Обучить весовщиков новым правилам", completion="приказ", deadline="июнь 2027 года"),
]


def plan() -> RawDocument:
    return RawDocument(
        file="x.docx", sha256="0", format="docx", paragraphs=("План по зерну",), tables=(table(PLAN),),
        order=(("p", 0), ("t", 0)),
    )  # fmt: skip


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (1, 0, 2, 4, 3), (2, 4, 0, 1, 3)])
def test_shuffled_columns_give_the_same_items(order: tuple[int, ...]) -> None:
    shuffled: Rows = [[row[n] for n in order] if len(row) == 5 else row for row in PLAN]
    read = reading("План по зерну", shuffled)
    assert items(read) == items(read_raw(plan()))
    assert sorted(columns(shuffled)) == sorted(columns(PLAN))


def test_a_renamed_caption_gives_the_same_items_and_columns() -> None:
    renamed: Rows = [
        ["№ п/п", "Наименование", "Форма исполнения", "Сроки реализации", "Исполнители"],
        *PLAN[1:],
    ]
    assert items(reading("План по зерну", renamed)) == items(read_raw(plan()))
    assert columns(renamed) == columns(PLAN)


@pytest.mark.parametrize("cut", [1, 2])
def test_a_dropped_header_gives_the_same_items(cut: int) -> None:
    read = reading("План по зерну", PLAN[cut:])
    assert items(read) == items(read_raw(plan()))
    assert columns(PLAN[cut:]) == columns(PLAN)


@pytest.mark.parametrize("place", [3, 4, 6])
def test_a_table_split_in_two_gives_the_same_plan(place: int) -> None:
    whole, split = read_raw(plan()), reading("План по зерну", PLAN[:place], PLAN[place:])
    assert items(split) == items(whole)
    assert [(i.key, i.parent) for i in split.plan().items] == [(i.key, i.parent) for i in whole.plan().items]


def test_a_repeated_header_is_counted_and_changes_nothing() -> None:
    repeated = [*PLAN[:5], *PLAN[:2], *PLAN[5:]]
    read = reading("План по зерну", repeated)
    assert items(read) == items(read_raw(plan()))
    assert kinds(read).count("header") == 2
    assert kinds(read).count("column_numbers") == 2


def test_column_numbers_may_stand_over_the_captions() -> None:
    assert kinds(reading([PLAN[1], PLAN[0], *PLAN[3:5]])) == [
        "column_numbers",
        "header",
        "activity",
        "activity",
    ]


def test_rows_of_another_width_are_read_as_well_as_can_be() -> None:
    raw = with_rows(
        plan(), 0, [*plan().tables[0].rows[:4], *table([["2.", "Нанять сторожа", ("МЗР", 2)]]).rows]
    )
    assert items(read_raw(raw))[-1] == ("activity", "2", "Нанять сторожа")
