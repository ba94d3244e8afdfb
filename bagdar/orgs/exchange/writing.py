"""The list of bodies as a workbook that can be read back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import zip_longest

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bagdar.kernel.messages import render
from bagdar.orgs.exchange.columns import Column, caption, columns

ROWS_OF_NONE = 200
"""Empty rows that an empty template offers with their lists of choices."""


def workbook(
    rows: Iterable[Mapping[str, str | date | None]],
    languages: tuple[str, ...],
    language: str,
    choices: Mapping[str, list[str]],
) -> bytes:
    """A workbook with a row for each of *rows* (column → value), captions in *language*.

    *choices*: column → what may stand in it; offered by the spreadsheet program as a list. Every text is
    written as a text: none is a formula, whatever it begins with.
    """
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": render("orgs.columns.title", language), "author": "", "company": ""})
    sheet = book.add_worksheet(render("orgs.columns.sheet", language))
    shown = columns(languages)
    # As text, so that a number keeps its zeros and an "=…" stays inert when somebody edits the cell.
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})
    for index, column in enumerate(shown):  # a column's own look holds for its empty cells: none is written
        sheet.set_column(index, index, column.width, day if column.day else text)
    _head(book, sheet, shown, language)
    last = _body(book, sheet, shown, rows, text, day)
    _lists(book, sheet, shown, choices, max(last, ROWS_OF_NONE), language)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(shown) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _head(book: Workbook, sheet: Worksheet, shown: tuple[Column, ...], language: str) -> None:
    look = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#EAF4F9", "bottom": 1}
    )
    sheet.set_row(0, 34)
    for index, column in enumerate(shown):
        sheet.write_string(0, index, caption(column.id, language), look)


def _body(
    book: Workbook,
    sheet: Worksheet,
    shown: tuple[Column, ...],
    rows: Iterable[Mapping[str, str | date | None]],
    text: Format,
    day: Format,
) -> int:
    """How many rows were written, each as soon as it is known: memory does not grow with them."""
    inert = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    count = 0
    for count, row in enumerate(rows, start=1):
        for index, column in enumerate(shown):
            value = row.get(column.id)
            if isinstance(value, date):
                sheet.write_datetime(count, index, value, day)
            elif value:
                sheet.write_string(count, index, value, inert if value[0] in "=+-@\t\r" else text)
    return count


def _lists(
    book: Workbook,
    sheet: Worksheet,
    shown: tuple[Column, ...],
    choices: Mapping[str, list[str]],
    last: int,
    language: str,
) -> None:
    """Lists of choices stand on a sheet of their own: a list inside a cell holds 255 characters only."""
    lists = book.add_worksheet(render("orgs.columns.lists", language))
    # Row by row, as the writer lets go of each row when the next begins.
    head = tuple(caption(column, language) for column in choices)
    for row, line in enumerate((head, *zip_longest(*choices.values(), fillvalue=""))):
        for place, word in enumerate(line):
            if word:
                lists.write_string(row, place, word)
    for place, (column, words) in enumerate(choices.items()):
        letter = chr(ord("A") + place)
        lists.set_column(place, place, 46)
        index = next(index for index, one in enumerate(shown) if one.id == column)
        source = f"='{lists.get_name()}'!${letter}$2:${letter}${len(words) + 1}"
        sheet.data_validation(
            1, index, last, index, {"validate": "list", "source": source, "error_type": "warning"}
        )
