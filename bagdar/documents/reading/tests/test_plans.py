"""The plan as a typed object: tree, codes, keys, financing, title, years, acts, texts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from bagdar.documents.forms.plan import Plan
from bagdar.documents.reading import read
from bagdar.documents.reading.pairing import pair
from bagdar.documents.reading.tests.make import (
    BODIES,
    HEADER,
    KAZAKH_HEADER,
    Rows,
    act,
    document,
    read_raw,
    reading,
    wide,
)
from bagdar.documents.reading.tests.spec import FORMS
from bagdar.documents.writing.text import HIDDEN_PREFIX, bookmark_name

TREE: Rows = [
    HEADER,
    wide("Раздел 2. Зерно"),
    wide("Цель. Хранить зерно"),
    wide("Целевой индикатор 1. Доля складов"),
    wide("Задача 1. Склады"),
    wide("Показатель результата 1. Число складов"),
    act("1", "Построить"),
    wide("Задача 2. Весы"),
    act("2", "Починить"),
    wide("Раздел 3. Дороги"),
    act("3", "Проложить"),
]


def test_items_stand_in_a_tree_with_codes_without_a_language() -> None:
    items = reading("План по зерну", TREE).plan().items
    assert [(i.code, i.parent) for i in items] == [
        ("2", None),
        ("2/goal", "2"),
        ("2/target_indicator/1", "2/goal"),
        ("2.1", "2/goal"),
        ("2.1/result_indicator/1", "2.1"),
        ("2.1/activity/1", "2.1"),
        ("2.2", "2/goal"),
        ("2.2/activity/1", "2.2"),
        ("3", None),
        ("3/activity/1", "3"),
    ]


def test_a_direction_stands_over_activities_where_the_plan_has_no_tasks() -> None:
    items = (
        reading([HEADER, wide("Направление 1. Склады"), act("1", "Построить"), act("2", "Починить")])
        .plan()
        .items
    )
    assert [(i.kind, i.parent) for i in items] == [("direction", None), ("activity", "1"), ("activity", "1")]


@pytest.mark.parametrize("marks", [("bookmarks",), ("hidden",), ("bookmarks", "hidden")])
def test_a_hidden_key_is_read_from_the_bookmark_or_the_hidden_run(marks: tuple[str, ...]) -> None:
    raw = document("План по зерну", [HEADER, act("1", "Построить"), act("2", "Починить")])
    row = raw.tables[0].rows[1]
    if "bookmarks" in marks:
        row = replace(row, bookmarks=("_Toc1", bookmark_name("a-1")))
    if "hidden" in marks:
        row = replace(row, cells=(replace(row.cells[0], hidden=f"{HIDDEN_PREFIX}a-1"), *row.cells[1:]))
    rows = (raw.tables[0].rows[0], row, raw.tables[0].rows[2])
    items = read_raw(replace(raw, tables=(replace(raw.tables[0], rows=rows),))).plan().items
    assert [item.key for item in items] == ["a-1", "/activity/2"]


MONEY: Rows = [
    ["№", "Мероприятие", "Форма завершения", "Срок исполнения", "Исполнители", "2026", "2027", "всего",
     "Источники финансирования", "Код бюджетной программы"],
    ["v:1", "v:Построить", "v:акт", "v:2027 год", "v:МЗР", "3\n3\n8\n1,\n0", "3 25 3,1", "6 634,1", "РБ", "098 107"],
    ["^", "^", "^", "^", "^", "0", "98 748,9*", "98 748,9", "МБ", "040"],
    ["2", "Починить", "акт", "2027 год", "МЗР", "-", "уточняется", "", "РБ", ""],
    ["3", "Обучить", "акт", "2027 год", "МЗР", ("не требуется", 5)],
]  # fmt: skip


def test_each_line_of_financing_keeps_its_source_programme_and_figures() -> None:
    first, second, third = reading("План", MONEY).plan().items
    assert [(line.source, line.programme, line.amounts) for line in first.finance] == [
        (
            {"ru": "РБ"},
            "098 107",
            {"2026": Decimal("3381.0"), "2027": Decimal("3253.1"), "total": Decimal("6634.1")},
        ),
        ({"ru": "МБ"}, "040", {"2026": Decimal(0), "2027": Decimal("98748.9"), "total": Decimal("98748.9")}),
    ]
    assert first.cells["financing"] == {"ru": "РБ\nМБ"}
    assert second.finance[0].unread == {"2027": "уточняется"}
    assert second.finance[0].amounts == {}
    assert third.finance == ()
    assert third.cells["financing"] == {"ru": "не требуется"}


@pytest.mark.parametrize(
    "paragraphs, title, years, number",
    [
        (["План по зерну", "2026–2028 годы"], "План по зерну", (2026, 2028), None),
        (
            ["Приложение\nк постановлению", "7. План действий по зерну до 2028 года"],
            "7. План действий по зерну до 2028 года",
            (None, 2028),
            None,
        ),
        (
            ["Утверждён:", "постановлением от 05.05.2026", "№ 17", "Согласован: с Советом", "План по зерну"],
            "План по зерну",
            (None, None),
            "17",
        ),
        (
            ["Зерновой республики", "план мероприятий на 2026 – 2027 годы"],
            "план мероприятий на 2026 – 2027 годы",
            (2026, 2027),
            None,
        ),
    ],
)
def test_title_years_and_act_are_read_over_the_table(
    paragraphs: list[str], title: str, years: tuple[int | None, int | None], number: str | None
) -> None:
    plan = reading(*paragraphs, [HEADER, act("1", "Построить", deadline="ежегодно")]).plan()
    assert plan.title.in_("ru").endswith(title)
    assert (plan.first_year, plan.last_year) == years
    assert (plan.plan_act.number if plan.plan_act else None) == number


def test_texts_are_unchanged_but_for_marks_of_layout() -> None:
    plan = reading(
        [HEADER, act("1", "Постро\u00adить «склад»,  два", completion="–", executors="МЗР\nМДР")]
    ).plan()
    assert plan.items[0].title == {"ru": "Построить «склад»,  два"}
    assert plan.items[0].cells == {"deadline": {"ru": "декабрь 2027 года"}, "executors": {"ru": "МЗР\nМДР"}}


def test_an_untranslated_line_keeps_its_language() -> None:
    plan = reading(
        [
            HEADER,
            act("1", "[Русского текста нет; язык: казахский] Қойма салу"),
            act("2", "[Русского текста нет]"),
        ]
    ).plan()
    assert [item.title for item in plan.items] == [{"kk": "Қойма салу"}, {}]


def test_every_cell_knows_where_it_was_read() -> None:
    source = reading([HEADER, act("1", "Построить")]).plan().items[0].sources["deadline"]["ru"]
    assert (source.table, source.row, source.column, source.sha256) == (0, 1, 3, "0" * 64)


KAZAKH: Rows = [
    KAZAKH_HEADER,
    wide("2-бөлім. Астық"),
    ["1", "Салу", "акт", "2027 жылғы желтоқсан", "АСМ"],
    ["2", "Жөндеу", "акт", "2027 жылғы желтоқсан", "АСМ"],
]
RUSSIAN: Rows = [HEADER, wide("Раздел 2. Зерно"), act("1", "Построить"), act("2", "Починить")]


def plans(russian: Rows = RUSSIAN) -> tuple[Plan, Plan]:
    return reading(russian).plan(), reading(KAZAKH).plan()


def test_two_editions_are_paired_row_by_row() -> None:
    found = pair(*plans())
    assert found.plan.languages == ("ru", "kk")
    assert [item.title for item in found.plan.items] == [
        {"ru": "Зерно", "kk": "Астық"},
        {"ru": "Построить", "kk": "Салу"},
        {"ru": "Починить", "kk": "Жөндеу"},
    ]
    assert (found.only_first, found.only_second) == ((), ())
    assert found.plan.items[1].sources[
        "action" if "action" in found.plan.items[1].sources else "title"
    ].keys() == {"ru", "kk"}


def test_rows_without_a_partner_are_told_and_kept_in_their_place() -> None:
    found = pair(*plans([HEADER, wide("Раздел 2. Зерно"), act("2", "Починить"), act("3", "Обучить")]))
    assert [item.title for item in found.plan.items] == [
        {"ru": "Зерно", "kk": "Астық"},
        {"kk": "Салу"},
        {"ru": "Починить", "kk": "Жөндеу"},
        {"ru": "Обучить"},
    ]
    assert (len(found.only_first), len(found.only_second)) == (1, 1)


def test_a_document_with_a_table_in_each_language_is_one_plan_in_two() -> None:
    plan = reading("План по зерну", RUSSIAN, "Астық жоспары", KAZAKH).plan()
    assert plan.languages == ("ru", "kk")
    assert plan.items[1].title == {"ru": "Построить", "kk": "Салу"}


def test_a_given_language_is_taken_for_the_documents_own() -> None:
    asked = read(document(RUSSIAN), FORMS, BODIES, language="kk")
    assert asked.languages == ("kk",)
    assert asked.plan().items[1].title == {"kk": "Построить"}
