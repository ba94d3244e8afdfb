"""Small office files built from the XML that matters to a test."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from bagdar.documents.opening import parse_document
from bagdar.documents.raw import RawDocument, RawTable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KINDS = {"docx": "wordprocessingml", "xlsx": "spreadsheetml"}
_DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relationships(items: Mapping[str, tuple[str, str]], external: frozenset[str] = frozenset()) -> str:
    """id → (kind, target) as a relationships part; ids in *external* point out of the package."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if name in external else "/>")
        for name, (kind, target) in items.items()
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def content_types(main_part: str, main_type: str, more: str = "") -> str:
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{"application/vnd.openxmlformats-package.relationships+xml"}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main_part}" ContentType="{main_type}"/>{more}</Types>'
    )


def docx_parts(
    body: str, parts: Mapping[str, str] | None = None, *, main_type: str = _DOCX_MAIN, types: str = ""
) -> dict[str, str | bytes]:
    """Parts of a document with *body*; *parts*: kind ("styles", "footnotes", …) → inner XML of its root."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    roots |= {"header": "hdr", "footer": "ftr", "settings": "settings"}
    related, files = {}, {}
    for kind, inner in (parts or {}).items():
        files[f"word/{kind}.xml"] = f"{HEAD}<w:{roots[kind]} {_NAMESPACES}>{inner}</w:{roots[kind]}>"
        related[f"r_{kind}"] = (kind, f"{kind}.xml")
    return {
        "[Content_Types].xml": content_types("word/document.xml", main_type, types),
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": relationships(related),
        "word/document.xml": f"{HEAD}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        **files,
    }


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    return zipped(docx_parts(body, parts))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    """A paragraph of runs; plain words become runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(_inline(item) for item in inner)}</w:p>"


def _inline(item: str) -> str:
    return item if item.startswith("<") or not item else run(item)


def tc(*inner: str, properties: str = "") -> str:
    """A cell; plain words become paragraphs."""
    content = "".join(item if item.startswith("<") else p(item) for item in inner) or p("")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, columns: int = 3) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def read_docx(body: str, parts: Mapping[str, str] | None = None) -> RawDocument:
    return parse_document(docx(body, parts), "a.docx")


def texts(table: RawTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def xlsx_parts(
    *sheets: str,
    strings: str = "",
    styles: str = "",
    names: str = "",
    states: Mapping[int, str] | None = None,
    epoch_1904: bool = False,
) -> dict[str, str | bytes]:
    """Parts of a workbook; each of *sheets* is the inner XML of a worksheet."""
    listed = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="s{number}" state="{(states or {}).get(number, "visible")}"/>'
        for number in range(1, len(sheets) + 1)
    )
    related = {f"s{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    related |= {"st": ("styles", "styles.xml"), "ss": ("sharedStrings", "sharedStrings.xml")}
    files = {
        f"xl/worksheets/sheet{number}.xml": f'{HEAD}<worksheet xmlns="{_S}" xmlns:r="{OFFICE}/relationships">{inner}</worksheet>'
        for number, inner in enumerate(sheets, 1)
    }
    return {
        "[Content_Types].xml": content_types("xl/workbook.xml", _XLSX_MAIN),
        "_rels/.rels": relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": relationships(related),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{_S}" xmlns:r="{OFFICE}/relationships"><workbookPr date1904="{int(epoch_1904)}"/>'
            f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
        ),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{_S}">{strings}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{_S}">{styles}</styleSheet>',
        **files,
    }


def c(reference: str, text: str) -> str:
    """An inline text cell."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


def read_xlsx(
    *sheets: str, strings: str = "", styles: str = "", names: str = "", **more: object
) -> RawDocument:
    parts = xlsx_parts(*sheets, strings=strings, styles=styles, names=names, **more)  # type: ignore[arg-type]
    return parse_document(zipped(parts), "a.xlsx")
