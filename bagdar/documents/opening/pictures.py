"""How many points a picture claims to have, by its first bytes; pictures themselves are never decoded."""

from __future__ import annotations

import struct


def pixels(head: bytes) -> int:
    """Width times height by the head of a PNG, GIF, BMP or JPEG; 0 if it is none of them or cut too short."""
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack_from(">II", head, 16)
        elif head.startswith(b"GIF8"):
            width, height = struct.unpack_from("<HH", head, 6)
        elif head.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", head, 18)
        elif head.startswith(b"\xff\xd8"):
            width, height = _jpeg(head)
        else:
            return 0
    except struct.error:
        return 0
    return abs(int(width) * int(height))


def _jpeg(head: bytes) -> tuple[int, int]:
    """The size stands in the first frame header; segments before it are skipped."""
    position = 2
    while True:
        marker, length = struct.unpack_from(">HH", head, position)
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack_from(">HH", head, position + 5)
            return width, height
        if marker < 0xFF00 or length < 2:
            return 0, 0
        position += 2 + length
