"""A body's key made from its name: Latin letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

_LATIN: Final = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        [
            "a",
            "a",
            "b",
            "v",
            "g",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "q",
            "l",
            "m",
            "n",
            "n",
            "o",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "u",
            "u",
            "f",
            "h",
            "h",
            "ts",
            "ch",
            "sh",
            "sch",
            "-",
            "y",
            "i",
            "-",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
LENGTH: Final = 60


def slug(name: str) -> str:
    """*name* in Latin letters, at most LENGTH of them, broken between words; "body" where nothing is left."""
    letters = "".join(_LATIN.get(letter, letter).replace("-", "") for letter in name.casefold())
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    key = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        longer = f"{key}-{word}" if key else word[:LENGTH]
        if len(longer) > LENGTH:
            break
        key = longer
    return key or "body"


def free_slug(name: str, taken: Container[str]) -> str:
    """A slug of *name* that is not among *taken*: with a number after it where needed."""
    first = slug(name)
    key, number = first, 1
    while key in taken:
        number += 1
        key = f"{first}-{number}"
    return key
