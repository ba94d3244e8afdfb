"""Documents put together cell by cell: "^" goes on from above, "v:" begins a merge, "**" is bold."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.raw import RawCell, RawDocument, RawRow, RawTable
from bagdar.documents.reading import Reading, read
from bagdar.documents.reading.tests.spec import FORMS
from bagdar.kernel.text import Text

Cell = str | tuple[str, int]
Rows = Sequence[Sequence[Cell]]

HEADER = ("№", "Наименование мероприятия", "Форма завершения", "Срок исполнения", "Ответственные исполнители")
KAZAKH_HEADER = ("Р/с №", "Іс-шаралар атауы", "Аяқталу нысаны", "Орындалу мерзімі", "Жауапты орындаушылар")

BODIES = Bodies(
    [
        Body(
            id="grain", kind="ministry",
            name=Text.of(ru="Министерство зерна", kk="Астық министрлігі"),
            abbreviations={"ru": ("МЗР",), "kk": ("АСМ",)},
        ),
        Body(
            id="roads", kind="ministry",
            name=Text.of(ru="Министерство дорог", kk="Жол министрлігі"),
            abbreviations={"ru": ("МДР",), "kk": ("ЖЛМ",)},
        ),
    ]
)  # fmt: skip


def raw_cell(cell: Cell, order: int, column: int) -> RawCell:
    text, span = cell if isinstance(cell, tuple) else (cell, 1)
    if text == "^":
        return RawCell(text="", span=span, merge="continue", column=column)
    merge = "restart" if text.startswith("v:") else ""
    text = text.removeprefix("v:")
    return RawCell(
        text=text.strip("*") if text.startswith("**") else text,
        span=span,
        merge=merge,
        column=column,
        bold=text.startswith("**"),
    )


def table(rows: Rows, index: int = 0, sheet: str | None = None) -> RawTable:
    """A table of Word; with *sheet* one of Excel, whose cells stand in sheet columns."""
    return RawTable(index=index, rows=tuple(_row(n, row, sheet) for n, row in enumerate(rows)), sheet=sheet)


def _row(index: int, cells: Sequence[Cell], sheet: str | None) -> RawRow:
    out: list[RawCell] = []
    column = 0
    for order, cell in enumerate(cells):
        made = raw_cell(cell, order, column if sheet else order)
        out.append(made)
        column += made.span
    return RawRow(index=index, cells=tuple(out))


def document(*blocks: str | Rows, **fields: object) -> RawDocument:
    """Paragraphs and tables in order."""
    paragraphs: list[str] = []
    tables: list[RawTable] = []
    order: list[tuple[str, int]] = []
    for block in blocks:
        if isinstance(block, str):
            order.append(("p", len(paragraphs)))
            paragraphs.append(block)
        else:
            order.append(("t", len(tables)))
            tables.append(table(block, len(tables)))
    return RawDocument(
        file="plan.docx",
        sha256="0" * 64,
        format="docx",
        paragraphs=tuple(paragraphs),
        tables=tuple(tables),
        order=tuple(order),
        **fields,  # type: ignore[arg-type]
    )


def reading(*blocks: str | Rows, **fields: object) -> Reading:
    return read(document(*blocks, **fields), FORMS, BODIES)


def read_raw(raw: RawDocument) -> Reading:
    return read(raw, FORMS, BODIES)


def kinds(read: Reading, table: int | None = None) -> list[str]:
    """What every row is, in order: an item's kind, or the row's."""
    return [
        row.parts[0].kind if row.kind == "item" else row.kind.value
        for each in read.tables
        if table is None or each.index == table
        for row in each.rows
    ]


def items(read: Reading) -> list[tuple[str, str, str]]:
    """(kind, number, title) of every item row."""
    return [
        (row.parts[0].kind, row.parts[0].number, row.parts[0].title)
        for each in read.tables
        for row in each.rows
        if row.kind == "item"
    ]


def with_rows(raw: RawDocument, index: int, rows: Sequence[RawRow]) -> RawDocument:
    """*raw* with other rows in table *index*, numbered anew."""
    numbered = tuple(replace(row, index=n) for n, row in enumerate(rows))
    tables = tuple(replace(t, rows=numbered) if t.index == index else t for t in raw.tables)
    return replace(raw, tables=tables)


def wide(text: str, columns: int = 5) -> list[Cell]:
    """One cell over the whole table."""
    return [(text, columns)]


def act(number: str, title: str, **cells: str) -> list[Cell]:
    """An activity under HEADER."""
    return [
        number,
        title,
        cells.get("completion", "приказ"),
        cells.get("deadline", "декабрь 2027 года"),
        cells.get("executors", "МЗР, МДР"),
    ]
