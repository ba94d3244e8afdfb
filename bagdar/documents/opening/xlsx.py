"""A workbook walked as a person sees it: each sheet is a table → RawDocument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
from lxml import etree

from bagdar.documents.opening.package import Package
from bagdar.documents.opening.properties import custom_properties
from bagdar.documents.opening.xlsx_formats import BUILT_IN, GENERAL
from bagdar.documents.opening.xlsx_grid import table
from bagdar.documents.opening.xlsx_scan import scan, scan_strings
from bagdar.documents.opening.xlsx_sheet import WATCHED, Book, CellStyle, Sheet, elements, position, rich_text
from bagdar.documents.raw import RawDocument, RawTable
from bagdar.kernel.errors import FileRefusedError

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}txBody"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLE_ROWS = re.compile(r"\$(\d{1,7}):\$(\d{1,7})$")
_TITLES = "_xlnm.Print_Titles"


def read_xlsx(package: Package, main: str, name: str, sha256: str) -> RawDocument:
    """The workbook whose main part is *main*. Raises FileRefusedError for damage or a broken limit."""
    return _Workbook(package, main).read(name, sha256)


class _Workbook:
    """One workbook being walked."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.main = main
        self.root = package.xml(main)
        properties = self.root.find(_S + "workbookPr")
        strings = self._strings()
        self.book = Book(
            strings=strings,
            numbered=dict(zip(map(str, range(len(strings))), strings, strict=True)),
            styles=self._styles(),
            epoch_1904=properties is not None and properties.get("date1904") in ("1", "true"),
            limits=package.limits,
            guarded=package.guarded,
            remarks=Counter(),
        )
        self.paragraphs: list[str] = []
        self.order: list[tuple[str, int]] = []
        self.headings: dict[str, None] = {}

    def read(self, name: str, sha256: str) -> RawDocument:
        sheets = list(self._sheets())
        if self.package.guarded and len(sheets) > self.package.limits.sheets:
            raise FileRefusedError("opening.sheets", count=len(sheets), limit=self.package.limits.sheets)
        tables = tuple(self._sheet(index, *sheet) for index, sheet in enumerate(sheets))
        return RawDocument(
            file=name,
            sha256=sha256,
            format="xlsx",
            paragraphs=tuple(self.paragraphs),
            tables=tables,
            order=tuple(self.order),
            properties=custom_properties(self.package),
            headers=tuple(self.headings),
            remarks={remark: count for remark, count in self.book.remarks.items() if count},
            names=self._names(),
        )

    def _sheets(self) -> Iterator[tuple[str, str, bool]]:
        """(name, part, hidden) of each worksheet in the order of the tabs; charts have no cells."""
        relationships = self.package.relationships(self.main)
        for sheet in self.root.iterfind(f"{_S}sheets/{_S}sheet"):
            relationship = relationships.get(sheet.get(_REL_ID, ""))
            if relationship is not None and relationship.kind == "worksheet":
                hidden = sheet.get("state", "visible") != "visible"
                yield sheet.get("name", ""), relationship.target, hidden

    def _sheet(self, index: int, name: str, part: str, hidden: bool) -> RawTable:
        sheet = self._walked(index, name, part)
        read = table(sheet, self._title_rows(index))
        self.headings.update(dict.fromkeys(heading for heading in sheet.headings if heading))
        if hidden:
            self.book.remarks["hidden_sheet"] += 1
        self.order.append(("t", index))
        for text in self._boxes(part):
            self.order.append(("p", len(self.paragraphs)))
            self.paragraphs.append(text)
        return RawTable(
            index=index, rows=read.rows, sheet=name, hidden=hidden, hidden_columns=read.hidden_columns
        )

    def _walked(self, index: int, name: str, part: str) -> Sheet:
        """The sheet read by patterns if it is as usual, otherwise by the parser."""
        notes = self._notes(part)
        if self.package.guarded:
            trial = msgspec.structs.replace(self.book, remarks=Counter())
            sheet = Sheet(trial, index, name, notes)
            if scan(sheet, self.package.prepared(part, keep=True), part):
                self.package.let_go(part)
                self.book.cells, self.book.text = trial.cells, trial.text
                self.book.remarks.update(trial.remarks)
                sheet.book = self.book
                return sheet
        sheet = Sheet(self.book, index, name, notes)
        sheet.walk(self.package.stream(part, WATCHED), part)
        return sheet

    def _strings(self) -> list[str]:
        part = self.package.related(self.main, "sharedStrings")
        if part is None:
            return []
        if self.package.guarded:
            scanned = scan_strings(self.package.prepared(part, keep=True), part, self.package.limits)
            if scanned is not None:
                self.package.let_go(part)
                return scanned
        strings = []
        for item in elements(self.package.stream(part, (_S + "si",))):
            strings.append(rich_text(item))
            if self.package.guarded and len(strings) > self.package.limits.cells:
                raise FileRefusedError("opening.cells", limit=self.package.limits.cells)
        return strings

    def _styles(self) -> list[CellStyle]:
        part = self.package.related(self.main, "styles")
        if part is None:
            return []
        root = self.package.xml(part)
        codes = dict(BUILT_IN)
        for number_format in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
            number = number_format.get("numFmtId", "")
            if number.isdecimal():
                codes[int(number)] = number_format.get("formatCode", GENERAL)
        bold = [_is_bold(font) for font in root.iterfind(f"{_S}fonts/{_S}font")]
        return [_style(xf, codes, bold) for xf in root.iterfind(f"{_S}cellXfs/{_S}xf")]

    def _notes(self, sheet: str) -> dict[tuple[int, int], str]:
        """Comments of a sheet by cell."""
        part = self.package.related(sheet, "comments")
        found: dict[tuple[int, int], str] = {}
        for comment in self.package.xml(part).iter(_S + "comment") if part else ():
            text = comment.find(_S + "text")
            try:
                cell = position(comment.get("ref", ""))
            except ValueError:
                continue
            if text is not None:
                found[cell] = rich_text(text).strip()
        self.book.remarks["comments"] += len(found)
        return found

    def _boxes(self, sheet: str) -> Iterator[str]:
        """Texts of the text boxes drawn on a sheet."""
        part = self.package.related(sheet, "drawing")
        for body in self.package.xml(part).iter(_DRAWN) if part else ():
            lines = ["".join(t.text or "" for t in p.iter(_A + "t")) for p in body.iter(_A + "p")]
            text = "\n".join(lines).strip()
            if text:
                yield text

    def _defined(self) -> Iterator[tuple[str, str | None, str]]:
        for name in self.root.iterfind(f"{_S}definedNames/{_S}definedName"):
            yield name.get("name", ""), name.get("localSheetId"), (name.text or "").strip()

    def _names(self) -> dict[str, str]:
        return {name: text for name, _, text in self._defined() if name and not name.startswith("_xlnm.")}

    def _title_rows(self, index: int) -> range:
        """Rows of a sheet that are printed again on each page."""
        for name, sheet, text in self._defined():
            match = _TITLE_ROWS.search(text) if name == _TITLES and sheet == str(index) else None
            if match:
                return range(int(match[1]) - 1, int(match[2]))
        return range(0)


def _is_bold(font: etree._Element) -> bool:
    bold = font.find(_S + "b")
    return bold is not None and bold.get("val", "1") in ("1", "true")


def _style(xf: etree._Element, codes: dict[int, str], bold: list[bool]) -> CellStyle:
    protection = xf.find(_S + "protection")
    number, font = xf.get("numFmtId", "0"), xf.get("fontId", "0")
    return CellStyle(
        code=codes.get(int(number), GENERAL) if number.isdecimal() else GENERAL,
        locked=protection is None or protection.get("locked", "1") in ("1", "true"),
        bold=font.isdecimal() and int(font) < len(bold) and bold[int(font)],
    )
