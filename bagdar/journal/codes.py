"""Codes of acts that the journal knows, in groups; a code without a sentence in all languages fails a test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec


class Group(msgspec.Struct):
    """Acts that a reader asks for together. Its name is the message ``web.journal.group.<id>``.

    ``technical``: an administrator reads them. ``planning``: the state planning body does, for they are of the
    cycle or of the structure it keeps. ``private``: within a body only its head and coordinator do.
    """

    id: str
    codes: set[str]
    technical: bool = False
    planning: bool = False
    private: bool = False


CODES: Final[set[str]] = set()
GROUPS: Final[dict[str, Group]] = {}


def declare(
    codes: Iterable[str],
    *,
    group: str = "",
    technical: bool = False,
    planning: bool = False,
    private: bool = False,
) -> None:
    """A domain declares its codes when it is loaded. The sentence is the message ``<domain>.did.<rest>``.

    *group*: by default the domain's name, which is how a code begins.
    """
    for code in codes:
        CODES.add(code)
        name = group or code.partition(".")[0]
        found = GROUPS.setdefault(name, Group(name, set(), technical, planning, private))
        found.codes.add(code)


def codes_of(*, technical: bool = False, planning: bool = False, private: bool = False) -> list[str]:
    """Codes of all groups that are as asked in one of these ways."""
    return sorted(
        code
        for group in GROUPS.values()
        if (technical and group.technical) or (planning and group.planning) or (private and group.private)
        for code in group.codes
    )


def group_of(code: str) -> str:
    """Name of the group of *code*; of one that this version does not know, its domain."""
    return next((name for name, group in GROUPS.items() if code in group.codes), code.partition(".")[0])


def sentence_id(code: str) -> str:
    """Message id of a code's sentence: "orgs.body.renamed" → "orgs.did.body.renamed"."""
    domain, _, rest = code.partition(".")
    return f"{domain}.did.{rest}"
