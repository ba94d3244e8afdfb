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
REL_ID: Final = _R + "id"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
P: Final = w("p")
PPR: Final = w("pPr")
R: Final = w("r")
RPR: Final = w("rPr")
T: Final = w("t")
TBL: Final = w("tbl")
TR: Final = w("tr")
TRPR: Final = w("trPr")
TC: Final = w("tc")
TCPR: Final = w("tcPr")
SDT: Final = w("sdt")
SDT_PR: Final = w("sdtPr")
SDT_CONTENT: Final = w("sdtContent")
INS: Final = w("ins")
DEL: Final = w("del")
MOVE_FROM: Final = w("moveFrom")
MOVE_TO: Final = w("moveTo")
BOOKMARK: Final = w("bookmarkStart")
FIELD: Final = w("fldSimple")
MATH: Final = (_M + "oMath", _M + "oMathPara")
MATH_TEXT: Final = _M + "t"
ALTERNATE: Final = _MC + "AlternateContent"
CHOICE: Final = _MC + "Choice"
FALLBACK: Final = _MC + "Fallback"
BOX: Final = w("txbxContent")
DRAWING: Final = w("drawing")
PICT: Final = w("pict")
OBJECT: Final = w("object")
WRAPPERS: Final = frozenset(
    {w("customXml"), w("smartTag"), w("hyperlink"), w("dir"), w("bdo"), FIELD, INS, MOVE_TO}
)
"""Elements around runs, paragraphs, rows or cells that a person does not see."""
GONE: Final = frozenset({DEL, MOVE_FROM})
"""Tracked deletions and the places that text was moved from."""
TRACKED: Final = frozenset({INS, DEL, MOVE_FROM, MOVE_TO})


def on(value: str | None) -> bool:
    """A WordprocessingML switch: present without a value means on."""
    return value not in ("0", "false", "off", "none")
