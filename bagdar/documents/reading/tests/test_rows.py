"""Kinds of rows: plans of many makes, each row told by label, number, span or place."""

from __future__ import annotations

import pytest

from bagdar.documents.reading.tests.make import (
    HEADER,
    KAZAKH_HEADER,
    Rows,
    act,
    items,
    kinds,
    reading,
    wide,
)

NUMBERS = ("1", "2", "3", "4", "5")
FINANCED = (*HEADER, "Сумма, тыс. тенге", "Источники финансирования")


def financed(number: str, title: str, amount: str = "10,0", source: str = "РБ") -> list[str]:
    return [number, title, "приказ", "2027 год", "МЗР", amount, source]


CASES: dict[str, tuple[Rows, str]] = {
    "merged rows with labels": (
        [
            HEADER,
            NUMBERS,
            wide("Раздел 1. Зерно"),
            wide("Цель: обеспечить хранение"),
            wide("Целевой индикатор 1. Доля складов, %: 2027 г. – 10; 2028 г. – 12"),
            wide("Задача 1. Построить склады"),
            wide("Показатель результата 1. Число складов"),
            wide("Мероприятия"),
            act("1.", "Построить склад"),
            act("2.", "Починить весы"),
        ],
        "header column_numbers section goal target_indicator task result_indicator caption activity activity",
    ),
    "labels in the cells of ordinary rows": (
        [
            HEADER,
            ["1.", "Целевой индикатор.\nДоля складов", "", "", "МЗР"],
            ["2.", "Показатель результата 1.\nЧисло складов", "", "", "МЗР"],
            act("1.", "Построить склад"),
        ],
        "header target_indicator result_indicator activity",
    ),
    "label alone in the first column": (
        [
            KAZAKH_HEADER,
            ["1-міндет", "Қоймалар салу", "", "", ""],
            ["1", "Қойма салу", "бұйрық", "2027 жылғы желтоқсан", "АСМ"],
            ["2-міндет", "Таразы жөндеу", "", "", ""],
            ["2", "Таразы сатып алу", "бұйрық", "2027 жылғы наурыз", "АСМ"],
        ],
        "header task activity task activity",
    ),
    "indicators without labels under their caption": (
        [
            HEADER,
            wide("Задача 1. Построить склады"),
            wide("Показатели результатов:"),
            ["1.", "Число складов", "", "2027 год", "МЗР"],
            ["2.", "Доля новых складов", "", "2027 год", "МЗР"],
            wide("Мероприятия:"),
            act("1.", "Построить склад"),
        ],
        "header task caption result_indicator result_indicator caption activity",
    ),
    "sections known by Roman numbers, merged": (
        [HEADER, wide("І. Склады"), act("1", "Построить"), wide("II. Весы"), act("2", "Починить")],
        "header section activity section activity",
    ),
    "sections in bold, not merged": (
        [HEADER, ["", "**Склады", "", "", ""], act("1", "Построить"), ["", "**Весы", "", "", ""], act("2", "Починить")],
        "header section activity section activity",
    ),
    "merged sections without number or label, more than one": (
        [HEADER, wide("Склады и дороги"), act("1", "Построить"), wide("Весы и меры"), act("2", "Починить")],
        "header section activity section activity",
    ),
    "numbers of three steps": (
        [
            HEADER,
            ["1.", "Склады", "", "", ""],
            ["1.1.", "Новые склады", "", "", ""],
            act("1.1.1.", "Построить"),
            act("1.1.2.", "Открыть"),
            ["1.2.", "Старые склады", "", "", ""],
            act("1.2.1.", "Починить"),
        ],
        "header section task activity activity task activity",
    ),
    "directions over activities": (
        [HEADER, wide("Направление 1. Склады"), act("1", "Построить"), wide("Направление 2. Весы"), act("2", "Починить")],
        "header direction activity direction activity",
    ),
    "further lines of financing, merged and not": (
        [
            FINANCED,
            ["v:1.", "v:Построить склад", "v:акт", "v:2027 год", "v:МЗР", "10,0", "РБ"],
            ["^", "^", "^", "^", "^", "5,5", "МБ"],
            financed("2.", "Починить весы"),
            ["", "", "", "", "", "3 25 3,1", "МБ"],
        ],
        "header activity continuation activity continuation",
    ),
    "totals are said, not items": (
        [
            FINANCED,
            wide("Раздел 1. Склады", 7),
            financed("1", "Построить"),
            ["", "Итого по разделу 1", "", "", "", "10,0", ""],
            wide("Раздел 2. Весы", 7),
            financed("2", "Починить"),
            ["", "ВСЕГО", "", "", "", "20,0", ""],
        ],
        "header section activity caption section activity caption",
    ),
    "text broken by a page goes on": (
        [
            HEADER,
            act("1", "Построить склады и", executors="МЗР,"),
            ["", "дороги к ним", "", "", "МДР"],
            act("2", "Починить весы"),
        ],
        "header activity continuation activity",
    ),
    "header repeated on a later page": (
        [
            HEADER,
            NUMBERS,
            act("1", "Построить склад"),
            HEADER,
            NUMBERS,
            ["", "с подъездной дорогой", "", "", ""],
            act("2", "Починить весы"),
        ],
        "header column_numbers activity header column_numbers continuation activity",
    ),
    "cells merged down over several activities": (
        [
            HEADER,
            ["1", "Построить склад", "акт", "v:2027 год", "v:МЗР"],
            ["2", "Починить весы", "акт", "^", "^"],
            act("3", "Нанять сторожа"),
        ],
        "header activity activity activity",
    ),
    "a caption in more words, indicators listed under one and in one cell": (
        [
            HEADER,
            wide("Задача 1. Построить склады"),
            wide("Показатели результатов:"),
            wide("1) Число складов: 2027 г. – 10; 2028 г. – 12"),
            wide("Целевые индикаторы: доля складов, %: 2027 г. – 10; 2028 г. – 12"),
            wide("Мероприятия по задаче 1"),
            act("1", "Построить"),
        ],
        "header task caption result_indicator target_indicator caption activity",
    ),
    "notes under the rows": (
        [HEADER, act("1", "Построить"), act("2", "Починить"), wide("Примечание: сроки уточняются"), wide("* при наличии средств")],
        "header activity activity caption caption",
    ),
    "empty rows": (
        [HEADER, act("1", "Построить"), ["", "", "", "", ""], act("2", "Починить"), ["3.", "", "", "", ""]],
        "header activity empty activity empty",
    ),
    "the blank form as published": (
        [
            KAZAKH_HEADER,
            wide("1-бөлім"),
            ["", "Мақсаты", "", "", ""],
            ["", "1-нысаналы индикатор", "", "", ""],
            ["", "n-нысаналы индикатор", "", "", ""],
            ["", "1-міндет", "", "", ""],
            ["", "1 іс-шара", "", "", ""],
            ["", "n іс-шара", "", "", ""],
        ],
        "header section goal target_indicator target_indicator task activity activity",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_row_is_told_for_what_it_is(name: str) -> None:
    rows, expected = CASES[name]
    assert kinds(reading("План по зерну", rows)) == expected.split()


def test_numbers_and_titles_come_without_their_labels() -> None:
    read = reading(
        [
            HEADER,
            wide("Раздел ІІ. Зерно"),
            wide("Задача 3 – построить склады"),
            ["4.", "Показатель результата 1.\nЧисло складов", "", "", "МЗР"],
            act("1а", "Построить"),
            act("№ 2", "Починить"),
            act("1\n0.", "Нанять"),
        ]
    )
    assert items(read) == [
        ("section", "2", "Зерно"),
        ("task", "3", "построить склады"),
        ("result_indicator", "4", "Число складов"),
        ("activity", "1а", "Построить"),
        ("activity", "2", "Починить"),
        ("activity", "10", "Нанять"),
    ]


NONSENSE: dict[str, list[str | tuple[str, int]]] = {
    "in every cell": ["ыв", "ыва ыва", "пролд", "эжд", "йцу"],
    "one word everywhere": ["шмяк"] * 5,
    "a lone title": ["", "Ытрорго шнурк", "", "", ""],
    "a lone title in small letters": ["", "бламба зюк", "", "", ""],
    "merged over the table": [("Лорем ипсум долор", 5)],
    "under a number out of order": ["99.", "бламба", "зюк", "зюк зюк", "шмяк"],
    "in the last column only": ["", "", "", "", "бламба"],
    "two cells where there are five": ["ыыы", "яяя"],
    "signs": ["???", "???", "???", "???", "???"],
}


@pytest.mark.parametrize("shape", NONSENSE)
@pytest.mark.parametrize("place", [2, 3, 5, 6])
def test_nonsense_is_one_row_not_understood_and_changes_nothing_else(shape: str, place: int) -> None:
    plain: list[list[str | tuple[str, int]]] = [
        list(HEADER),
        [*NUMBERS],
        wide("Направление 1. Склады"),
        act("1.", "Построить склад", executors="МЗР, фонд «Весы» (по согласованию)"),
        wide("Направление 2. Весы"),
        act("2.", "Починить весы"),
    ]
    mixed = [*plain[:place], NONSENSE[shape], *plain[place:]]
    before, after = reading(plain), reading(mixed)
    assert [(row.index, row.text) for row in after.tables[0].not_understood()] == [
        (
            place,
            "\n".join(
                cell if isinstance(cell, str) else cell[0] for cell in NONSENSE[shape] if cell and cell[0]
            ),
        )
    ]
    assert items(after) == items(before)
    expected = kinds(before)
    expected.insert(place, "not_understood")
    assert kinds(after) == expected


def test_several_indicators_in_one_cell_are_one_row_and_several_items() -> None:
    text = (
        "Целевой индикатор 1. Урожай, тонн: 2027 г. – 17,5; 2028 г. – 21,0.\n"
        "Целевой индикатор 2. Доля складов, %: 2027 г. – 5 %; 2028 г. – 7 %."
    )
    read = reading([HEADER, wide(text), act("1", "Построить")])
    assert read.tables[0].account()["items"] == {"target_indicator": 1, "activity": 1}
    first, second, _ = read.plan().items
    assert (first.number, second.number) == ("1", "2")
    assert first.passport is not None
    assert {year: str(target) for year, target in first.passport.targets.items()} == {
        "2027": "17.5",
        "2028": "21.0",
    }
    assert first.passport.unit == {"ru": "тонн"}


def test_indicators_listed_in_one_cell_are_items_of_one_row() -> None:
    text = "Целевые индикаторы:\n1) урожай, тонн: 2027 г. – 17; 2028 г. – 21;\n2) доля складов, %: 2027 г. – 5; 2028 г. – 7"
    read = reading([HEADER, wide(text), act("1", "Построить")])
    assert read.tables[0].account()["items"] == {"target_indicator": 1, "activity": 1}
    first, second, _ = read.plan().items
    assert [(i.number, sorted(i.passport.targets) if i.passport else []) for i in (first, second)] == [
        ("1", ["2027", "2028"]),
        ("2", ["2027", "2028"]),
    ]


def test_one_cell_merged_over_several_activities_says_the_same_of_each() -> None:
    rows: Rows = [
        FINANCED,
        ["1", "Построить", "акт", "v:2027 год", "v:МЗР", "v:10,0", "v:РБ"],
        ["2", "Починить", "акт", "^", "^", "^", "^"],
        ["3", "Обучить", "акт", "2028 год", "МДР", "", ""],
    ]
    items_ = reading(rows).plan().items
    assert [item.cells["deadline"]["ru"] for item in items_] == ["2027 год", "2027 год", "2028 год"]
    assert [item.cells["executors"]["ru"] for item in items_] == ["МЗР", "МЗР", "МДР"]
    assert [item.cells["financing"]["ru"] if "financing" in item.cells else None for item in items_] == [
        "РБ",
        "РБ",
        None,
    ]


@pytest.mark.parametrize(
    "rows, expected",
    [
        ([act("1", "Построить"), wide("3. Ыва олдж"), act("2", "Починить")], "activity ? activity"),
        ([act("1", "Построить"), wide("Ыва олдж"), act("2", "Починить")], "activity ? activity"),
        ([wide("1) ???"), act("1", "Построить")], "? activity"),
        ([wide("1. Склады"), act("1", "Построить")], "section activity"),
        ([act("1", "Построить"), wide("2. Весы"), act("2.1", "Починить")], "activity section activity"),
    ],
)
def test_a_lone_line_over_the_whole_width_is_a_section_only_where_the_table_bears_it_out(
    rows: Rows, expected: str
) -> None:
    found = kinds(reading("План по зерну", [HEADER, *rows]))
    assert found == ["header", *expected.replace("?", "not_understood").split()]
