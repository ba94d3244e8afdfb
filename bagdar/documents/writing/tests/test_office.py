"""What LibreOffice keeps of a workbook that it opens and saves in its own format and back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bagdar.documents.writing.sheet import FIELDS_MARK
from bagdar.documents.writing.tests.office import convert, once
from bagdar.documents.writing.tests.test_xlsx import STATUSES, find, offline
from bagdar.documents.writing.xlsx import LISTS, write_xlsx

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The offline form after xlsx → ods → xlsx."""

    def make(folder: Path) -> None:
        folder.mkdir()
        write_xlsx(offline(), folder / "form.xlsx")
        sheets = convert(tmp_path_factory, "ods", folder, folder / "form.xlsx")
        convert(tmp_path_factory, "xlsx", folder / "again", *sheets)

    return openpyxl.load_workbook(once(tmp_path_factory, "form", make) / "again" / "form.xlsx")


def test_keys_and_the_hidden_column_and_row_survive(saved: Any) -> None:
    sheet = saved.worksheets[0]
    row, column = find(sheet, FIELDS_MARK)
    assert sheet.column_dimensions["E"].hidden
    assert sheet.row_dimensions[row + 1].hidden
    assert [sheet.cell(row + 2 + n, column + 1).value for n in range(7)] == [f"2.1-Ш{n}" for n in range(1, 8)]


def test_locks_and_protection_survive(saved: Any) -> None:
    sheet = saved.worksheets[0]
    row = find(sheet, FIELDS_MARK)[0] + 2
    assert sheet.protection.sheet
    assert [sheet.cell(row, n).protection.locked for n in (1, 2, 3, 4)] == [True, True, False, False]


def test_drop_downs_and_their_hidden_sheet_survive(saved: Any) -> None:
    assert saved[LISTS].sheet_state == "hidden"
    assert [cell.value for cell in saved[LISTS]["A"]][: len(STATUSES)] == list(STATUSES)
    (rule,) = saved.worksheets[0].data_validations.dataValidation
    assert rule.type == "list"
    assert LISTS in str(rule.formula1)


def test_custom_properties_survive(saved: Any) -> None:
    assert {p.name: p.value for p in saved.custom_doc_props.props}["language"] == "kk"
