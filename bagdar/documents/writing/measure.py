"""How much room a text takes in the shipped typefaces: lines and heights, good to a line or so."""

from __future__ import annotations

from functools import lru_cache

from bagdar.documents.fonts import faces, style_of
from bagdar.documents.layout import Paragraph

MM_PER_POINT = 25.4 / 72
LINE = 1.13
"""Distance of lines in ems of a table's text."""
_UNKNOWN = 600
_MEAN_LETTER = 0.52
"""Ems, with a share of what is left free at the ends of lines."""


@lru_cache(maxsize=1 << 15)
def _advance(text: str, bold: bool, italic: bool) -> int:
    """Width of *text* in thousandths of an em; words come again and again, so it is kept."""
    first, second = faces(style_of(bold=bold, italic=italic))
    return sum(first.advances.get(c) or second.advances.get(c, _UNKNOWN) for c in map(ord, text))


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width in mm of *text* set in one line at *size* points."""
    return _advance(text, bold, italic) * size * MM_PER_POINT / 1000


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """Lines that *text* breaks into in *room* mm; a word wider than the room counts as several."""
    count = 0
    space = width(" ", size, bold=bold)
    for piece in text.split("\n"):
        used, count = 0.0, count + 1
        for word in piece.split(" "):
            need = width(word, size, bold=bold)
            if used and used + space + need > room:
                used, count = 0.0, count + 1
            elif used:
                used += space
            while need > room:
                need, count = need - room, count + 1
            used += need
    return count


def height(paragraphs: tuple[Paragraph, ...], room: float, size: float) -> float:
    """Height in mm of *paragraphs* in a cell whose text is *room* mm wide, of text size *size*."""
    total = 0.0
    for paragraph in paragraphs:
        text = "".join(run.text for run in paragraph.runs)
        sizes = [run.size or size for run in paragraph.runs]
        largest = max(sizes, default=size)
        bold = any(run.bold for run in paragraph.runs)
        total += lines(text, room, largest, bold=bold) * largest * LINE * MM_PER_POINT
    return total


def letters(room: float, size: float) -> float:
    """About how many letters of *size* points one line of *room* mm takes."""
    return max(1.0, room / (_MEAN_LETTER * size * MM_PER_POINT))


def rough_height(paragraphs: tuple[Paragraph, ...], room: float, size: float) -> float:
    """As :func:`height`, many times faster: from the mean width of a letter, rather too high than too low."""
    total = 0.0
    for paragraph in paragraphs:
        largest = max([run.size or size for run in paragraph.runs], default=size)
        signs = letters(room, largest)
        text = "".join([run.text for run in paragraph.runs])
        count = sum(1 + int(len(piece) / signs) for piece in text.split("\n"))
        total += count * largest * LINE * MM_PER_POINT
    return total
