"""What the command promises: the shape of the JSON, counts that add up, linear work, no text that breaks it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bagdar.documents.raw import RawCell, RawDocument, RawRow, RawTable
from bagdar.documents.reading.tests.make import HEADER, act, document, read_raw, reading, wide
from bagdar.kernel.tests.work import LINEAR, growth

ACCOUNT = {"header", "column_numbers", "caption", "continuation", "empty", "items"}


def adds_up(table: dict[str, Any]) -> bool:
    """Integers of the account, items and rows not understood are all the table's rows."""
    account = dict(table["account"])
    items = account.pop("items")
    total = sum(account.values()) + sum(items.values()) + len(table["not_understood"])
    listed: dict[str, int] = {}
    for item in table["items"]:
        listed[item["kind"]] = listed.get(item["kind"], 0) + 1
    return total == table["rows"] and listed == items and account.keys() | {"items"} == ACCOUNT


def test_the_contract_has_these_keys_and_no_others() -> None:
    found = reading(
        "План по зерну", [HEADER, ["1", "2", "3", "4", "5"], act("1.", "Построить"), ["ы", "ы", "", "", ""]]
    ).as_json()
    assert found.keys() == {"file", "sha256", "form", "languages", "tables"}
    assert (found["form"], found["languages"]) == ("plan", ["ru"])
    (table,) = found["tables"]
    assert table.keys() == {"index", "rows", "account", "not_understood", "items"}
    assert table["account"] == {
        "header": 1, "column_numbers": 1, "caption": 0, "continuation": 0, "empty": 0, "items": {"activity": 1},
    }  # fmt: skip
    assert table["not_understood"] == [{"row": 3, "text": "ы\nы"}]
    (item,) = table["items"]
    assert item.keys() == {"row", "kind", "number", "text", "cells", "readings"}
    assert (item["row"], item["kind"], item["number"], item["text"]) == (2, "activity", "1", "Построить")
    assert item["cells"] == {
        "number": "1.", "action": "Построить", "completion": "приказ", "deadline": "декабрь 2027 года",
        "executors": "МЗР, МДР",
    }  # fmt: skip
    assert item["readings"].keys() == {"completion", "deadline", "executors"}
    assert item["readings"]["deadline"]["understood"] is True
    assert [e["body"] for e in item["readings"]["executors"]["executors"]] == ["grain", "roads"]
    json.dumps(found)


texts = st.sampled_from(
    ["", " ", "1", "2.", "1.1", "І.", "Цель. А", "Задача 1", "Мероприятия", "Наименование мероприятия", "№", "Срок исполнения",
     "Исполнители", "2026 год", "всего", "98 748,9*", "МЗР", "ежегодно", "–", "Раздел 1. Б", "2-ЦИ1", "ы" * 40, "Итого", "\u00ad", "1\n2.1-МР1"]
) | st.text(max_size=12)  # fmt: skip
raw_cells = st.builds(
    RawCell,
    text=texts,
    span=st.integers(0, 4),
    merge=st.sampled_from(["", "", "", "restart", "continue"]),
    column=st.integers(0, 6),
    bold=st.booleans(),
)


@st.composite
def raw_documents(draw: st.DrawFn) -> RawDocument:
    tables = []
    for index in range(draw(st.integers(1, 2))):
        rows = draw(st.lists(st.lists(raw_cells, max_size=6), max_size=9))
        sheet = draw(st.sampled_from([None, "Лист"]))
        made = tuple(RawRow(index=n, cells=tuple(cells)) for n, cells in enumerate(rows))
        tables.append(RawTable(index=index, rows=made, sheet=sheet))
    paragraphs = tuple(draw(st.lists(texts, max_size=4)))
    order = (*(("p", n) for n in range(len(paragraphs))), *(("t", n) for n in range(len(tables))))
    return RawDocument(
        file="x", sha256="0", format="docx", paragraphs=paragraphs, tables=tuple(tables), order=order
    )


@settings(max_examples=150, deadline=None)
@given(raw_documents())
def test_no_table_breaks_the_reading_and_every_account_adds_up(raw: RawDocument) -> None:
    read = read_raw(raw)
    assert all(adds_up(table) for table in read.as_json()["tables"])
    read.plan()
    read.report()
    read.conclusion()


def long_plan(rows: int) -> RawDocument:
    body = []
    for n in range(rows // 5):
        body += [
            wide(f"Задача {n + 1}. Склады"),
            *(act(str(4 * n + k), f"Построить склад {n}-{k}") for k in range(1, 5)),
        ]
    return document("План по зерну", [HEADER, *body])


def test_reading_is_linear_in_the_rows() -> None:
    def reading(rows: int) -> Callable[[], object]:
        raw = long_plan(rows)
        return lambda: read_raw(raw).plan()

    reading(100)()
    assert growth(reading, 250, 1500) < LINEAR
