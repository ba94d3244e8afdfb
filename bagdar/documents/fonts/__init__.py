"""The typefaces that every drawn document uses; nothing is taken from the machine's own fonts.

PT Serif sets the text, Noto Serif only what PT Serif lacks (₸ and rare letters). Both are under the
SIL Open Font License, whose texts lie beside the files.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from bagdar.documents.fonts.truetype import Face, read_face
from bagdar.kernel.realfiles import real_folder

Style = Literal["Regular", "Bold", "Italic", "BoldItalic"]

FOLDER: Final = real_folder("bagdar.documents.fonts", ".ttf")
FAMILIES: Final = (("PT Serif", "PTSerif"), ("Noto Serif", "NotoSerif"))
"""Family name and file name stem, in the order in which a glyph is looked for."""
STYLES: Final[tuple[Style, ...]] = ("Regular", "Bold", "Italic", "BoldItalic")


@cache
def faces(style: Style) -> tuple[Face, ...]:
    """The faces of one style, first choice first."""
    return tuple(read_face(FOLDER / f"{stem}-{style}.ttf") for _, stem in FAMILIES)


def style_of(*, bold: bool, italic: bool) -> Style:
    if bold:
        return "BoldItalic" if italic else "Bold"
    return "Italic" if italic else "Regular"
