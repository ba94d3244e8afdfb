"""The two things the program must know of a TrueType file: which characters it has, how wide they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Face(NamedTuple):
    """``advances``: code point → advance width in thousandths of an em; its keys are the coverage."""

    name: str
    advances: dict[int, int]


def read_face(path: Path) -> Face:
    """Read the character map and the advance widths. Raises ValueError where there is no Unicode map."""
    data = path.read_bytes()
    tables = _tables(data)
    units = _u16(data, tables["head"] + 18)
    metrics = _u16(data, tables["hhea"] + 34)
    hmtx = tables["hmtx"]

    def advance(glyph: int) -> int:
        return round(_u16(data, hmtx + 4 * min(glyph, metrics - 1)) * 1000 / units)

    return Face(path.stem, {code: advance(glyph) for code, glyph in _mapped(data, tables["cmap"]) if glyph})


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _tables(data: bytes) -> dict[str, int]:
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(_u16(data, 4)))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in records}


def _mapped(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """(code point, glyph) of the widest Unicode subtable: format 12 where there is one, else format 4."""
    found: dict[int, int] = {}
    for i in range(_u16(data, cmap + 2)):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * i)
        if (platform, encoding) in {(0, 3), (0, 4), (3, 1), (3, 10)}:
            found[_u16(data, cmap + offset)] = cmap + offset
    if 12 in found:
        return _format_12(data, found[12])
    if 4 in found:
        return _format_4(data, found[4])
    raise ValueError("no Unicode character map")


def _format_12(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    for i in range(_u32(data, at + 12)):
        first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * i)
        for code in range(first, last + 1):
            yield code, glyph + code - first


def _format_4(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    segments = _u16(data, at + 6) // 2
    ends, starts, deltas, offsets = (at + 14 + k * 2 * segments + (2 if k else 0) for k in range(4))
    for i in range(segments):
        first, last = _u16(data, starts + 2 * i), _u16(data, ends + 2 * i)
        delta, offset = _u16(data, deltas + 2 * i), _u16(data, offsets + 2 * i)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = _u16(data, offsets + 2 * i + offset + 2 * (code - first))
            yield code, (glyph + delta) & 0xFFFF if glyph or not offset else 0
