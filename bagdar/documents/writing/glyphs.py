"""Characters that a document can carry: what the shipped typefaces draw, what XML may hold.

A character that cannot be drawn never costs the document: a like one or the visible mark «�» takes
its place, and the caller is told which characters went (for a finding).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from bagdar.documents.fonts import FAMILIES, STYLES, faces

MARK: Final = "�"
"""Stands where a character cannot be shown."""

_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
"""Forbidden in XML, or without a meaning outside the font they were typed in (private area)."""
_UNFIT_OR_BREAK: Final = re.compile(_UNFIT.pattern[:-1] + "\u2028\u2029]")

_WORD_PRIVATE: Final = {
    # Fonts Symbol and Wingdings, as Word stores their signs in the private area U+F000–U+F0FF.
    0xF0B7: "•", 0xF0A7: "▪", 0xF06E: "■", 0xF06F: "□", 0xF071: "❑", 0xF0A8: "◻", 0xF06C: "●",
    0xF0A1: "○", 0xF0D8: "➢", 0xF076: "❖", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0FD: "☒",
    0xF0E0: "→", 0xF0DF: "←", 0xF0E8: "➔", 0xF02D: "−", 0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "×",
    0xF0A3: "≤", 0xF0B3: "≥", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0E5: "∑", 0xF0A5: "∞", 0xF044: "Δ",
    0xF0BE: "–",
}  # fmt: skip
_LIKE: Final = (
    dict.fromkeys("▪■●◆♦❖➢➤►▶◼⚫✦◦○◉‣⁃∙", "•")
    | dict.fromkeys("□☐◻❑❏▢", "[ ]")
    | dict.fromkeys("✓✔☑", "√")
    | dict.fromkeys("✗✘✕✖☒❌", "×")
    | dict.fromkeys("→➔➜⟶", "–>")
    | dict.fromkeys("←⟵", "<–")
    | {
        "↔": "<–>",
        "⇒": "=>",
        "⇔": "<=>",
        "∕": "/",
        "⩽": "≤",
        "⩾": "≥",
        "‐": "-",
        "‒": "–",
        "″": '"',
        "′": "'",
    }
)
"""Drawn instead, where the typefaces lack the sign itself."""


class Cleaned(NamedTuple):
    """``missing``: characters that became the mark; ``changed``: those drawn by a like sign."""

    text: str
    missing: str = ""
    changed: str = ""


def for_drawing(text: str) -> Cleaned:
    """*text* in characters that the shipped typefaces draw in every style; lines part at ``\\n``."""
    if _plain().fullmatch(text) and unicodedata.is_normalized("NFC", text):
        return Cleaned(text)
    text = _normal(text)
    missing: list[str] = []
    changed: list[str] = []
    out: list[str] = []
    for cluster in _clusters(text):
        if cluster == "\n" or _drawable(cluster):
            out.append(cluster)
            continue
        for char in cluster:
            out.append(_drawn(char, missing, changed))
    return Cleaned("".join(out), _once(missing), _once(changed))


def for_office(text: str) -> Cleaned:
    """*text* in characters that XML and office programs take; what fonts they use is their affair."""
    if text.isascii() and text.isprintable():
        return Cleaned(text)
    if not _UNFIT_OR_BREAK.search(text) and unicodedata.is_normalized("NFC", text):
        return Cleaned(text)
    text = _normal(text)
    missing = _UNFIT.findall(text)
    return Cleaned(_UNFIT.sub(MARK, text) if missing else text, _once(missing))


def name_of(char: str) -> str:
    """``U+F0FF`` with the Unicode name where there is one: what a finding says of a lost character."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()


@cache
def covered() -> tuple[frozenset[int], ...]:
    """Per family: code points that all four of its styles draw and PDF/A lets stand."""
    return tuple(
        frozenset.intersection(
            *(frozenset(filter(_printable, faces(style)[family].advances)) for style in STYLES)
        )
        for family in range(len(FAMILIES))
    )


@cache
def _plain() -> re.Pattern[str]:
    """Texts that are drawn as they stand: all but a few of those that occur."""
    codes = frozenset.union(*covered())
    signs = (chr(code) for code in sorted(codes) if unicodedata.category(chr(code))[0] != "M")
    return re.compile("[\n" + "".join(map(re.escape, signs)) + "]*")


def _normal(text: str) -> str:
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    return text.replace("\x1e", "‑").replace("\x1f", "\xad").translate(_WORD_PRIVATE)


def _printable(code: int) -> bool:
    # PDF/A-2a forbids private-area text; format signs are dropped or laid out, never drawn.
    return code == 0xAD or unicodedata.category(chr(code)) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _clusters(text: str) -> list[str]:
    """Each base character with the marks on it: they must be drawn from one typeface."""
    clusters: list[str] = []
    for char in text:
        if clusters and clusters[-1] != "\n" and unicodedata.category(char)[0] == "M":
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


@cache
def _drawable(cluster: str) -> bool:
    # A mark without a base would be drawn on a dotted circle, which may be lacking.
    if unicodedata.category(cluster[0])[0] == "M":
        return False
    return any(all(ord(char) in family for char in cluster) for family in covered())


def _drawn(char: str, missing: list[str], changed: list[str]) -> str:
    if _drawable(char):
        return char
    category = unicodedata.category(char)
    if category == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF:
        return ""  # joiners, direction signs, variation selectors: nothing that one sees
    if category == "Zs" or char == "\t":
        return " "
    like = _LIKE.get(char) or unicodedata.normalize("NFKC", char)
    if like != char and all(_drawable(c) for c in like):
        changed.append(char)
        return like
    missing.append(char)
    return MARK


def _once(chars: list[str]) -> str:
    return "".join(dict.fromkeys(chars))
