"""An offline form that came back: answers by key wherever the rows went, changes to locked cells reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from bagdar.documents.forms import Act, Factor, Head, Reason, Source, Statement, Value
from bagdar.documents.grammar.numbers import read_number
from bagdar.documents.layout import Layout, Paragraph, Table
from bagdar.documents.offline.issue import (
    COLUMNS,
    FACTOR_COLUMNS,
    INPUTS,
    offline_layout,
    printed_period,
)
from bagdar.documents.offline.matching import Words, day, fold, key_column, layout_text
from bagdar.documents.offline.model import PROPERTY, Answer, Filled, OfflineForm, OfflineLine
from bagdar.documents.offline.printed import Printed, language_of
from bagdar.documents.pages.codes import printed_code
from bagdar.documents.raw import RawCell, RawDocument, RawRow, RawTable, with_decimal_mark
from bagdar.documents.spec import FormSpec
from bagdar.documents.writing.sheet import FIELDS_MARK
from bagdar.documents.writing.text import HIDDEN_PREFIX, key_of_bookmark
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.text import Text

Grid = Mapping[str, str]
"""Column id → text of one row."""


def read_offline(raw: RawDocument, form: OfflineForm, spec: FormSpec) -> Filled:
    """What *raw* answers to *form*. Nothing is lost: whatever is not an answer becomes a finding.

    Rows are known by their hidden keys in any order; columns by their captions, whatever was added
    between them. A locked cell that differs from what was issued is reported, and what was issued holds.
    """
    return _Reading(raw, form, spec).filled()


FIELD_NAMES = {*INPUTS, *(key for key, _ in FACTOR_COLUMNS), "text"}


class _Row(msgspec.Struct, frozen=True):
    table: RawTable
    row: RawRow
    key: str


class _Reading:
    def __init__(self, raw: RawDocument, form: OfflineForm, spec: FormSpec) -> None:
        self.form = form
        self.spec = spec
        self.findings: list[Finding] = []
        self.rows: dict[str, _Row] = {}
        self.columns: dict[int, dict[str, int]] = {}
        self.statuses, self.states = Words(spec.statuses), Words(spec.states)
        self.standings, self.reasons = Words(spec.standings), Words(spec.reasons)
        self.language = language_of(raw, spec)
        self.mark = spec.mark(self.language)
        self.raw = msgspec.structs.replace(
            raw, tables=tuple(with_decimal_mark(table, self.mark) for table in raw.tables)
        )
        self.printed = Printed(form, spec, self.language)
        self.lines = {line.key: line for line in form.lines}
        self.author = form.body.id

    def filled(self) -> Filled:
        if self.raw.properties.get(PROPERTY, self.form.fingerprint) != self.form.fingerprint:
            self._find("other_edition", Severity.WARNING, Place())
            if not self._of_period():
                self._find("other_period", Severity.ERROR, Place(), period=self.form.period.label)
        issued = self._issued()
        if self.language not in self.form.languages:
            # The plan at hand has no text in the form's language, so there is nothing to compare it with.
            self._find("other_language", Severity.WARNING, Place(language=self.language))
        for table in self.raw.tables:
            self._collect(table, issued)
        answers = tuple(self._answers(issued))
        if self.language in self.form.languages:
            self._remarks()
        for key, line in self.lines.items():
            if line.asked and key not in self.rows:
                self._find("line_missing", Severity.ERROR, Place(key=key), title=line.title)
        return Filled(
            form=self.form,
            language=self.language,
            answers=answers,
            factors=tuple(self._factors()),
            note=dict(self._note()),
            head=self._head(),
            findings=tuple(self.findings),
        )

    def _of_period(self) -> bool:
        """Whether the file prints the period that is asked for."""
        cells = (cell.text for table in self.raw.tables for row in table.rows for cell in row.cells)
        wanted = fold(printed_period(self.form, self.spec, self.language))
        return any(fold(text) == wanted for text in (*self.raw.paragraphs, *cells))

    def _issued(self) -> dict[str, Grid]:
        """Row key → column id → text as it was issued."""
        layout = offline_layout(self.form, self.spec, self.language)
        issued: dict[str, Grid] = {}
        for block in layout.blocks:
            if not isinstance(block, Table):
                continue
            for row in block.rows:
                if row.key and block.role == "lines" and len(row.cells) == len(COLUMNS):
                    issued[row.key] = {
                        key: layout_text(cell) for (key, _), cell in zip(COLUMNS, row.cells, strict=True)
                    }
        return issued

    def _collect(self, table: RawTable, issued: Mapping[str, Grid]) -> None:
        keys = key_column(table, {*self.lines, *issued}) if self.raw.format == "xlsx" else None
        for row in table.rows:
            header = self.printed.header(row)
            if header:
                self.columns[table.index] = header
                continue
            key = self._key(table, row, keys)
            if key == FIELDS_MARK or _names_fields(row):
                self._name_columns(table, row)
                continue
            if key is None:
                self._stray(table, row)
            elif key in self.rows:
                self._find("row_twice", Severity.WARNING, self._place(table, row, key), key=key)
            else:
                self.rows[key] = _Row(table, row, key)

    def _name_columns(self, table: RawTable, row: RawRow) -> None:
        """Columns whose caption was changed are still named by the sheet's hidden row of ids."""
        known = self.columns.get(table.index)
        for position, cell in enumerate(row.cells):
            if known is not None and cell.text.strip() in FIELD_NAMES:
                known.setdefault(cell.text.strip(), position)

    def _key(self, table: RawTable, row: RawRow, keys: int | None) -> str | None:
        for cell in row.cells:
            if cell.hidden.startswith(HIDDEN_PREFIX):
                return cell.hidden.removeprefix(HIDDEN_PREFIX).strip()
            if keys is not None and cell.column == keys and cell.text.strip():
                return cell.text.strip()
        for name in row.bookmarks:
            key = key_of_bookmark(name)
            if key is not None:
                return key
        return self.printed.line_key(row, self.rows) or self.printed.other_key(table, row, self.columns)

    def _stray(self, table: RawTable, row: RawRow) -> None:
        text = " | ".join(cell.text.strip() for cell in row.cells if cell.text.strip())
        if text and table.index in self.columns and fold(text) not in self.printed.headings:
            self._find("row_added", Severity.WARNING, self._place(table, row), text=text)

    def _remarks(self) -> None:
        """What stands around the form: paragraphs, rows of other tables, text beside headings, comments."""
        layout = offline_layout(self.form, self.spec, self.language)
        printed = {fold(text) for text in _texts_of(layout)} | {""}

        def remark(text: str, place: Place) -> None:
            if fold(text) not in printed:
                self._find("note_added", Severity.INFO, place, text=text.strip())

        keyed = {(row.table.index, row.row.index): key for key, row in self.rows.items()}
        for text in self.raw.paragraphs:
            remark(text, Place())
        for table in (each for each in self.raw.tables if not each.hidden):
            for row in table.rows:
                key = keyed.get((table.index, row.index))
                heading = key in self.lines and not self.lines[key].deliveries
                stray = key is None and not row.hidden and table.index not in self.columns
                for cell in row.cells:
                    place = self._place(table, row, key, column=cell.column)
                    if (heading or stray) and cell.text.strip() not in (key, FIELDS_MARK):
                        remark(cell.text, place)
                    for note in cell.notes:
                        remark(note, place)

    def _answers(self, issued: Mapping[str, Grid]) -> Iterator[Answer]:
        for key, line in self.lines.items():
            found = self.rows.get(key)
            if found is None or not line.deliveries:
                continue
            texts = self._texts(found)
            self._compare(found, texts, issued.get(key, {}), line)
            if line.asked or any(texts.get(field, "") not in ("", self.spec.dash) for field in INPUTS[1:]):
                yield self._answer(found, line, texts)

    def _texts(self, found: _Row) -> dict[str, str]:
        columns = self.columns.get(found.table.index, {})
        cells = found.row.cells
        return {
            key: cells[position].text.strip() for key, position in columns.items() if position < len(cells)
        }

    def _compare(self, found: _Row, texts: Grid, issued: Grid, line: OfflineLine) -> None:
        """Locked cells against what was issued, and whatever was written outside the known columns."""
        comparable = self.language in self.form.languages
        for key, _ in COLUMNS if comparable else ():
            open_ = key in INPUTS and line.asked
            if not open_ and key in texts and key in issued and fold(texts[key]) != fold(issued[key]):
                place = self._place(found.table, found.row, found.key, field=key)
                self._find("locked_changed", Severity.WARNING, place, issued=issued[key], found=texts[key])
        known = set(self.columns.get(found.table.index, {}).values())
        for position, cell in enumerate(found.row.cells):
            text = cell.text.strip()
            if position not in known and text and text != found.key and not text.startswith(HIDDEN_PREFIX):
                place = self._place(found.table, found.row, found.key, column=cell.column)
                self._find("note_added", Severity.INFO, place, text=text)

    def _answer(self, found: _Row, line: OfflineLine, texts: Grid) -> Answer:
        unread: dict[str, str] = {}
        status, state = self._status(texts.get("status", ""), found, unread)
        return Answer(
            key=line.key,
            status=status,
            state=state,
            value=self._value(texts, found, unread),
            information=self._said(texts.get("information", ""), found, "information"),
            reason=self._reason(texts, found, unread),
            unread=unread,
            source=self._source(found, "status"),
        )

    def _status(self, text: str, found: _Row, unread: dict[str, str]) -> tuple[str | None, str | None]:
        if not self._written(text):
            return None, None
        status = self.statuses.match(text)
        state = None if status else self.states.match(text)
        if status is None and state is None:
            self._unread("status", text, found, unread)
        return status, state

    def _value(self, texts: Grid, found: _Row, unread: dict[str, str]) -> Value | None:
        figure, words = texts.get("value", ""), texts.get("standing", "")
        number = read_number(figure, self.mark) if self._written(figure) else None
        if number is not None and (not number.understood or number.value is None):
            self._unread("value", figure, found, unread)
            number = None
        standing = self.standings.match(words) if self._written(words) else None
        if self._written(words) and standing is None:
            self._unread("standing", words, found, unread)
        if number is None and standing is None:
            return None
        return Value(
            period=self.form.period.label,
            number=number.value if number else None,
            standing=standing,
            source=self._source(found, "value"),
        )

    def _reason(self, texts: Grid, found: _Row, unread: dict[str, str]) -> Reason | None:
        words, text = texts.get("reason_kind", ""), texts.get("reason", "")
        kind = self.reasons.match(words) if self._written(words) else None
        if self._written(words) and kind is None:
            self._unread("reason_kind", words, found, unread)
        said = self._said(text, found, "reason")
        return Reason(kind=kind, statements=said) if kind or said else None

    def _said(self, text: str, found: _Row, field: str) -> tuple[Statement, ...]:
        if not self._written(text):
            return ()
        source = self._source(found, field)
        return (Statement(language=self.language, text=text, author=self.author, source=source),)

    def _written(self, text: str) -> bool:
        return text not in ("", self.spec.dash)

    def _factors(self) -> Iterator[Factor]:
        codes = {
            fold(printed_code(line.code, self.spec, self.language)): line.key
            for line in self.form.lines
            if line.code
        }
        numbers = Counter(fold(line.number) for line in self.form.lines if line.deliveries)
        for line in self.form.lines:
            if line.number and line.deliveries and numbers[fold(line.number)] == 1:
                codes.setdefault(fold(line.number), line.key)
        sides = {fold(self.spec.word(f"offline.{s}", self.language)): s for s in ("internal", "external")}
        signs = {
            fold(self.spec.word(f"offline.{word}", self.language)): sign
            for word, sign in (("negative", "-"), ("positive", "+"))
        }
        for key, found in self.rows.items():
            if not key.startswith("factor:"):
                continue
            texts = self._texts(found)
            if not any(self._written(text) for text in texts.values()):
                continue
            named = [part for part in texts.get("lines", "").replace(";", ",").split(",") if part.strip()]
            for part in named:
                if fold(part) not in codes:
                    self._find(
                        "factor_line",
                        Severity.WARNING,
                        self._place(found.table, found.row),
                        text=part.strip(),
                    )
            yield Factor(
                side=sides.get(fold(texts.get("side", "")), ""),
                sign=signs.get(fold(texts.get("sign", ""))),
                keys=tuple(codes[fold(part)] for part in named if fold(part) in codes),
                statements=self._said(texts.get("factor", ""), found, "factor"),
                measures=self._said(texts.get("measures", ""), found, "measures"),
            )

    def _note(self) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        for item in self.spec.note:
            found = self.rows.get(f"note:{item.id}")
            text = self._input(found)
            if found and text and fold(text) != fold(self.spec.word("note.not_evaluation", self.language)):
                yield item.id, self._said(text, found, "text")

    def _input(self, found: _Row | None) -> str:
        """What stands in the one open cell of a row of the note or of the signature."""
        cell = _open_cell(found) if found else None
        text = cell.text.strip() if cell else ""
        return text if self._written(text) else ""

    def _head(self) -> Head | None:
        given = {
            key.removeprefix("head:"): self._input(found)
            for key, found in self.rows.items()
            if key.startswith("head:")
        }
        if not any(given.values()):
            return None
        acting = fold(given.get("capacity", "")) == fold(self.spec.word("offline.acting_head", self.language))
        act = given.get("act", "")
        return Head(
            name=Text({self.language: given.get("name", "")}),
            post=Text({self.language: given.get("post", "")}),
            capacity="acting_head" if acting else "first_head",
            act=Act(text=Text({self.language: act})) if act else None,
            signed=day(given.get("signed", "")),
        )

    def _source(self, found: _Row, field: str) -> Source:
        columns = self.columns.get(found.table.index, {})
        position = min(columns.get(field, len(found.row.cells) - 1), len(found.row.cells) - 1)
        cell = (_open_cell(found) if field == "text" else None) or found.row.cells[position]
        return Source(
            sha256=self.raw.sha256,
            file=self.raw.file,
            table=found.table.index,
            sheet=found.table.sheet,
            row=found.row.index,
            column=cell.column,
        )

    def _place(
        self,
        table: RawTable,
        row: RawRow,
        key: str | None = None,
        *,
        field: str | None = None,
        column: int | None = None,
    ) -> Place:
        return Place(
            file=self.raw.file,
            sha256=self.raw.sha256,
            table=table.index,
            sheet=table.sheet,
            row=row.index,
            column=column,
            key=key,
            field=field,
        )

    def _unread(self, field: str, text: str, found: _Row, unread: dict[str, str]) -> None:
        unread[field] = text
        place = self._place(found.table, found.row, found.key, field=field)
        self._find(f"unread_{field}", Severity.ERROR, place, text=text)

    def _find(self, check: str, severity: Severity, place: Place, **params: object) -> None:
        if place.file is None:
            place = msgspec.structs.replace(place, file=self.raw.file, sha256=self.raw.sha256)
        self.findings.append(
            Finding(
                check=f"offline.{check}", clause="practice", severity=severity, place=place, params=params
            )
        )


def _texts_of(layout: Layout) -> Iterator[str]:
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            yield "".join(run.text for run in block.runs)
        elif isinstance(block, Table):
            yield from (layout_text(cell) for row in block.rows for cell in row.cells)


def _open_cell(found: _Row) -> RawCell | None:
    """The cell after the caption, in a row that has no captions above it."""
    cells = [cell for cell in found.row.cells if cell.text.strip() != found.key]
    return cells[1] if len(cells) > 1 else None


def _names_fields(row: RawRow) -> bool:
    """The hidden row of column ids under a sheet's captions, also where its mark is gone."""
    written = {cell.text.strip() for cell in row.cells} - {""}
    return bool(written) and written <= FIELD_NAMES
