"""Files made to hurt a reader, each by a few lines of code. Names say what they attack."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from bagdar.documents.opening.tests.make import (
    HEAD,
    c,
    docx_parts,
    p,
    relationships,
    run,
    sheet,
    tbl,
    tc,
    tr,
    xlsx_parts,
    zipped,
)  # fmt: skip

MB = 1024 * 1024
DOC = "word/document.xml"
_LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def padded(parts: dict[str, str | bytes]) -> bytes:
    """The package with enough noise in it that the ratio is honest: what is inside must be refused for itself."""
    size = sum(len(content) for content in parts.values())
    noise = random.Random(1).randbytes(size // 60)
    return zipped(parts | {"docProps/noise.bin": noise})


def _with_head(doctype: str, name: str = DOC, parts: dict[str, str | bytes] | None = None) -> bytes:
    parts = parts or docx_parts(p("&a9;" if "a9" in doctype else "x"))
    parts[name] = str(parts[name]).replace(HEAD, HEAD + doctype)
    return zipped(parts)


def _recoded(codec: str, declared: str, doctype: str) -> bytes:
    parts = docx_parts(p("x"))
    text = str(parts[DOC]).replace(HEAD, f'<?xml version="1.0" encoding="{declared}"?>{doctype}')
    parts[DOC] = text.encode(codec)
    return zipped(parts)


def _xlsx(inner: str, **more: str) -> bytes:
    return padded(xlsx_parts(inner, **more))  # type: ignore[arg-type]


def _entry(name: str, content: bytes = b"x", *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A good document with one more entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in docx_parts(p("x")).items():
            archive.writestr(part, text)
        info = zipfile.ZipInfo("x" * len(name))
        info.external_attr, info.compress_type = mode << 16, method
        archive.writestr(info, content)
    return buffer.getvalue().replace(b"x" * len(name), name.encode())


def _overlap() -> bytes:
    """Two names for the same packed bytes, as in the better zip bombs."""
    data = bytearray(_entry("word/media/copy.bin"))
    entries = zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()
    offset = data.rfind(struct.pack("<L", entries[-1].header_offset))
    data[offset : offset + 4] = struct.pack("<L", entries[-2].header_offset)
    return bytes(data)


def _lying_size() -> bytes:
    """Central and local headers declare 1,000 bytes; three million come out."""
    data = zipped(docx_parts(p("x" * 3_000_000)))
    size = next(e.file_size for e in zipfile.ZipFile(io.BytesIO(data)).infolist() if e.filename == DOC)
    return data.replace(struct.pack("<L", size), struct.pack("<L", 1_000))


def _bad_checksum() -> bytes:
    data = zipped(docx_parts(p("x")))
    checksum = next(e.CRC for e in zipfile.ZipFile(io.BytesIO(data)).infolist() if e.filename == DOC)
    return data.replace(struct.pack("<L", checksum), b"\1\2\3\4")


def _merges(count: int, reference: Callable[[int], str]) -> str:
    inner = "".join(f'<mergeCell ref="{reference(n)}"/>' for n in range(count))
    return f"<mergeCells>{inner}</mergeCells>"


def _png(width: int, height: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I4sII", 13, b"IHDR", width, height)
        + b"\x08\x02\0\0\0"
        + b"\0" * 64
    )


def _deep(element: str, count: int) -> str:
    return f"<{element}>" * count + f"</{element}>" * count


def _nested_tables(count: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * count + p("x") + "</w:tc></w:tr></w:tbl>" * count


def _row_of(count: int, cell: str = "<w:tc><w:p/></w:tc>") -> str:
    return f"<w:tbl><w:tr>{cell * count}</w:tr></w:tbl>"


_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_LONG = f"<si><t>{'я' * 30_000}</t></si>"
_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_NOTE = f'<w:footnote w:id="1">{p("n" * 100_000)}</w:footnote>'

BOMBS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "ratio": ("a.docx", "ratio", lambda: zipped(docx_parts(p("x") + (" " * 9_999 + "<w:x/>") * 3_000))),
    "ratio of a picture": ("a.docx", "ratio", lambda: zipped(docx_parts(p("x")) | {"word/media/a.bin": b"\0" * 30 * MB})),
    "ratio in a workbook": ("a.xlsx", "ratio", lambda: zipped(xlsx_parts(sheet() + " " * 30 * MB))),
    "unpacked": ("a.docx", "unpacked", lambda: padded(docx_parts(p("x")) | {f"m{n}.bin": b"\0" * 35 * MB for n in range(3)})),
    "one huge part": ("a.docx", "part_size", lambda: padded(docx_parts(p("x")) | {"m.bin": b"\0" * (40 * MB + 1)})),
    "overlapping entries": ("a.docx", "archive_trick", _overlap),
    "60,000 parts": ("a.docx", "parts", lambda: zipped(docx_parts(p("x")) | {f"p/{n}": b"" for n in range(60_000)})),
    "billion laughs": ("a.docx", "doctype", lambda: _with_head(_LAUGHS)),
    "billion laughs in a workbook": ("a.xlsx", "doctype", lambda: _with_head(_LAUGHS, "xl/sharedStrings.xml", xlsx_parts(sheet()))),
    "quadratic blow-up": ("a.docx", "doctype", lambda: _with_head(f'<!DOCTYPE x [<!ENTITY a9 "{"a" * 100_000}">]>')),
    "external entity": ("a.docx", "doctype", lambda: _with_head('<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>')),
    "remote document type": ("a.docx", "doctype", lambda: _with_head('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')),
    "document type in the relationships": ("a.docx", "doctype", lambda: _with_head("<!DOCTYPE x>", "_rels/.rels")),
    "document type in the content types": ("a.docx", "doctype", lambda: _with_head("<!DOCTYPE x>", "[Content_Types].xml")),
    "document type in a part nobody reads": ("a.docx", "doctype", lambda: zipped(docx_parts(p("x")) | {"customXml/item1.xml": "<!DOCTYPE x><x/>"})),
    "document type in UTF-16": ("a.docx", "doctype", lambda: _recoded("utf-16", "UTF-16", _LAUGHS)),
    "document type in UTF-16 without a mark": ("a.docx", "doctype", lambda: _recoded("utf-16-be", "UTF-16", _LAUGHS)),
    "document type in EBCDIC": ("a.docx", "encoding", lambda: _recoded("cp037", "IBM037", _LAUGHS)),
    "document type in UTF-7": ("a.docx", "encoding", lambda: _recoded("utf-7", "UTF-7", _LAUGHS)),
    "document type in UTF-32": ("a.docx", "encoding", lambda: _recoded("utf-32", "UTF-32", _LAUGHS)),
    "far cell": ("a.xlsx", "far_cell", lambda: _xlsx(sheet(_FAR))),
    "a row no sheet has": ("a.xlsx", "damaged", lambda: _xlsx(sheet('<row r="4000000000"><c><v>1</v></c></row>'))),
    "merges without end": ("a.xlsx", "merges", lambda: _xlsx(sheet(after=_merges(150_000, lambda n: f"A{n + 1}:B{n + 1}")))),
    "merges over the whole sheet": ("a.xlsx", "merges", lambda: _xlsx(sheet(
        f'<row r="1">{c("A1", "x")}</row><row r="190000">{c("B190000", "x")}</row>', after=_merges(1_000, lambda n: "A1:XFD1048576")))),
    "too many sheets": ("a.xlsx", "sheets", lambda: padded(xlsx_parts(*[sheet()] * 65))),
    "too many cells": ("a.xlsx", "cells", lambda: _xlsx(sheet(*[f"<row>{'<c/>' * 1000}</row>"] * 201))),
    "a row of a million cells": ("a.xlsx", "markup", lambda: _xlsx(sheet(f"<row>{'<c><v>1</v></c>' * 10**6}</row>"))),
    "one string in every cell": ("a.xlsx", "too_heavy", lambda: _xlsx(
        sheet(*['<row><c t="s"><v>0</v></c></row>'] * 100_000), strings=_LONG)),
    "strings without end": ("a.xlsx", "cells", lambda: _xlsx(sheet(), strings="<si><t/></si>" * 250_000)),
    "a million styles": ("a.xlsx", "markup", lambda: _xlsx(sheet(), styles=f"<cellXfs>{'<xf/>' * 1_500_000}</cellXfs>")),
    "gridSpan": ("a.docx", "span", lambda: zipped(docx_parts(tbl(tr(tc("x", properties='<w:gridSpan w:val="100000"/>')))))),
    "200,001 cells": ("a.docx", "cells", lambda: padded(docx_parts(f"<w:tbl>{'<w:tr>' + '<w:tc><w:p/></w:tc>' * 99 + '</w:tr>'}</w:tbl>" * 2_021))),
    "a row of 300,000 cells": ("a.docx", "cells", lambda: padded(docx_parts(_row_of(200_001)))),
    "a row of millions": ("a.docx", "markup", lambda: padded(docx_parts(_row_of(10**6)))),
    "a long cell": ("a.docx", "chars", lambda: padded(docx_parts(tbl(tr(tc(p("я" * 32_768))))))),
    "depth 5,000": ("a.docx", "depth", lambda: padded(docx_parts(p(_deep("w:smartTag", 5_000))))),
    "depth in a workbook": ("a.xlsx", "depth", lambda: _xlsx(_deep("x", 5_000) + sheet())),
    "tables in tables": ("a.docx", "depth", lambda: padded(docx_parts(_nested_tables(100)))),
    "a paragraph of two million runs": ("a.docx", "markup", lambda: padded(docx_parts(p("<w:r/>" * 2_000_000)))),
    "a million attributes": ("a.docx", "markup", lambda: padded(docx_parts(p("<w:r " + " ".join(f'a{n}=""' for n in range(1_300_000)) + "/>")))),
    "comments without end": ("a.docx", "markup", lambda: padded(docx_parts(p("<!---->" * 1_300_000)))),
    "a flood of relationships": ("a.docx", "markup", lambda: padded(docx_parts(p("x")) | {
        "word/_rels/document.xml.rels": relationships({f"r{n}": ("image", "x") for n in range(160_000)})})),
    "styles that flood": ("a.docx", "markup", lambda: padded(docx_parts(p("x"), {"styles": "<w:style/>" * 1_300_000}))),
    "a text without end": ("a.docx", "damaged", lambda: padded(docx_parts(p("x" * 11 * MB)))),
    "a note called everywhere": ("a.docx", "too_heavy", lambda: padded(docx_parts(
        p('<w:r><w:footnoteReference w:id="1"/></w:r>') * 2_000, {"footnotes": _NOTE}))),
    "a label longer than its list": ("a.docx", "markup", lambda: padded(docx_parts(
        p("<w:r/>" * 1_300_000, properties='<w:numPr><w:numId w:val="1"/></w:numPr>'), {"numbering": _NUMBERS.format("%1" * 50_000)}))),
    "pixel flood": ("a.docx", "pixels", lambda: zipped(docx_parts(p("x")) | {"word/media/a.png": _png(50_000, 50_000)})),
    "encrypted": ("a.docx", "encrypted", lambda: _OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64),
    "nested archive": ("a.docx", "nested_archive", lambda: _entry("word/embeddings/42.zip", zipped({"a": b"\0" * MB}))),
    "symbolic link": ("a.docx", "archive_trick", lambda: _entry("word/media/image1.png", b"/etc/passwd", mode=0o120777)),
    "a way out of the folder": ("a.docx", "archive_trick", lambda: _entry("../../etc/cron.d/x")),
    "an absolute name": ("a.docx", "archive_trick", lambda: _entry("/etc/passwd")),
    "a drive in the name": ("a.docx", "archive_trick", lambda: _entry("c:/windows/x")),
    "one name twice": ("a.docx", "duplicate_part", lambda: _entry("Word/Document.XML")),
    "an unusual packing": ("a.docx", "damaged", lambda: _entry("word/media/a.bin", b"x" * 99, method=zipfile.ZIP_LZMA)),
    "a size that lies": ("a.docx", "damaged", _lying_size),
    "a wrong checksum": ("a.docx", "damaged", _bad_checksum),
    "a PDF in front": ("a.docx", "pdf", lambda: b"%PDF-1.4\n" + zipped(docx_parts(p("x")))),
    "a script in front": ("a.docx", "not_office", lambda: b"#!/bin/sh\n" + zipped(docx_parts(p(run("x"))))),
}  # fmt: skip
