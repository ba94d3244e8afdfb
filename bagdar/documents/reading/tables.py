"""One table of a document: its header or headers, what it is a table of, and every row with its kind."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bagdar.documents.raw import RawRow, RawTable
from bagdar.documents.reading.evidence import Evidence
from bagdar.documents.reading.folding import fold, is_blank
from bagdar.documents.reading.grid import Laid, lay, width
from bagdar.documents.reading.headers import Header, find_header, read_header, starts_header
from bagdar.documents.reading.inference import infer_leaves
from bagdar.documents.reading.keys import with_keys
from bagdar.documents.reading.labels import Labels
from bagdar.documents.reading.lexicon import folded_all, guess_language
from bagdar.documents.reading.model import Cell, Leaf, Row, RowKind, Segment, TableReading
from bagdar.documents.reading.numbering import is_column_numbers, read_ordinal
from bagdar.documents.reading.phrases import Grammars
from bagdar.documents.reading.plain_tables import (
    ABBREVIATIONS,
    LAYOUT,
    PlainRows,
    abbreviation_pair,
    is_case,
    use_without_header,
)
from bagdar.documents.reading.rows import PlanRows
from bagdar.documents.reading.stretches import list_start, lone_text, titles_start
from bagdar.documents.reading.vocabulary import Vocabulary

PLAN_USES = ("plan", "report", "indicators")
_SAMPLE = 200
_YEARS = 3
"""Columns of figures from which a table that names bodies is one of indicators."""
_LONGEST_LIST = 1000
"""Rows of the longest list of abbreviations."""


class TableReader:
    """Reads the tables of one document in order; remembers the last plan, whose table may go on."""

    def __init__(self, vocabulary: Vocabulary, grammars: Grammars, language: str | None) -> None:
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.grammars = grammars
        self.language = language
        self.previous: PlanRows | None = None
        self.previous_width = 0

    def learn_abbreviations(self, table: RawTable, before: Sequence[str]) -> None:
        """The document's own list helps to know executors, wherever it stands."""
        laid = [lay(row, sheet=table.sheet is not None) for row in table.rows]
        first = list_start(laid, 0, len(laid), self.vocabulary)
        narrow = max((len(row) for row in laid), default=0) <= 4 and len(laid) <= _LONGEST_LIST
        if first is None and narrow and use_without_header(laid, before, self.vocabulary) == ABBREVIATIONS:
            first = 0
        if first is not None:
            for row in table.rows[first : first + _LONGEST_LIST]:
                pair = abbreviation_pair([cell.text for cell in row.cells])
                if pair:
                    self.grammars.abbreviations.setdefault(*pair)

    def read(self, table: RawTable, before: Sequence[str]) -> TableReading:
        """*before*: paragraphs between the table above and this one."""
        table = with_keys(table)
        laid = [lay(row, sheet=table.sheet is not None) for row in table.rows]
        case = table.sheet is None and is_case(laid, self.vocabulary)
        header = None if case else find_header(laid, 0, self.vocabulary)
        if header is None:
            return self._headless(table, laid, before)
        segments: list[Segment] = []
        rows: list[Row] = self._above(table, laid, header, segments)
        while header is not None:
            following = self._next_header(laid, header)
            end = following.first if following else len(laid)
            first = header.last + 1
            titled = titles_start(laid, first, end) if following and table.sheet is not None else end
            listed = list_start(laid, first, titled, self.vocabulary)
            segments.append(self._segment(header, table, before))
            stop = titled if listed is None else listed
            rows.extend(self._under(table, laid, header, stop, segments[-1], len(segments) - 1))
            if listed is not None:
                segments.append(Segment(use=ABBREVIATIONS, language=segments[-1].language))
                rows.extend(self._plain(table, laid, listed, titled, segments))
            rows.extend(self._texts(table, laid, titled, end))
            header = following
        return self._reading(table, rows, segments)

    def _reading(self, table: RawTable, rows: Sequence[Row], segments: Sequence[Segment]) -> TableReading:
        return TableReading(index=table.index, sheet=table.sheet, rows=tuple(rows), segments=tuple(segments))

    def _next_header(self, laid: Sequence[Sequence[Laid]], header: Header) -> Header | None:
        """A header of other columns further down: the next table of a sheet."""
        known = [[fold(cell.cell.text) for cell in row] for row in laid[header.first : header.last + 1]]
        for index in range(header.last + 1, len(laid)):
            announced = self.vocabulary.heads_part("part.2", lone_text(laid[index - 1]))
            if not announced and not starts_header(laid[index], self.vocabulary):
                continue
            if [fold(cell.cell.text) for cell in laid[index]] in known:
                continue
            found = read_header(laid, index, self.vocabulary)
            if found is not None and found.leaves != header.leaves:
                return found
        return None

    def _segment(self, header: Header, table: RawTable, before: Sequence[str]) -> Segment:
        header = self._numbered(header, table)
        language = self.language or header.language or self._language(table)
        kind = self._default_kind(header.leaves, before) if header.use in PLAN_USES else ""
        return Segment(use=header.use, leaves=header.leaves, language=language, default_kind=kind)

    def _numbered(self, header: Header, table: RawTable) -> Header:
        """The header with its first column known for one of numbers by what stands in it."""
        leaves = header.leaves
        if header.use not in PLAN_USES or leaves[0].role or any(leaf.role == "number" for leaf in leaves):
            return header
        firsts = [row.cells[0].text for row in table.rows[header.last + 1 :][:_SAMPLE] if len(row.cells) > 2]
        numbers = sum(read_ordinal(text) is not None for text in firsts)
        if numbers < 2 or 2 * numbers < len(firsts):
            return header
        known = next((c.id for c in self.vocabulary.spec.columns if c.role == "number"), "number")
        return header._replace(leaves=(replace(leaves[0], id=known, role="number", known=True), *leaves[1:]))

    def _language(self, table: RawTable) -> str | None:
        texts = [cell.text for row in table.rows[:_SAMPLE] for cell in row.cells]
        return self.language or guess_language(texts, self.vocabulary.languages)

    def _default_kind(self, leaves: Sequence[Leaf], before: Sequence[str]) -> str:
        """What unlabelled rows of an indicator table are: by its title column, else by its heading."""
        plurals = self.vocabulary.plurals
        for leaf in leaves:
            if leaf.role == "title" and plurals.get(fold(leaf.caption)) in self.vocabulary.measured:
                return plurals[fold(leaf.caption)]
        heading = fold(" ".join(before[-3:]))
        for key, kind in plurals.items():
            if kind in self.vocabulary.measured and key in heading:
                return kind
        return self.vocabulary.measured[0] if self.vocabulary.measured else ""

    def _under(
        self,
        table: RawTable,
        laid: Sequence[Sequence[Laid]],
        header: Header,
        end: int,
        segment: Segment,
        number: int,
    ) -> list[Row]:
        first = header.last + 1
        heads = laid[header.first : first]
        rows = [plain_row(table.rows[n], laid[n], RowKind.HEADER, number) for n in range(header.first, first)]
        raws, body = table.rows[first:end], laid[first:end]
        return rows + self._body(table, raws, body, heads, segment, number)

    def _body(
        self,
        table: RawTable,
        raws: Sequence[RawRow],
        laid: Sequence[Sequence[Laid]],
        heads: Sequence[Sequence[Laid]],
        segment: Segment,
        number: int,
    ) -> list[Row]:
        sheet = table.sheet is not None
        if segment.use not in PLAN_USES:
            return PlainRows(self.vocabulary, self.labels, segment, number, sheet=sheet).read(raws, laid)
        reader = PlanRows(
            self.vocabulary, self.labels, self._evidence(segment.language), segment, number, sheet=sheet
        )
        same = self.previous is not None and [leaf.id for leaf in self.previous.segment.leaves] == [
            leaf.id for leaf in segment.leaves
        ]
        if same and self.previous is not None:
            reader.go_on_from(self.previous)
        rows = reader.read(raws, laid, heads)
        if segment.use != "indicators" or self.previous is None:
            self.previous = reader
            self.previous_width = max((width(row) for row in (*heads, *laid)), default=0)
        return rows

    def _evidence(self, language: str | None) -> Evidence:
        return Evidence(self.grammars, self.vocabulary.languages, language)

    # ── over the header ──

    def _above(
        self,
        table: RawTable,
        laid: Sequence[Sequence[Laid]],
        header: Header,
        segments: list[Segment],
    ) -> list[Row]:
        """Rows over the header: a title, a column-number row; the plan of the table before goes on here."""
        raws, above = table.rows[: header.first], laid[: header.first]
        if len(above) >= 3 and self._goes_on(above) and self.previous is not None:
            segments.append(self._inherited(self.previous.segment))
            return self._body(table, raws, above, (), segments[-1], 0)
        if table.sheet is not None:
            return self._texts(table, laid, 0, header.first)
        return [
            plain_row(raw, cells, self._kind_above(cells), 0) for raw, cells in zip(raws, above, strict=True)
        ]

    def _texts(self, table: RawTable, laid: Sequence[Sequence[Laid]], first: int, end: int) -> list[Row]:
        """Rows of a sheet over a header: running text, what is not known included."""
        reader = PlainRows(self.vocabulary, self.labels, Segment(use=""), 0, sheet=True)
        reader.over_header = True
        return reader.read(table.rows[first:end], laid[first:end])

    def _plain(
        self,
        table: RawTable,
        laid: Sequence[Sequence[Laid]],
        first: int,
        end: int,
        segments: Sequence[Segment],
    ) -> list[Row]:
        """Rows of the last of *segments*, which is no plan."""
        number = len(segments) - 1
        reader = PlainRows(self.vocabulary, self.labels, segments[-1], number, sheet=table.sheet is not None)
        return reader.read(table.rows[first:end], laid[first:end])

    def _kind_above(self, laid: Sequence[Laid]) -> RowKind:
        texts = [cell.cell.text for cell in laid]
        written = [text for text in texts if not is_blank(text)]
        if not written:
            return RowKind.EMPTY
        if is_column_numbers(texts):
            return RowKind.COLUMN_NUMBERS
        return RowKind.CAPTION if self._is_title(written) else RowKind.UNKNOWN

    def _is_title(self, written: Sequence[str]) -> bool:
        languages = self.vocabulary.languages
        words = folded_all(languages, "titles") + folded_all(languages, "layout")
        key = fold(" ".join(written))
        return len(written) <= 2 and any(word in key for word in words)

    # ── without a header ──

    def _headless(
        self, table: RawTable, laid: Sequence[Sequence[Laid]], before: Sequence[str]
    ) -> TableReading:
        segment = self._segment_without_header(table, laid, before)
        if segment is None:
            segment = Segment(use="", language=self._language(table))
        rows = self._body(table, table.rows, laid, (), segment, 0)
        return self._reading(table, rows, [segment])

    def _segment_without_header(
        self, table: RawTable, laid: Sequence[Sequence[Laid]], before: Sequence[str]
    ) -> Segment | None:
        use = use_without_header(laid, before, self.vocabulary)
        if table.hidden and self._is_choices(laid):
            use = LAYOUT
        if use and use != ABBREVIATIONS:
            return Segment(use=use, language=self._language(table))
        if self.previous is not None and self._goes_on(laid):
            return self._inherited(self.previous.segment)
        if use:
            return Segment(use=use, language=self._language(table))
        language = self._language(table)
        leaves = infer_leaves(laid, self.vocabulary, self._evidence(language))
        if leaves is None:
            return None
        roles = {leaf.role for leaf in leaves}
        figures = sum(leaf.role == "amounts" for leaf in leaves)
        does = {"deadline", "completion"} if figures >= _YEARS else {"deadline", "completion", "executors"}
        kind = "plan" if roles & does else "indicators"
        return Segment(
            use=kind,
            leaves=leaves,
            language=language,
            default_kind=self._default_kind(leaves, before),
            inferred=True,
        )

    def _is_choices(self, laid: Sequence[Sequence[Laid]]) -> bool:
        """A sheet out of sight that only lists what may be chosen in another."""
        texts = [cell.cell.text for row in laid for cell in row if not is_blank(cell.cell.text)]
        return bool(texts) and all(fold(text) in self.vocabulary.choices for text in texts)

    def _inherited(self, before: Segment) -> Segment:
        return Segment(
            use=before.use,
            leaves=before.leaves,
            language=before.language,
            default_kind=before.default_kind,
            inferred=True,
        )

    def _goes_on(self, laid: Sequence[Sequence[Laid]]) -> bool:
        """Whether the table continues the last plan: as wide, and its rows are rows of a plan."""
        if self.previous is None or not laid:
            return False
        count = len(self.previous.segment.leaves)
        fits = [row for row in laid if len(row) == count or width(row) == self.previous_width]
        if count < 3 or 2 * len(fits) < len(laid):
            return False
        known = 0
        for row in fits:
            texts = [cell.cell.text for cell in row]
            first = next((text for text in texts if not is_blank(text)), "")
            known += bool(
                is_column_numbers(texts) or read_ordinal(first) or self.labels.read(first)
                or (len(row) > 1 and self.labels.read(row[1].cell.text)) or row[0].cell.merge == "continue"
            )  # fmt: skip
        return 2 * known >= len(fits)


def plain_row(raw: RawRow, laid: Sequence[Laid], kind: RowKind, segment: int) -> Row:
    """A row that holds no item: its text, and its cells by order."""
    cells = tuple(
        Cell(text=each.cell.text, first=n, last=n, order=n, column=each.cell.column, merge=each.cell.merge)
        for n, each in enumerate(laid)
    )
    text = "\n".join(cell.text.strip() for cell in cells if not is_blank(cell.text))
    return Row(index=raw.index, kind=kind, text=text, cells=cells, segment=segment)
