"""A body by its full name or abbreviation, as a head field or a statement gives it."""

from __future__ import annotations

import re
from functools import lru_cache

from bagdar.documents.bodies import Bodies

_NAME = re.compile(
    r"^(?:[^\W\d_][\w’'-]+\s+(?:[^\W\d_]\.\s?){1,2}|(?:[^\W\d_]\.\s?){1,2}[^\W\d_][\w’'-]+|(?:[^\W\d_a-zа-яё][\w’'-]+\s*){2,4})$"
)
"""A person's name: with initials before or after it, or two to four words with capitals."""


def is_name(text: str) -> bool:
    return _NAME.match(text.strip()) is not None


def _key(text: str) -> str:
    """Look-alike letters stay apart here: two ministries may differ by one of them."""
    return " ".join(text.casefold().replace("«", '"').replace("»", '"').split())


@lru_cache(maxsize=8)
def _index(bodies: Bodies) -> dict[tuple[str, str], str]:
    """(language or "", comparison key) → id; a name that two bodies share in a language is left out."""
    found: dict[tuple[str, str], str | None] = {}
    for body in bodies:
        named = [(language, text) for language, text in body.name.items()]
        for texts in (body.abbreviations, body.variants):
            named += [(language, text) for language, each in texts.items() for text in each]
        for language, text in named:
            for key in ((language, _key(text)), ("", _key(text))):
                taken = found.get(key, body.id)
                found[key] = body.id if taken == body.id else None
    return {key: body for key, body in found.items() if body is not None}


def body_named(text: str, bodies: Bodies, language: str) -> str | None:
    """Id of the body that *text* names, or whose name *text* begins with before a comma; else None."""
    index = _index(bodies)
    for words in (text, text.partition(",")[0], text.partition(";")[0]):
        for place in (language, ""):
            found = index.get((place, _key(words)))
            if found is not None:
                return found
    return None


def bodies_listed(text: str, bodies: Bodies, language: str) -> list[tuple[str, str | None]]:
    """Names in a list divided by commas or semicolons, each with its id; a name may hold a comma itself."""
    pieces = [piece.strip() for piece in re.split(r"[,;]\s+", text) if piece.strip(" .")]
    found: list[tuple[str, str | None]] = []
    start = 0
    while start < len(pieces):
        longest = next(
            (end for end in range(min(len(pieces), start + 4), start, -1)
             if _exactly(", ".join(pieces[start:end]), bodies, language)),
            start + 1,
        )  # fmt: skip
        name = ", ".join(pieces[start:longest])
        found.append((name, _exactly(name, bodies, language)))
        start = longest
    return found


def _exactly(name: str, bodies: Bodies, language: str) -> str | None:
    index = _index(bodies)
    return index.get((language, _key(name))) or index.get(("", _key(name)))
