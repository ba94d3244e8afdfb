"""The same workbook read by another program gives the same numbers and texts."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bagdar.documents.opening import open_document
from bagdar.kernel.exact import NBSP

_FORMATS = ("General", "0", "0.00", "#,##0.00", "0.0%", "#,##0", "dd.mm.yyyy")


def _written(path: Path, seed: int) -> None:
    dice = random.Random(seed)
    book = openpyxl.Workbook()
    for number in range(dice.randint(1, 3)):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in range(1, dice.randint(2, 40)):
            for column in range(1, dice.randint(2, 12)):
                kind = dice.randrange(5)
                cell = sheet.cell(row, column)
                if kind == 0:
                    cell.value = f"мәтін {dice.randint(1, 999)}"
                elif kind in (1, 2):
                    cell.value = round(dice.uniform(-1e6, 1e6), dice.randint(0, 6))
                    cell.number_format = dice.choice(_FORMATS[:6])
                elif kind == 3:
                    cell.value = date(dice.randint(1901, 2099), dice.randint(1, 12), dice.randint(1, 28))
                    cell.number_format = "dd.mm.yyyy"
    book.save(path)


def _figure(text: str) -> Decimal:
    plain = text.replace(NBSP, "").replace(",", ".")
    return Decimal(plain.rstrip("%")) / (100 if plain.endswith("%") else 1)


def _places(number_format: str) -> Decimal:
    return {"0": Decimal(1), "#,##0": Decimal(1), "0.0%": Decimal("0.001")}.get(
        number_format, Decimal("0.01")
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_number_differs_from_the_second_reader(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _written(path, seed)
    ours = open_document(path, limited=False)
    for table, sheet in zip(ours.tables, openpyxl.load_workbook(path, data_only=True), strict=True):
        read = {(row.index, cell.column): cell.text for row in table.rows for cell in row.cells if cell.text}
        theirs = {
            (c.row - 1, c.column - 1): c for row in sheet.iter_rows() for c in row if c.value is not None
        }
        assert read.keys() == theirs.keys()
        for place, cell in theirs.items():
            if isinstance(cell.value, str):
                assert read[place] == cell.value
            elif isinstance(cell.value, date):
                assert read[place] == cell.value.strftime("%d.%m.%Y")
            elif cell.number_format == "General":
                assert _figure(read[place]) == Decimal(str(cell.value))
            else:
                off = abs(_figure(read[place]) - Decimal(str(cell.value)))
                assert off <= _places(cell.number_format) / 2
