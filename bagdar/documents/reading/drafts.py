"""Items of a plan while they are gathered: own cells, lines that continue them, figures by years."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from bagdar.documents.forms.parts import Passport, Source, Value
from bagdar.documents.forms.plan import FinanceLine
from bagdar.documents.grammar.numbers import NumberReading, read_number
from bagdar.documents.reading.folding import is_blank, is_void
from bagdar.documents.reading.model import Cell, Leaf, Part, Row, RowKind, Segment, TableReading
from bagdar.documents.reading.texts import Texts, clean, joined
from bagdar.documents.spec import FormSpec
from bagdar.kernel.text import Text


@dataclass
class Draft:
    """One item with everything its rows say of it; ``figures``: period → (figure, sense, cell)."""

    kind: str
    number: str
    title: str
    code: str
    label: str
    table: int
    row: int
    language: str
    use: str
    keys: tuple[str, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)
    figures: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    finance: list[FinanceLine] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    passport: Passport | None = None
    shared: bool = False
    """Other items stand in the same row."""


class Gatherer:
    """Gathers drafts from the tables, in order."""

    def __init__(self, sha256: str, file: str, kinds: Container[str], spec: FormSpec) -> None:
        """*kinds*: those of the plan; other items of a sheet (a case, a field) are not gathered."""
        self.sha256 = sha256
        self.file = file
        self.kinds = kinds
        self.spec = spec

    def gather(self, tables: Iterable[TableReading], uses: Sequence[str], texts: Texts) -> list[Draft]:
        """Every item of tables of *uses*, with what continues it."""
        drafts: list[Draft] = []
        for table in tables:
            for row in table.rows:
                segment = table.segment(row) if table.segments else None
                if segment is None or segment.use not in uses:
                    continue
                if row.kind is RowKind.ITEM and row.parts[0].kind in self.kinds:
                    drafts.extend(self._items(table, row, segment, texts))
                elif row.kind is RowKind.CONTINUATION and drafts:
                    self._add(drafts[-1], table, row, segment, first=False)
        return drafts

    def _items(self, table: TableReading, row: Row, segment: Segment, texts: Texts) -> list[Draft]:
        found: list[Draft] = []
        for part in row.parts:
            draft = self._draft(table, row, part, segment, texts)
            draft.shared = len(row.parts) > 1
            found.append(draft)
        if len(found) == 1:
            self._add(found[0], table, row, segment, first=True)
        else:
            for draft in found:
                self._source(draft, "title", table, row, row.cells[0] if row.cells else None)
        return found

    def _draft(self, table: TableReading, row: Row, part: Part, segment: Segment, texts: Texts) -> Draft:
        return Draft(
            kind=part.kind,
            number=part.number,
            title=clean(part.title),
            code=part.code,
            label=part.label,
            table=table.index,
            row=row.index,
            language=segment.language or texts.language,
            use=segment.use,
            keys=row.keys,
        )

    def _source(self, draft: Draft, column: str, table: TableReading, row: Row, cell: Cell | None) -> None:
        if cell is not None and column not in draft.sources:
            draft.sources[column] = Source(
                sha256=self.sha256, file=self.file, table=table.index, sheet=table.sheet, row=row.index,
                column=cell.column,
            )  # fmt: skip

    def _add(self, draft: Draft, table: TableReading, row: Row, segment: Segment, *, first: bool) -> None:
        """Put the row's cells where they belong: texts by column, figures by period."""
        amounts: dict[str, Decimal] = {}
        unread: dict[str, str] = {}
        own: dict[str, str] = {}
        for cell in row.cells:
            leaf = _leaf_of(cell, segment)
            if first and cell.merge == "continue" and leaf.role not in ("number", "title", "amounts"):
                # One cell over several items says the same of each; money over several is nobody's own.
                if not is_void(cell.above):
                    own[leaf.id] = clean(cell.above)
                continue
            if is_blank(cell.text) or cell.merge == "continue":
                continue
            self._source(draft, leaf.id if leaf.role != "title" else "title", table, row, cell)
            if leaf.role == "amounts" and leaf.period:
                self._figure(draft, leaf, cell.text, amounts, unread)
            elif leaf.role == "title" or (leaf.role == "number" and not first):
                if not first:
                    draft.title = joined(draft.title, clean(cell.text))
            elif leaf.role != "number" and not is_void(cell.text):
                own[leaf.id] = joined(own.get(leaf.id, ""), clean(cell.text))
        for column, text in own.items():
            draft.cells[column] = joined(draft.cells.get(column, ""), text)
        line = self._finance(own, amounts, unread, segment, draft.language)
        if line is not None:
            draft.finance.append(line)

    def _figure(
        self, draft: Draft, leaf: Leaf, text: str, amounts: dict[str, Decimal], unread: dict[str, str]
    ) -> None:
        reading = figure_in(text, self.spec.mark(draft.language))
        name = leaf.id if leaf.id.startswith(leaf.period) else leaf.period
        if reading.kind == "figure" and reading.value is not None:
            amounts[name] = reading.value
            draft.figures.setdefault(name, (reading.value, leaf.sense))
        elif reading.kind != "none":
            unread[name] = clean(text)

    def _finance(
        self,
        own: dict[str, str],
        amounts: dict[str, Decimal],
        unread: dict[str, str],
        segment: Segment,
        language: str,
    ) -> FinanceLine | None:
        columns = {leaf.role: leaf.id for leaf in reversed(segment.leaves)}
        programme = own.get(columns.get("programme", ""), "")
        if not amounts and not unread and not programme:
            return None
        source = own.get(columns.get("financing", ""), "")
        return FinanceLine(
            source=Text({language: source}), programme=programme, amounts=amounts, unread=unread
        )


@lru_cache(maxsize=16384)
def figure_in(text: str, mark: str) -> NumberReading:
    """A figure as people of a language with this decimal *mark* write it; tables repeat them, so readings are remembered."""
    return read_number(text, mark)


def _leaf_of(cell: Cell, segment: Segment) -> Leaf:
    leaves = segment.leaves
    for role in ("title", "financing") if cell.last > cell.first else ():
        for leaf in leaves[cell.first : cell.last + 1]:
            if leaf.role == role:
                return leaf
    return leaves[min(cell.first, len(leaves) - 1)]


def passport_of(draft: Draft, unit_column: str) -> Passport:
    """What the yearly columns say of an indicator: facts are actuals, the rest targets."""
    targets: dict[str, Decimal] = {}
    actuals: dict[str, Value] = {}
    base: tuple[str, Decimal] | None = None
    for name, (figure, sense) in draft.figures.items():
        period = name.split(" ")[0]
        if period == "total":
            continue
        if sense == "base" or period == "base":
            base = (period, figure)
        elif sense == "fact":
            actuals[period] = Value(period=period, number=figure, source=draft.sources.get(name))
        else:
            targets[period] = figure
    sources = {}
    for name in (*targets, *actuals):
        if name in draft.sources:
            sources[f"{'target' if name in targets else 'actual'}:{name}"] = draft.sources[name]
    if unit_column in draft.sources:
        sources["unit"] = draft.sources[unit_column]
    unit = draft.cells.get(unit_column, "")
    return Passport(
        unit=Text({draft.language: unit}),
        base_period=base[0] if base and base[0] != "base" else None,
        base=base[1] if base else None,
        targets=targets,
        actuals=actuals,
        sources=sources,
    )
