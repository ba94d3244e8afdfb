"""Long tables drawn in stretches, so that memory does not grow with the number of rows.

A stretch ends where a page ends: it is drawn a little too far, the last page is thrown away and the
next stretch begins with that page's first row. Reader and printer see one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

ROWS: Final = 400
"""Rows of one stretch; a table that has no more is drawn at once."""


class Stretch(NamedTuple):
    """``sections``: what to draw. ``heads``: repeated rows of the unfinished last table (None: all is
    finished); ``cuts``: rows (counted after the head) before which that table may be cut.
    ``continued``: the first table goes on from the stretch before."""

    sections: list[dict[str, Any]]
    heads: int | None
    cuts: frozenset[int]
    continued: bool


Drawn = Callable[[Stretch], int | None]
"""Draws a stretch; gives the row before which it was cut, or None where no page could be thrown away."""


def draw_in_stretches(sections: list[dict[str, Any]], draw: Drawn) -> bool:
    """Draw all *sections* piece by piece. False: a table cannot be cut, draw it as a whole instead."""
    rest, continued = sections, False
    while True:
        head, after = _first_stretch(rest)
        cut = draw(Stretch(head, *_unfinished(head, after), continued))
        if after is None:
            return True
        if cut is None:
            return False
        rest, continued = _from_row(after, cut), True


def is_long(sections: list[dict[str, Any]]) -> bool:
    return any(_long(block) for section in sections for block in section["blocks"])


def _long(block: dict[str, Any]) -> bool:
    return block["t"] == "table" and block["bordered"] and len(block["rows"]) > ROWS


def _first_stretch(
    sections: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]] | None]:
    """What to draw now, and all that remains from the unfinished table on (with its whole rows)."""
    for number, section in enumerate(sections):
        for index, block in enumerate(section["blocks"]):
            if _long(block):
                begun = {**block, "rows": block["rows"][:ROWS]}
                now = {**section, "blocks": [*section["blocks"][:index], begun]}
                later = {**section, "blocks": section["blocks"][index:]}
                return [*sections[:number], now], [later, *sections[number + 1 :]]
    return sections, None


def _unfinished(
    now: list[dict[str, Any]], after: list[dict[str, Any]] | None
) -> tuple[int | None, frozenset[int]]:
    if after is None:
        return None, frozenset()
    rows = now[-1]["blocks"][-1]["rows"]
    heads = sum(kind == "head" for kind, _ in rows)
    return heads, frozenset(_cuts(rows[heads:]))


def _cuts(rows: list[list[Any]]) -> Iterator[int]:
    """Rows that no cell from above reaches into."""
    reached = 0
    for number, (_, cells) in enumerate(rows):
        if number and number >= reached:
            yield number
        reached = max([reached, *(number + cell[2] for cell in cells)])


def _from_row(after: list[dict[str, Any]], cut: int) -> list[dict[str, Any]]:
    """*after* with its first table beginning at row *cut* (counted after the head)."""
    section = after[0]
    table = section["blocks"][0]
    heads = [row for row in table["rows"] if row[0] == "head"]
    rest = {**table, "rows": [*heads, *table["rows"][len(heads) + cut :]]}
    return [{**section, "blocks": [rest, *section["blocks"][1:]]}, *after[1:]]
