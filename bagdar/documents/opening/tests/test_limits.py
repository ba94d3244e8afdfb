"""Every limit is tested at the limit and one above it."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from bagdar.documents.opening.limits import LIMITS, MB
from bagdar.documents.opening.parse import parse
from bagdar.documents.opening.tests.bombs import padded
from bagdar.documents.opening.tests.make import c, docx_parts, p, sheet, tbl, tc, tr, xlsx_parts, zipped
from bagdar.kernel.errors import FileRefusedError


def _outcome(data: bytes, name: str) -> str:
    try:
        parse(data, name)
    except FileRefusedError as refusal:
        return refusal.message.removeprefix("opening.")
    return "read"


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def _upload(extra: int) -> bytes:
    """A document of exactly the limit's length and *extra* bytes more."""
    buffer = BytesIO(zipped(docx_parts(p("x"))))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("docProps/noise.bin", _noise(LIMITS.upload - 60_000))
        archive.comment = b"."
    rest = LIMITS.upload + extra - len(buffer.getvalue())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"." * (rest + 1)
    assert len(buffer.getvalue()) == LIMITS.upload + extra
    return buffer.getvalue()


def _total(extra: int) -> bytes:
    """A document that unpacks to exactly the limit and *extra* bytes more."""
    parts = docx_parts(p("x")) | {
        "docProps/noise.bin": _noise(1_200_000),
        "a.bin": bytes(40 * MB),
        "b.bin": bytes(40 * MB),
    }
    rest = (
        LIMITS.unpacked
        + extra
        - sum(len(content.encode() if isinstance(content, str) else content) for content in parts.values())
    )
    return zipped(parts | {"c.bin": bytes(rest)})


def _ratio(extra: int) -> bytes:
    """A document that unpacks to a hundred times its length, which is *extra* bytes shorter than that."""
    unpacked = 3_000_000
    parts = docx_parts(p("x"))
    room = unpacked - sum(len(str(content)) for content in parts.values())
    buffer = BytesIO(zipped(parts | {"a.bin": bytes(room)}))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"." * (unpacked // LIMITS.ratio - extra - len(buffer.getvalue()))
    return buffer.getvalue()


def _parts(extra: int) -> bytes:
    own = docx_parts(p("x"))
    return zipped(own | {f"docProps/{n}.bin": b"" for n in range(LIMITS.parts + extra - len(own))})


def _cells_docx(extra: int) -> bytes:
    rows = ["<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>"] * (LIMITS.cells // 100)
    return padded(docx_parts(tbl(*rows) + (tbl(tr(*["x"] * extra)) if extra else "")))


def _cells_xlsx(extra: int) -> bytes:
    rows = [f"<row>{'<c/>' * 100}</row>"] * (LIMITS.cells // 100)
    return padded(xlsx_parts(sheet(*rows), sheet(f"<row>{'<c/>' * extra}</row>")))


CASES: dict[str, tuple[str, str, Callable[[int], bytes]]] = {
    "upload": ("a.docx", "upload", _upload),
    "unpacked": ("a.docx", "unpacked", _total),
    "ratio to the length of the upload": ("a.docx", "ratio", _ratio),
    "parts": ("a.docx", "parts", _parts),
    "part": ("a.docx", "part_size", lambda extra: padded(docx_parts(p("x")) | {"a.bin": bytes(LIMITS.part + extra)})),
    "sheets": ("a.xlsx", "sheets", lambda extra: padded(xlsx_parts(*[sheet()] * (LIMITS.sheets + extra)))),
    "cells of a document": ("a.docx", "cells", _cells_docx),
    "cells of a workbook": ("a.xlsx", "cells", _cells_xlsx),
    "characters of a cell": ("a.docx", "chars", lambda extra: padded(docx_parts(tbl(tr(tc("я" * (LIMITS.chars + extra))))))),
    "characters of a sheet cell": ("a.xlsx", "chars", lambda extra: padded(xlsx_parts(sheet(f"<row>{c('A1', 'я' * (LIMITS.chars + extra))}</row>")))),
    "span": ("a.docx", "span", lambda extra: zipped(docx_parts(tbl(tr(tc("x", properties=f'<w:gridSpan w:val="{LIMITS.span + extra}"/>')))))),
    "merges": ("a.xlsx", "merges", lambda extra: padded(xlsx_parts(sheet(after='<mergeCell ref="A1:B1"/>' * (LIMITS.merges + extra))))),
    # w:document and w:body are the first two levels
    "depth": ("a.docx", "depth", lambda extra: padded(docx_parts("<w:sdt>" * (LIMITS.depth - 2 + extra) + "</w:sdt>" * (LIMITS.depth - 2 + extra)))),
    "last row of a sheet": ("a.xlsx", "far_cell", lambda extra: padded(xlsx_parts(sheet(f'<row r="{LIMITS.cells + extra}"><c><v>1</v></c></row>')))),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_limit_is_read_and_one_more_is_refused(case: str) -> None:
    name, message, build = CASES[case]
    assert _outcome(build(0), name) == "read"
    assert _outcome(build(1), name) == message


def test_the_limits_are_those_promised() -> None:
    promised = (20 * MB, 100 * MB, 100, 2_000, 40 * MB, 64, 200_000, 32_767, 256)
    own = LIMITS
    assert (
        own.upload,
        own.unpacked,
        own.ratio,
        own.parts,
        own.part,
        own.sheets,
        own.cells,
        own.chars,
        own.depth,
    ) == promised
