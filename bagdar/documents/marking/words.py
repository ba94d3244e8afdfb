"""The words of marks: given by the methodology, since each country and time has its own."""

from __future__ import annotations

import msgspec

from bagdar.kernel.text import Text


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``name``: as people are told of it. ``phrases``: written out. ``short``: letters that also mean other things."""

    id: str
    name: Text
    phrases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


class MarkWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``before``: words that lead up to a mark ("Mark:"). ``copies``: of a copy's number. ``clauses``: of the clause of
    a list that a mark may cite. ``numbers``: that begin a document's number. ``speaking``: beginnings of words by which
    a short text that holds the letters speaks of marked papers, or of another thing of that name."""

    marks: tuple[Mark, ...] = ()
    before: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
