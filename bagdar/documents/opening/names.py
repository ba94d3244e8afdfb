"""Qualified names of the WordprocessingML elements that the walker meets."""

from __future__ import annotations

from typing import Final

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def w(name: str) -> str:
    """``w("p")`` → the qualified name of ``w:p``."""
    return _W + name


VAL: Final = w("val")
ID: Final = w("id")
NAME: Final = w("name")
REL_ID: Final = _R + "id"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
BODY: Final = w("body")
P: Final = w("p")
PPR: Final = w("pPr")
P_STYLE: Final = w("pStyle")
NUM_PR: Final = w("numPr")
R: Final = w("r")
RPR: Final = w("rPr")
R_STYLE: Final = w("rStyle")
VANISH: Final = w("vanish")
BOLD: Final = w("b")
T: Final = w("t")
TAB: Final = w("tab")
BREAK: Final = w("br")
TBL: Final = w("tbl")
TR: Final = w("tr")
TRPR: Final = w("trPr")
TBL_HEADER: Final = w("tblHeader")
HIDDEN: Final = w("hidden")
GRID_BEFORE: Final = w("gridBefore")
TC: Final = w("tc")
TCPR: Final = w("tcPr")
GRID_SPAN: Final = w("gridSpan")
V_MERGE: Final = w("vMerge")
H_MERGE: Final = w("hMerge")
CELL_DEL: Final = w("cellDel")
SDT: Final = w("sdt")
SDT_PR: Final = w("sdtPr")
SDT_CONTENT: Final = w("sdtContent")
INS: Final = w("ins")
DEL: Final = w("del")
MOVE_FROM: Final = w("moveFrom")
MOVE_TO: Final = w("moveTo")
BOOKMARK: Final = w("bookmarkStart")
FIELD: Final = w("fldSimple")
FIELD_CHAR: Final = w("fldChar")
FIELD_CODE: Final = w("instrText")
SYMBOL: Final = w("sym")
RUBY: Final = w("ruby")
FOOTNOTE: Final = w("footnoteReference")
ENDNOTE: Final = w("endnoteReference")
COMMENT: Final = w("commentReference")
HEADER: Final = w("headerReference")
FOOTER: Final = w("footerReference")
MATH: Final = (_M + "oMath", _M + "oMathPara")
MATH_TEXT: Final = _M + "t"
ALTERNATE: Final = _MC + "AlternateContent"
CHOICE: Final = _MC + "Choice"
FALLBACK: Final = _MC + "Fallback"
ALT_CHUNK: Final = w("altChunk")
BOX: Final = w("txbxContent")
DRAWING: Final = w("drawing")
PICT: Final = w("pict")
OBJECT: Final = w("object")
CHARACTERS: Final = {
    TAB: "\t",
    w("ptab"): "\t",
    BREAK: "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
"""Elements that stand for a character."""
WRAPPERS: Final = frozenset(
    {w("customXml"), w("smartTag"), w("hyperlink"), w("dir"), w("bdo"), FIELD, INS, MOVE_TO}
)
"""Elements around runs, paragraphs, rows or cells that a person does not see."""
GONE: Final = frozenset({DEL, MOVE_FROM})
"""Tracked deletions and the places that text was moved from."""
TRACKED: Final = frozenset({INS, DEL, MOVE_FROM, MOVE_TO})
SPECIAL: Final = frozenset(
    {
        *TRACKED, *MATH, SDT, ALTERNATE, ALT_CHUNK, DRAWING, PICT, OBJECT, FIELD, FIELD_CHAR,
        FIELD_CODE, SYMBOL, RUBY, FOOTNOTE, ENDNOTE, COMMENT, NUM_PR, R_STYLE, VANISH, BOLD, TBL_HEADER, HIDDEN,
        GRID_BEFORE, H_MERGE, CELL_DEL,
    }
)  # fmt: skip
"""What a row or a cell must not hold to be read the short way."""


def on(value: str | None) -> bool:
    """A WordprocessingML switch: present without a value means on."""
    return value not in ("0", "false", "off", "none")
