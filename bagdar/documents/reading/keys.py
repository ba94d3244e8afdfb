"""Stable keys of rows: from the bookmarks and hidden runs of our own documents, else by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bagdar.documents.writing.text import HIDDEN_PREFIX, key_of_bookmark


def hidden_key(keys: Sequence[str]) -> str | None:
    """The key a row carries out of sight: the hidden run has it whole, the bookmark stands in for it."""
    for text in keys:
        if text.startswith(HIDDEN_PREFIX):
            return text.removeprefix(HIDDEN_PREFIX)
    for name in keys:
        found = key_of_bookmark(name)
        if found:
            return found
    return None


def unique(wanted: Iterable[str]) -> list[str]:
    """*wanted* with a number added to each repetition."""
    seen: dict[str, int] = {}
    taken: set[str] = set()
    found: list[str] = []
    for key in wanted:
        name = key
        while name in taken:
            seen[key] = seen.get(key, 1) + 1
            name = f"{key}~{seen[key]}"
        taken.add(name)
        found.append(name)
    return found
