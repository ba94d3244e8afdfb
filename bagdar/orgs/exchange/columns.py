"""Columns of the spreadsheet of bodies: captions in the languages of pages, known in any of them."""

from __future__ import annotations

from typing import Final

import msgspec

from bagdar.kernel.messages import is_message, render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.rules import fold

INFORMATION: Final = "parent_name"
"""Written for people to read; not read back: the key beside it decides."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """``id``: of a field, ``name_kk`` for a name in Kazakh. ``width``: in characters."""

    id: str
    width: int
    day: bool = False


def columns(languages: tuple[str, ...]) -> tuple[Column, ...]:
    """All columns in their order, for a methodology in *languages*."""
    return (
        Column(id="key", width=26),
        Column(id="kind", width=30),
        *(Column(id=f"name_{language}", width=52) for language in languages),
        *(Column(id=f"abbreviation_{language}", width=18) for language in languages),
        Column(id="number", width=16),
        Column(id="region", width=34),
        Column(id="parent", width=26),
        Column(id=INFORMATION, width=44),
        Column(id="valid_from", width=14, day=True),
        Column(id="valid_to", width=14, day=True),
        Column(id="email", width=30),
        Column(id="phone", width=22),
    )


def caption(column: str, language: str) -> str:
    """What stands in the head of *column* for a reader of *language*."""
    field, _, tongue = column.partition("_")
    if field not in ("name", "abbreviation"):
        return render(f"orgs.columns.{column}", language)
    spoken = f"orgs.columns.language_{tongue}"
    words = render(spoken, language) if is_message(spoken) else tongue
    return render(f"orgs.columns.{field}", language, language=words)


def known_captions(languages: tuple[str, ...]) -> dict[str, str]:
    """Folded caption in any language of pages → column."""
    return {
        fold(caption(column.id, language)): column.id
        for column in columns(languages)
        for language in UI_LANGUAGES
    }
