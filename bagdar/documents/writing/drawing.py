"""A layout made ready for the typesetter: plain lists of cleaned text, page breaks weighed.

Runs become ``[text, flags, size, colour]`` (a bare string where nothing is set); flags are letters:
b bold, i italic, m lost character, u untranslated, x must not part, h may part by patterns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bagdar.documents.layout import (
    Block,
    Chart,
    Layout,
    PageBreak,
    Paragraph,
    Run,
    SignatureBlock,
    Table,
)
from bagdar.documents.writing import breaking, cells
from bagdar.documents.writing.glyphs import MARK
from bagdar.documents.writing.notes import Notes
from bagdar.documents.writing.rows import table_height, table_rows

A4 = (210.0, 297.0)


class Drawing:
    """Builds the typesetter's data for one layout; what had to be replaced gathers in *notes*."""

    def __init__(self, layout: Layout, notes: Notes) -> None:
        self.layout = layout
        self.notes = notes
        self.language = layout.language.partition("-")[0].lower()
        self.landscape = layout.landscape
        self.margins = layout.margins
        self._level = 0
        self._titled = False

    def data(self) -> dict[str, Any]:
        layout, clean = self.layout, self.notes.drawable
        return {
            "lang": self.language,
            "region": layout.language.partition("-")[2].upper() or None,
            "title": clean(layout.title, field="title").replace("\n", " "),
            "keywords": [clean(f"{key}: {value}") for key, value in layout.properties.items()],
            "left": clean(layout.footer_left, field="footer"),
            "right": clean(layout.footer_right, field="footer"),
            "first": 1,
            "sections": self._sections(),
        }

    @property
    def field(self) -> tuple[float, float]:
        """Width and height in mm inside the margins of the sheet as it now lies."""
        left, right, top, bottom = self.margins
        width, height = reversed(A4) if self.landscape else A4
        return width - left - right, height - top - bottom

    def _sections(self) -> list[dict[str, Any]]:
        section = self._section()
        sections = [section]
        blocks = self.layout.blocks
        for index, block in enumerate(blocks):
            if isinstance(block, PageBreak) and self._turned(block):
                section = self._section()
                sections.append(section)
                continue
            follower = blocks[index + 1] if index + 1 < len(blocks) else None
            self._append(section["blocks"], self._block(block, follower))
        return sections

    @staticmethod
    def _append(drawn: list[dict[str, Any]], block: dict[str, Any]) -> None:
        """The lines of one mark of approval stand in one column."""
        if block.get("role") != "annex":
            drawn.append(block)
        elif drawn and drawn[-1]["t"] == "annex":
            drawn[-1]["paragraphs"].append(block)
        else:
            drawn.append({"t": "annex", "paragraphs": [block]})

    def _section(self) -> dict[str, Any]:
        return {"flipped": self.landscape, "margins": self.margins, "blocks": []}

    def _turned(self, page: PageBreak) -> bool:
        landscape = self.landscape if page.landscape is None else page.landscape
        margins = self._margins(landscape)
        if (landscape, margins) == (self.landscape, self.margins):
            return False
        self.landscape, self.margins = landscape, margins
        return True

    def _margins(self, landscape: bool) -> tuple[float, float, float, float]:
        if landscape == self.landscape:
            return self.margins
        layout = self.layout
        own = layout.margins if landscape == layout.landscape else layout.turned_margins
        return own or layout.margins

    def _block(self, block: Block, follower: Block | None) -> dict[str, Any]:
        match block:
            case PageBreak():
                return {"t": "break"}
            case Table():
                return {**self._table(block), "sticky": self._stays(block, follower)}
            case SignatureBlock():
                return self._signature(block)
            case Chart():
                return self._chart(block)
        return self._paragraph(block, sticky=isinstance(follower, SignatureBlock))

    def _paragraph(self, paragraph: Paragraph, *, sticky: bool) -> dict[str, Any]:
        return {
            "t": "p",
            "role": self._role(paragraph),
            **self._runs_of(paragraph),
            "align": paragraph.align,
            "size": paragraph.size,
            "indent": paragraph.indent,
            "left": paragraph.left,
            "before": paragraph.before,
            "after": paragraph.after,
            "sticky": sticky or paragraph.keep_next or bool(paragraph.level),
            "level": self._outline(paragraph.level),
        }

    def _runs_of(self, paragraph: Paragraph) -> dict[str, Any]:
        if paragraph.role == "head_field" and paragraph.left and paragraph.runs:
            return {"caption": self.runs(paragraph.runs[:1]), "runs": self.runs(paragraph.runs[1:])}
        return {"runs": self.runs(paragraph.runs)}

    def _role(self, paragraph: Paragraph) -> str:
        if paragraph.role != "title":
            return paragraph.role
        first, self._titled = not self._titled, True
        return "title" if first and not paragraph.level else "subtitle"

    def _outline(self, level: int) -> int:
        # A screen reader's outline may not skip levels, whatever the form does.
        if level:
            self._level = min(level, self._level + 1)
            return self._level
        return 0

    def runs(
        self,
        runs: Sequence[Run],
        *,
        narrow: bool = False,
        room: float | None = None,
        size: float = cells.HEAD_SIZE,
        **place: Any,
    ) -> list[Any]:
        """*room*: mm that a word must go into; None: all do. *size*: points of the text around."""
        out: list[Any] = []
        for run in runs:
            flags = ("b" if run.bold else "") + ("i" if run.italic or run.mark == "untranslated" else "")
            flags += "u" if run.mark == "untranslated" else ""
            code = run.mark == "code"
            own = run.size or (cells.CODE_SIZE if code else 0)
            color = run.color or (cells.GREY if code else "")
            text = breaking.bind(self.notes.drawable(run.text, **place))
            if room is not None:
                text = breaking.squeeze(text, self.language, room, own or size, bold=run.bold)
            for part, kind in self._parts(text, narrow=narrow):
                bare = not (flags or kind or own or color)
                out.append(part if bare else [part, flags + kind, own, color])
        return out

    def _parts(self, text: str, *, narrow: bool) -> list[tuple[str, str]]:
        if MARK not in text:
            return list(breaking.pieces(text, self.language, narrow=narrow))
        parts: list[tuple[str, str]] = []
        for index, piece in enumerate(text.split(MARK)):
            if index:
                parts.append((MARK, "m"))
            if piece:
                parts.extend(breaking.pieces(piece, self.language, narrow=narrow))
        return parts

    def _table(self, table: Table) -> dict[str, Any]:
        width, height = self.field
        total = sum(table.widths)
        scale = min(1.0, width / total) if total else 1.0
        index = self.notes.next_table()
        return {
            "t": "table",
            "widths": [round(w * scale, 3) for w in table.widths],
            "size": table.size,
            "bordered": table.bordered,
            "rows": table_rows(self, table, index, field=height),
        }

    def _signature(self, block: SignatureBlock) -> dict[str, Any]:
        def clean(text: str) -> str:
            return breaking.whole(breaking.bind(self.notes.drawable(text)))

        left = [clean(line) for line in block.left]
        # With one line only there is no caption: it is the post, beside the line to sign on.
        caption, post, *small = left if len(left) > 1 else ["", *left, ""]
        return {
            "t": "signature",
            "upright": not self.landscape,
            "caption": caption,
            "post": post,
            "small": [line for line in small if line],
            "under": clean(block.under_line),
            "name": clean(block.name),
            "under_name": clean(block.under_name),
            "box": [[clean(part) for part in line.split("\t", 1)] for line in block.box],
        }

    def _stays(self, table: Table, follower: Block | None) -> bool:
        """Whether a short table goes whole to the page of the signature that its last row travels with."""
        if not isinstance(follower, SignatureBlock) or not table.rows or not table.rows[-1].keep_next:
            return False
        _, height = self.field
        return table_height(table) <= height / 3

    def _chart(self, chart: Chart) -> dict[str, Any]:
        clean = self.notes.drawable
        width, _ = self.field
        largest = max((sum(counts) for _, counts in chart.rows), default=0)
        return {
            "t": "chart",
            "title": clean(chart.title),
            "alt": clean(chart.alt),
            "parts": [clean(part) for part in chart.parts],
            "total": clean(chart.total),
            "label": round(min(60.0, width * 0.36), 2),
            "room": round(width - min(60.0, width * 0.36) - 30, 2),
            "largest": largest or 1,
            "rows": [[*_numbered(clean(label)), list(counts)] for label, counts in chart.rows],
        }


def _numbered(label: str) -> tuple[str, str]:
    """``"2. Экономика"`` → ``("2.", "Экономика")``: the number hangs left of the label."""
    head, space, rest = label.partition(" ")
    return (head, rest) if space and head.rstrip(".").isdigit() else ("", label)
