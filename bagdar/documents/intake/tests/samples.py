"""Files for tests of intake: each made in memory."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import docx
import openpyxl
import pikepdf

EXIF = (
    b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + b"\0\0\0\0" + b"GPS 43.25N"
)


def png(width: int = 3, height: int = 2, *, extra: bytes = b"", rows: bytes | None = None) -> bytes:
    """A grey picture; *extra*: chunks before its points."""
    points = rows if rows is not None else b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), extra, chunk(b"IDAT", zlib.compress(points)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def jpeg(width: int = 8, height: int = 8, *, extra: bytes = b"", behind: bytes = b"") -> bytes:
    """The skeleton of a picture: segments as a reader walks them."""

    def segment(marker: int, content: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content

    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + extra + segment(0xC0, size)
        + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\x34\xff\0\x56" + b"\xff\xd9" + behind
    )  # fmt: skip


def exif() -> bytes:
    return struct.pack(">BBH", 0xFF, 0xE1, len(EXIF) + 2) + EXIF


def pdf(change: Any = None, **saving: Any) -> bytes:
    """One page; *change* is called with the file and the page."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 200))
    if change is not None:
        change(made, page)
    target = io.BytesIO()
    made.save(target, **saving)
    return target.getvalue()


def pdf_with_text(text: str) -> bytes:
    def write(made: Any, page: Any) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream(b"BT /F1 12 Tf 20 150 Td (" + text.encode("ascii") + b") Tj ET")

    return pdf(write)


def word(author: str = "А. Автор", text: str = "Есеп", picture: bytes = b"") -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    document.core_properties.last_modified_by = author
    document.add_paragraph(text)
    if picture:
        document.add_picture(io.BytesIO(picture))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def excel(author: str = "А. Автор") -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = author
    sheet: Any = book.active
    sheet.cell(1, 1, "Есеп")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
