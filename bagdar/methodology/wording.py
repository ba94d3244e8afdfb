"""Wordings as they are compared: what is only typed differently is the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bagdar.kernel.text import Text

_SPACE = re.compile(r"\s+")
_SAME = str.maketrans(
    {
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "″": '"',
        "’": "'",
        "‘": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "\u00ad": None,
        "\u200b": None,
    }
)


@lru_cache(maxsize=32768)
def typographic(text: str) -> str:
    """*text* without differences of typing only: spaces, kinds of quotation marks and dashes."""
    folded = unicodedata.normalize("NFC", text).translate(_SAME)
    return _SPACE.sub(" ", folded).strip()


def same_wording(text: str) -> str:
    """As :func:`typographic`, also without case and a closing mark: for finding the same title twice."""
    return typographic(text).casefold().rstrip(" .;,")


def differs(one: Text, other: Text) -> str | None:
    """The first language in which both have a text and the texts differ by more than typing; else None."""
    for language, text in one.items():
        if language in other and typographic(text) != typographic(other[language]):
            return language
    return None
