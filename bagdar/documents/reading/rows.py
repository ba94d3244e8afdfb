"""Kinds of the rows of a plan, a report or an indicator table, from labels, numbers, spans, position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bagdar.documents.raw import RawRow
from bagdar.documents.reading.asides import Asides
from bagdar.documents.reading.evidence import Evidence
from bagdar.documents.reading.features import Columns, Features, Reader
from bagdar.documents.reading.folding import fold, is_blank, is_void
from bagdar.documents.reading.grid import Laid
from bagdar.documents.reading.groupings import Groupings
from bagdar.documents.reading.headers import same_captions
from bagdar.documents.reading.indicator_texts import stated_values
from bagdar.documents.reading.keys import FIELDS_MARK
from bagdar.documents.reading.labels import Labels
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.model import Cell, Label, Part, Row, RowKind, Segment
from bagdar.documents.reading.numbering import Numbers, Ordinal, follows, is_column_numbers, leading_ordinal
from bagdar.documents.reading.vocabulary import Vocabulary

_CHECKED = ("deadline", "executors", "completion", "financing", "amounts")
_MONEY = {"amounts", "financing", "programme", "unit"}
_WHOLE = 7
_SHORT = 90
"""A caption over rows is short; a longer text after the same word is a sentence."""


def _bracketed(text: str) -> tuple[Ordinal, int] | None:
    """ "1) …" and where the text goes on."""
    found = re.match(r"\s*(\d{1,2})\)\s*", text)
    return (Ordinal(found[1]), found.end()) if found else None


class PlanRows:
    """Reads the rows of one segment. State: the item before, the kind that a caption row announced."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        labels: Labels,
        evidence: Evidence,
        segment: Segment,
        number: int,
        *,
        sheet: bool,
    ) -> None:
        self.vocabulary = vocabulary
        self.labels = labels
        self.evidence = evidence
        self.segment = segment
        self.number = number
        self.columns = Columns.of(segment.leaves)
        self.reader = Reader(self.columns, labels, Numbers(vocabulary, segment.language), sheet=sheet)
        self.asides = Asides(vocabulary, segment, self.columns, evidence, sheet=sheet)
        self.expected = ""
        self.before: Features | None = None
        self.before_row: Row | None = None
        self.last_number: dict[str, str] = {}
        self.last_any: str | None = None
        self.container = ""
        self.after_header = False
        self.open: dict[int, str] = {}

    def read(
        self, raws: Sequence[RawRow], laid: Sequence[Sequence[Laid]], header: Sequence[Sequence[Laid]]
    ) -> list[Row]:
        """Every row of *raws*, each once, in order."""
        features = [self.reader.read(raw, cells) for raw, cells in zip(raws, laid, strict=True)]
        numbers = [one.ordinal.number for one in features if one.ordinal]
        first = next((one.place for one in features if one.others), -1)
        self.groupings = Groupings(self.vocabulary, self._grouping_candidates(features), numbers, first)
        rows: list[Row] = []
        for place, each in enumerate(features):
            one = self._with_merged(each)
            following = features[place + 1] if place + 1 < len(features) else None
            row = self._row(one, laid[place], header, following)
            rows.append(row)
            self._remember(one, row)
        return rows

    def _with_merged(self, one: Features) -> Features:
        """Cells that go on from above know what is written there."""
        for cell in one.cells:
            if cell.merge == "restart":
                self.open[cell.first] = cell.text
            elif cell.merge != "continue":
                self.open.pop(cell.first, None)
        if not one.merged:
            return one
        cells = tuple(
            replace(cell, above=self.open.get(cell.first, "")) if cell.merge == "continue" else cell
            for cell in one.cells
        )
        return one._replace(cells=cells)

    def go_on_from(self, before: PlanRows) -> None:
        """The table before was the same plan: its last item, numbers and announced kind still hold."""
        self.expected, self.container = before.expected, before.container
        self.before, self.last_any = before.before, before.last_any
        self.last_number = dict(before.last_number)
        self.after_header = True

    # ── deciding ──

    def _row(
        self,
        one: Features,
        laid: Sequence[Laid],
        header: Sequence[Sequence[Laid]],
        following: Features | None,
    ) -> Row:
        if one.raw.hidden and any(cell.cell.text == FIELDS_MARK for cell in laid):
            return self._make(one, RowKind.HEADER)
        if not one.written:
            return self._make(one, RowKind.CONTINUATION if one.merged and self.before else RowKind.EMPTY)
        texts = [cell.cell.text for cell in laid]
        if is_column_numbers(texts):
            return self._make(one, RowKind.COLUMN_NUMBERS)
        if header and same_captions(laid, header):
            return self._make(one, RowKind.HEADER)
        if self.asides.is_aside(one):
            return self._make(one, RowKind.CAPTION)
        if self._continues(one):
            return self._make(one, RowKind.CONTINUATION)
        if one.label is not None:
            return self._labelled(one, one.label)
        return self._unlabelled(one, following)

    def _continues(self, one: Features) -> bool:
        """Number and title both go on from above: further lines of the same item."""
        if self.before is None or not one.merged:
            return False
        merged = {self.columns.owner(cell) for cell in one.merged}
        if self.columns.title in merged:
            return self.columns.number is None or self.columns.number in merged or is_void(one.number_text)
        return self.columns.number is not None and self.columns.number in merged and is_void(one.title_text)

    def _labelled(self, one: Features, label: Label) -> Row:
        text = one.number_text if one.label_in_number else one.title_text
        if not one.label_in_number:
            pieces = self.labels.split(one.title_text)
            if len(pieces) > 1 and all(self.vocabulary.kinds[p[0].kind].measured for p in pieces):
                parts = tuple(Part(p.kind, p.number, title, label="") for p, title in pieces)
                return self._make(one, RowKind.ITEM, parts)
        title = one.title_text if one.label_in_number else text[label.end :].strip()
        kind = self.vocabulary.kinds[label.kind]
        if not title and not label.number and not one.others and not self._is_container(kind.id):
            return self._caption(one, kind.id)
        if label.plural and not label.number and kind.measured:
            return self._listed(one, kind.id, title)
        if one.wide and label.plural and not label.number and not self._is_container(kind.id):
            return self._caption(one, kind.id) if len(text) < _SHORT else self._make(one, RowKind.UNKNOWN)
        number = one.ordinal.number if one.ordinal and not one.wide else label.number
        if label.number and not kind.code and number.endswith(f".{label.number}"):
            # "2.1" beside "Task 1" is the line's code.
            part = Part(kind.id, label.number, title, number, text[: label.end].strip())
            return self._make(one, RowKind.ITEM, (part,))
        return self._item(one, kind.id, number, title, text[: label.end].strip())

    def _listed(self, one: Features, kind: str, text: str) -> Row:
        """ "Target indicators: …", each on a line of its own: one row, several items."""
        parts: list[Part] = []
        for line in (line.strip() for line in text.split("\n")):
            lead = leading_ordinal(line) or _bracketed(line)
            number, title = (lead[0].number, line[lead[1] :]) if lead else ("", line)
            if lead or not parts:
                parts.append(Part(kind, number, title.strip()))
            else:
                parts[-1] = Part(kind, parts[-1].number, f"{parts[-1].title}\n{title}")
        return self._make(one, RowKind.ITEM, tuple(parts))

    def _caption(self, one: Features, kind: str) -> Row:
        self.expected = kind
        return self._make(one, RowKind.CAPTION)

    def _is_container(self, kind: str) -> bool:
        return kind in self.vocabulary.groupings

    def _unlabelled(self, one: Features, following: Features | None) -> Row:
        plural = self._announced(one)
        if plural:
            return self._caption(one, plural)
        if one.wide:
            return self._grouping(one, following)
        if is_void(one.title_text):
            return self._untitled(one)
        if one.code is not None and one.code.kind:
            return self._item(one, one.code.kind, self._ordinal(one), one.title_text)
        if one.ordinal is not None:
            return self._numbered(one, one.ordinal.number, following)
        if self.columns.number is not None and not is_void(one.number_text):
            return self._make(one, RowKind.UNKNOWN)
        return self._unnumbered(one, following)

    def _announced(self, one: Features) -> str:
        """The kind that a row such as "Activities", "Activities on task 1" announces; else ""."""
        if one.others or one.ordinal is not None or len(one.title_text) > _SHORT:
            return ""
        key = fold(one.title_text)
        if key in self.vocabulary.plurals or not one.wide:
            return self.vocabulary.plurals.get(key, "")
        longer = [
            kind for plural, kind in self.vocabulary.plurals.items()
            if key.startswith(plural) and len(plural) > _WHOLE and not self._is_container(kind)
        ]  # fmt: skip
        return longer[0] if longer else ""

    def _grouping(self, one: Features, following: Features | None) -> Row:
        """A merged row without a label: a section or the like, if the table's other rows bear it out."""
        if self.expected in self.vocabulary.measured and stated_values(one.title_text) is not None:
            lead = leading_ordinal(one.title_text) or _bracketed(one.title_text)
            number, start = (lead[0].number, lead[1]) if lead else ("", 0)
            return self._item(one, self.expected, number, one.title_text[start:].strip())
        kind = self.groupings.kind(one, following)
        if not kind:
            return self._make(one, RowKind.UNKNOWN)
        lead = leading_ordinal(one.title_text)
        number = one.ordinal.number if one.ordinal else lead[0].number if lead else ""
        title = one.title_text[lead[1] :] if lead and not one.ordinal else one.title_text
        return self._item(one, kind, number, title.strip())

    def _untitled(self, one: Features) -> Row:
        """No title: further lines of the item above, or a number with nothing to it."""
        if one.ordinal is not None and not one.others:
            return self._make(one, RowKind.EMPTY)
        nameless = one.ordinal is None and is_void(one.number_text)
        if nameless and self.before and one.others:
            money = self._figures(one) and {self._role(cell) for cell in one.others} <= _MONEY
            if money or all(self._may_go_on(cell) for cell in one.others):
                return self._make(one, RowKind.CONTINUATION)
        return self._make(one, RowKind.UNKNOWN)

    def _may_go_on(self, cell: Cell) -> bool:
        """Whether a lone cell extends the one above it: of its column, or the text above broke off."""
        owner = self.columns.owner(cell)
        role = self.segment.leaves[owner].role if owner < len(self.segment.leaves) else ""
        if self.evidence.plausible(role, cell.text):
            return True
        above = self._above(owner)
        return above is not None and self.evidence.breaks_off(above.text)

    def _above(self, owner: int | None) -> Cell | None:
        if self.before is None:
            return None
        return next((cell for cell in self.before.cells if self.columns.owner(cell) == owner), None)

    def _numbered(self, one: Features, number: str, following: Features | None) -> Row:
        kind = self._kind_of_plain(one)
        if not one.others and not one.merged:
            group = self.groupings.kind(one, following)
            if group:
                return self._item(one, group, number, one.title_text)
            if not kind or not follows(self.last_number.get(kind), number):
                return self._make(one, RowKind.UNKNOWN)
        if not kind or not self._vouched(one, kind, number, following):
            return self._make(one, RowKind.UNKNOWN)
        return self._item(one, kind, number, one.title_text)

    def _unnumbered(self, one: Features, following: Features | None) -> Row:
        title = self._above(self.columns.title)
        broken = title is not None and self.evidence.breaks_off(title.text)
        fresh = one.title_text[:1].isupper() or one.title_text[:1].isdigit()
        if self.before is not None and not fresh and (broken or self.after_header):
            return self._make(one, RowKind.CONTINUATION)
        if not one.others:
            kind = self.groupings.kind(one, following) if one.bold else ""
            return self._item(one, kind, "", one.title_text) if kind else self._make(one, RowKind.UNKNOWN)
        if self._is_including(one) or self._is_financed(one):
            return self._make(one, RowKind.CONTINUATION)
        kind = self._kind_of_plain(one)
        if kind and self._cells_vouch(one):
            return self._item(one, kind, "", one.title_text)
        return self._make(one, RowKind.UNKNOWN)

    def _is_including(self, one: Features) -> bool:
        """ "Of which: …" with figures: further lines of the item above."""
        key = fold(one.title_text[:60])
        words = folded_all(self.vocabulary.languages, "including")
        if self.segment.use == "indicators" or self.before is None:
            return False
        return self._figures(one) and any(key.startswith(word) for word in words)

    def _is_financed(self, one: Features) -> bool:
        """A source of financing with its amounts: further lines of the item above."""
        if self.segment.use == "indicators" or self.before is None:
            return False
        return self.asides.money(one) and self.asides.is_source(one.title_text)

    def _kind_of_plain(self, one: Features) -> str:
        """Kind of a row with number and title and nothing to name it."""
        if self.expected:
            return self.expected
        if self.segment.use == "indicators":
            return self.segment.default_kind
        if self._looks_measured(one):
            fitting = [
                kind for kind in self.vocabulary.measured
                if self.container in self.vocabulary.kinds[kind].parents
            ]  # fmt: skip
            return fitting[0] if fitting else self.segment.default_kind or self.vocabulary.ordinal
        return self.vocabulary.ordinal

    def _looks_measured(self, one: Features) -> bool:
        """Figures by years, and neither a form of completion nor a deadline."""
        roles = {self.segment.leaves[self.columns.owner(cell)].role for cell in one.others}
        table = {leaf.role for leaf in self.segment.leaves}
        wanted = table & {"completion", "deadline"}
        return bool(wanted) and "amounts" in roles and not roles & {"completion", "deadline"}

    def _figures(self, one: Features) -> bool:
        return any(
            self._role(cell) == "amounts" and self.evidence.plausible("amounts", cell.text)
            for cell in one.others
        )

    def _role(self, cell: Cell) -> str:
        return self.segment.leaves[self.columns.owner(cell)].role

    # ── who vouches for a row ──

    def _vouched(self, one: Features, kind: str, number: str, following: Features | None) -> bool:
        """A number in its place and cells of their columns; only a row that has neither is refused."""
        last = self.last_number.get(kind)
        in_order = number != last and (follows(last, number) or follows(self.last_any, number))
        if not in_order and following is not None and following.ordinal is not None:
            in_order = number not in (last, self.last_any) and follows(number, following.ordinal.number)
        checkable = [cell for cell in one.others if self._role(cell) in _CHECKED]
        if in_order and len(checkable) < 2:
            return True
        return self._cells_vouch(one)

    def _cells_vouch(self, one: Features) -> bool:
        checkable = [cell for cell in one.others if self._role(cell) in _CHECKED]
        ranked = sorted(checkable, key=lambda cell: _CHECKED.index(self._role(cell)))
        if any(self.evidence.plausible(self._role(cell), cell.text) for cell in ranked):
            return True
        return not checkable and bool(one.merged)

    # ── making rows and remembering ──

    def _ordinal(self, one: Features) -> str:
        return one.ordinal.number if one.ordinal else ""

    def _item(self, one: Features, kind: str, number: str, title: str, label: str = "") -> Row:
        code = one.code.stable() if one.code else ""
        return self._make(one, RowKind.ITEM, (Part(kind, number, title, code, label),))

    def _make(self, one: Features, kind: RowKind, parts: tuple[Part, ...] = ()) -> Row:
        text = "\n".join(
            cell.text.strip() for cell in one.cells if not is_blank(cell.text) and cell.merge != "continue"
        )
        item: int | None = None
        if kind is RowKind.ITEM:
            item = one.place
        elif kind is RowKind.CONTINUATION and self.before_row is not None:
            item = self.before_row.item
        hidden = tuple(cell.hidden for cell in one.cells if cell.hidden)
        return Row(
            index=one.place, kind=kind, text=text, parts=parts, cells=one.cells, item=item,
            segment=self.number, keys=(*one.raw.bookmarks, *hidden),
        )  # fmt: skip

    def _remember(self, one: Features, row: Row) -> None:
        self.after_header = row.kind in (RowKind.HEADER, RowKind.COLUMN_NUMBERS)
        if row.kind is not RowKind.ITEM:
            return
        part = row.parts[-1]
        if part.number and not one.wide:
            self.last_number[part.kind] = self.last_any = part.number
        if self._is_container(part.kind):
            self.container, self.expected = part.kind, ""
        elif part.kind != self.expected:
            self.expected = "" if one.label is not None else self.expected
        self.before, self.before_row = one, row

    def _grouping_candidates(self, features: Sequence[Features]) -> list[Features]:
        """Rows without a label that may divide the table: only a title, over the whole width or bold."""
        return [
            one for one in features
            if one.title and not one.others and not is_void(one.title_text)
            and not (self.before is None and one.written == 0) and not self.asides.divides_nothing(one)
        ]  # fmt: skip
