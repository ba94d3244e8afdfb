"""An executor while it is being read, by pieces of the cell."""

from __future__ import annotations

import msgspec

from bagdar.documents.grammar.executors.model import Remark


class Found(msgspec.Struct):
    """An executor being read: pieces first … last-1; ``end``: where its last mark ends in the text."""

    first: int
    last: int
    body: str | None = None
    kind: str | None = None
    stated: str = ""
    conditional: bool = False
    bare: bool = False
    group: bool = False
    members: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    units: tuple[Found, ...] = ()
    remarks: list[Remark] = msgspec.field(default_factory=list)
    end: int = 0
    head: str = ""
    """Key of the noun that opens the name, where names after it may leave it out."""
