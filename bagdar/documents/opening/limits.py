"""The limits of what is opened at all: one table, told to people in the refusals."""

from __future__ import annotations

import msgspec

MB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """Each limit is still accepted; one more is refused. Sizes in bytes, times in seconds."""

    upload: int = 20 * MB
    unpacked: int = 100 * MB
    ratio: int = 100
    """Unpacked bytes for one uploaded byte (of the upload's length, not of the sizes the archive declares)."""
    parts: int = 2_000
    part: int = 40 * MB
    sheets: int = 64
    cells: int = 200_000
    merges: int = 100_000
    """Merged ranges of one sheet, and ten times as many cells under them."""
    chars: int = 32_767
    """Characters in one cell."""
    depth: int = 256
    """Elements inside each other in one part."""
    span: int = 1_000
    """Columns that one Word cell may stretch over."""
    pixels: int = 100_000_000
    """Points of one picture; none is ever drawn here, but whoever opens the file next may draw it."""
    markup: int = 1_200_000
    """Tags and attributes held at once (a table row, a paragraph, a small part): what they cost in memory."""
    result: int = 64 * MB
    """Bytes that the reading process may hand back."""
    memory: int = 512 * MB
    cpu: int = 15
    wall: int = 20


LIMITS = Limits()
