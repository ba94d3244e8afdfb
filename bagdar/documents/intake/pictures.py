"""JPEG and PNG pictures: whole, not overgrown, nothing behind their end; the copy tells no place, camera or author."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from bagdar.documents.opening.limits import LIMITS, MB, Limits
from bagdar.kernel.errors import FileRefusedError

_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xDA)})
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Segments that give the picture's size."""
_SEEN: Final = frozenset({0xE0, 0xE2, 0xEE})
"""Application segments that change how it looks: JFIF, colour profile, Adobe's colour transform."""
_PNG_SEEN: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"pHYs",
        b"sBIT",
        b"bKGD",
    }
)
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Values of a point by the colour type of a PNG."""
_ORIENTATION: Final = 0x0112


def cleaned(data: bytes, kind: str, limits: Limits = LIMITS) -> bytes:
    """The picture without data about where and by whom it was made; empty: there are none. Raises FileRefusedError."""
    copy = _clean_jpeg(data, limits) if kind == "jpeg" else _clean_png(data, limits)
    return b"" if copy == data else copy


def _damaged() -> FileRefusedError:
    return FileRefusedError("intake.damaged_picture")


def _refuse_pixels(width: int, height: int, limits: Limits) -> None:
    if not (width and height):
        raise _damaged()
    if width * height > limits.pixels:
        raise FileRefusedError("intake.pixels", limit=limits.pixels // 1_000_000)


# ── JPEG ──


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment before the points begin, and of SOS, which ends them."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise _damaged()
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _NO_LENGTH:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            raise _damaged()
        yield marker, at, at + 2 + length
        if marker == 0xDA:
            return
        at += 2 + length
    raise _damaged()


def _end_of_points(data: bytes, start: int) -> int:
    """First byte after the end mark that closes the picture (thumbnails lie in segments before it)."""
    at = start
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _damaged()
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker == 0 or marker == 0xFF or 0xD0 <= marker <= 0xD7:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")  # between the scans of a progressive picture
        if length < 2:
            raise _damaged()
        at += 2 + length


def _clean_jpeg(data: bytes, limits: Limits) -> bytes:
    kept, sized, orientation, points = [data[:2]], False, 1, 0
    for marker, start, end in _segments(data):
        if marker in _SIZES:
            height, width = struct.unpack(">HH", data[start + 5 : start + 9])
            _refuse_pixels(width, height, limits)
            sized = True
        if marker == 0xE1 and data[start + 4 : start + 10] == b"Exif\0\0":
            orientation = _orientation(data[start + 10 : end])
        if marker in _SEEN or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(data[start:end])
        points = end
    if not sized:
        raise _damaged()
    end = _end_of_points(data, points)
    _refuse_behind(data, end)
    if orientation != 1:
        kept.insert(1, _turned(orientation))
    kept.append(data[points:end])
    return b"".join(kept)


def _refuse_behind(data: bytes, end: int) -> None:
    """Behind a picture there may be another view of it, as telephones write; nothing else."""
    rest = data[end:]
    if rest.strip(b"\0") and not (
        rest.startswith(b"\xff\xd8") and b"PK\x05\x06" not in rest and b"%PDF" not in rest
    ):
        raise FileRefusedError("intake.behind_the_end")


def _orientation(tiff: bytes) -> int:
    """How the picture is to be turned, by its first directory; 1: not at all."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    at = int(struct.unpack(f"{order}I", tiff[4:8])[0])
    if at + 2 > len(tiff):
        return 1
    for number in range(min(struct.unpack(f"{order}H", tiff[at : at + 2])[0], 200)):
        entry = tiff[at + 2 + number * 12 : at + 14 + number * 12]
        if len(entry) == 12 and struct.unpack(f"{order}H", entry[:2])[0] == _ORIENTATION:
            turned = int(struct.unpack(f"{order}H", entry[8:10])[0])
            return turned if 1 <= turned <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    """A segment that says how the picture is to be turned, and nothing else."""
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0) + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


# ── PNG ──


def _clean_png(data: bytes, limits: Limits) -> bytes:
    kept, at, size, counting = [data[:8]], 8, -1, _Counting(limits)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(
            data[end - 4 : end], "big"
        ):
            raise _damaged()
        if name == b"IHDR" and size < 0:
            size = _png_bytes(data[at + 8 : end - 4], limits)
        elif name == b"IDAT":
            counting.feed(data[at + 8 : end - 4], size)
        if name in _PNG_SEEN:
            kept.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    else:
        raise _damaged()
    if size < 0 or not counting.count:
        raise _damaged()
    if data[at:].strip(b"\0"):
        raise FileRefusedError("intake.behind_the_end")
    return b"".join(kept)


def _png_bytes(header: bytes, limits: Limits) -> int:
    """Bytes that its points take when unpacked, at most (interlacing adds a little)."""
    if len(header) != 13:
        raise _damaged()
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    _refuse_pixels(width, height, limits)
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16):
        raise _damaged()
    line = (width * depth * _CHANNELS[colour] + 7) // 8
    return int((line + 1) * height * 1.1) + 1024


class _Counting:
    """Unpacks points only to count them: a picture may not unpack to more than its size says."""

    def __init__(self, limits: Limits) -> None:
        self.engine, self.count, self.limits = zlib.decompressobj(), 0, limits

    def feed(self, packed: bytes, most: int) -> None:
        try:
            while packed:
                self.count += len(self.engine.decompress(packed, MB))
                packed = self.engine.unconsumed_tail
                if self.count > most:
                    raise FileRefusedError("opening.ratio", limit=self.limits.ratio)
        except zlib.error as error:
            raise _damaged() from error
