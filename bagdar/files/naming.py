"""Names as people and browsers send them, made fit to be shown and saved; the bytes never lie under them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 150
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$)(\..*)?", re.IGNORECASE)
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_name(given: str) -> str:
    """The last part of a path, in letters that every system takes and every eye sees as they are."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    name = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in name)
    name = "".join(
        "_" if sign in _FORBIDDEN else sign for sign in name if unicodedata.category(sign) not in _UNSEEN
    )
    name = re.sub(r" {2,}", " ", name).strip(" .")
    if not name.strip("_"):
        return "file"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .')}.{extension}"
