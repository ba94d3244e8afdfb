"""A document read: every table with its account, and the plan, report or conclusion that it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.conclusion import Conclusion
from bagdar.documents.forms.plan import Plan
from bagdar.documents.forms.report import Report
from bagdar.documents.forms.strategy_report import StrategyReport
from bagdar.documents.raw import RawDocument, with_decimal_mark
from bagdar.documents.reading.conclusions import ConclusionBuilder
from bagdar.documents.reading.flow import Line, flow_of
from bagdar.documents.reading.folding import fold, is_blank
from bagdar.documents.reading.keys import FIELDS_MARK
from bagdar.documents.reading.lexicon import guess_language
from bagdar.documents.reading.model import Remark, Row, RowKind, Segment, TableReading
from bagdar.documents.reading.pairing import pair
from bagdar.documents.reading.phrases import ROLES, Grammars
from bagdar.documents.reading.plans import PlanBuilder
from bagdar.documents.reading.reports import ReportBuilder
from bagdar.documents.reading.strategy_reports import StrategyReportBuilder
from bagdar.documents.reading.tables import PLAN_USES, TableReader
from bagdar.documents.reading.vocabulary import OFFLINE, Vocabulary
from bagdar.documents.spec import FormSpec


class Reading:
    """What was made of *raw*. Tables are read at once, meanings of phrases and typed forms when asked."""

    def __init__(
        self,
        raw: RawDocument,
        forms: Mapping[str, FormSpec],
        bodies: Bodies,
        *,
        language: str | None = None,
        form: str | None = None,
        grammars: Grammars | None = None,
    ) -> None:
        self.forms = forms
        self.bodies = bodies
        self.vocabulary = Vocabulary(forms)
        self.raw = raw = _with_marks(raw, self.vocabulary, language)
        self.asked_language = language
        self.grammars = (grammars or Grammars(bodies)).for_document()
        reader = TableReader(self.vocabulary, self.grammars, language)
        for table in raw.tables:
            reader.learn_abbreviations(table, self.before(table.index))
        self.tables: tuple[TableReading, ...] = tuple(
            reader.read(table, self.before(table.index)) for table in raw.tables
        )
        self.form = form or self._form()

    def before(self, table: int) -> tuple[str, ...]:
        """Paragraphs between the table above and *table*."""
        return self._before.get(table, ())

    @cached_property
    def _before(self) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        waiting: list[str] = []
        for what, index in self.raw.order:
            if what == "p":
                if not is_blank(self.raw.paragraphs[index]):
                    waiting.append(self.raw.paragraphs[index])
            else:
                found[index] = tuple(waiting)
                waiting = []
        return found

    @cached_property
    def flow(self) -> list[Line]:
        """Paragraphs and tables in order; sheets' rows outside their tables are paragraphs."""
        return flow_of(self.raw, self.tables)

    def _form(self) -> str:
        """By what the tables are; a conclusion or a report on the Strategy by its title."""
        uses = {segment.use for table in self.tables for segment in table.segments}
        titled = self._titled()
        if titled in ("conclusion", "strategy_report"):
            return titled
        if uses & {"report", OFFLINE} or titled == "report" or ("factors" in uses and "plan" not in uses):
            return "report"
        if uses & set(PLAN_USES) or titled == "plan":
            return "plan"
        return titled or "unknown"

    def _titled(self) -> str:
        """The form whose title, or printed head, opens the document."""
        text = fold(" ".join(line.text for line in self.flow[:40]))
        best, length = "", 0
        for name, form in self.forms.items():
            for title in form.title.values():
                key = fold(title)
                if len(key) > length and key in text:
                    best, length = name, len(key)
        return best

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the document's tables, in order; of its paragraphs where it has none."""
        if self.asked_language:
            return (self.asked_language,)
        found = [
            segment.language
            for table in self.tables
            for segment in table.segments
            if segment.language and segment.use in (*PLAN_USES, "factors", "passports")
        ]
        if not found:
            guessed = guess_language([line.text for line in self.flow[:400]], self.vocabulary.languages)
            found = (
                [guessed] if guessed else [s.language for t in self.tables for s in t.segments if s.language]
            )
        return tuple(dict.fromkeys(found))

    def plan(self) -> Plan:
        """The plan; texts in several languages where the document has its tables in each."""
        return self._plans[0]

    def report(self) -> Report:
        """The report that the document holds."""
        return self._report[0]

    @cached_property
    def _report(self) -> tuple[Report, tuple[Remark, ...]]:
        language = (self.languages or self.vocabulary.languages)[0]
        builder = ReportBuilder(self.raw, self.tables, self.flow, self.vocabulary, self.bodies, language)
        report = builder.build(self.plan())
        return report, tuple(builder.remarks)

    def conclusion(self) -> Conclusion:
        """The draft conclusion that the document holds; items it lacks are empty."""
        language = (self.languages or self.vocabulary.languages)[0]
        builder = ConclusionBuilder(self.raw, self.tables, self.flow, self.vocabulary, self.bodies, language)
        return builder.build()

    def strategy_report(self) -> StrategyReport:
        """The report on the Strategy that the document holds, with part 1 as its annex."""
        language = (self.languages or self.vocabulary.languages)[0]
        builder = StrategyReportBuilder(
            self.raw, self.tables, self.flow, self.vocabulary, self.bodies, language
        )
        return builder.build(self.report())

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What a person should know of the document and of what was read in it."""
        seen = [
            Remark(message=f"opening.remark.{name}", params={"count": n}) for name, n in self._seen().items()
        ]
        own = self._report[1] if self.form == "report" else ()
        return (*seen, *(remark for table in self.tables for remark in table.remarks), *self._plans[1], *own)

    def _seen(self) -> dict[str, int]:
        """What the opening told, but for the row and column of keys that our own sheets hide."""
        marked = sum(
            any(cell.text == FIELDS_MARK for row in table.rows for cell in row.cells)
            for table in self.raw.tables
        )
        own = {"hidden_rows": marked, "hidden_columns": marked}
        left = {name: n - own.get(name, 0) for name, n in self.raw.remarks.items()}
        return {name: n for name, n in left.items() if n > 0}

    @cached_property
    def _plans(self) -> tuple[Plan, tuple[Remark, ...]]:
        plan: Plan | None = None
        remarks: list[Remark] = []
        for language in self.languages or self.vocabulary.languages[:1]:
            builder = PlanBuilder(self.raw, self.tables, self.vocabulary, language, self.flow)
            built = builder.build(self.grammars.abbreviations)
            remarks.extend(builder.remarks)
            plan = built if plan is None else pair(plan, built).plan
        return plan or Plan(languages=self.languages), tuple(remarks)

    # ── the contract of the command ──

    def as_json(self) -> dict[str, Any]:
        """The contract of ``bagdar read --json``."""
        plan = self.plan()
        if plan.first_year is not None and plan.last_year is not None:
            self.grammars.period = plan.first_year, plan.last_year
        return {
            "file": self.raw.file,
            "sha256": self.raw.sha256,
            "form": self.form,
            "languages": list(self.languages),
            "tables": [self._table_json(table) for table in self.tables],
        }

    def as_account(self) -> dict[str, Any]:
        """The same without items: what people are told, at no cost of reading phrases."""
        tables = [{**self._account_json(table), "sheet": table.sheet} for table in self.tables]
        return {
            "file": self.raw.file,
            "form": self.form,
            "languages": list(self.languages),
            "tables": tables,
        }

    def _account_json(self, table: TableReading) -> dict[str, Any]:
        return {
            "index": table.index,
            "rows": len(table.rows),
            "account": table.account(),
            "not_understood": [{"row": row.index, "text": row.text} for row in table.not_understood()],
        }

    def _table_json(self, table: TableReading) -> dict[str, Any]:
        return {
            **self._account_json(table),
            "items": [self._item_json(table, row) for row in table.rows if row.kind is RowKind.ITEM],
        }

    def _item_json(self, table: TableReading, row: Row) -> dict[str, Any]:
        part = row.parts[0]
        segment = table.segment(row)
        text = part.title if len(row.parts) == 1 else row.text
        return {
            "row": row.index,
            "kind": part.kind,
            "number": part.number,
            "text": text,
            "cells": cells_of(row, segment),
            "readings": self._readings(row, segment),
        }

    def _readings(self, row: Row, segment: Segment) -> dict[str, Any]:
        """Meaning of the cells whose columns have a grammar, by role."""
        found: dict[str, Any] = {}
        if segment.use not in PLAN_USES:
            return found
        for role, text in role_texts(row, segment).items():
            if role in ROLES:
                phrase = self.grammars.read(role, text, segment.language)
                if phrase is not None:
                    found[role] = phrase.as_json()
        return found


def cells_of(row: Row, segment: Segment) -> dict[str, str]:
    """Column id → text, unchanged, for every written cell of the row, and those merged into it."""
    found: dict[str, str] = {}
    for cell in row.cells:
        text = cell.above if cell.merge == "continue" else cell.text
        if not is_blank(text):
            name = column_of(cell.first, cell.last, segment)
            found[name] = f"{found[name]}\n{text}" if name in found else text
    return found


def column_of(first: int, last: int, segment: Segment) -> str:
    """The column a cell belongs to: a merged one to the title, else to financing, else to its first."""
    leaves = segment.leaves
    if not leaves:
        return f"#{first + 1}"
    for role in ("title", "financing") if last > first else ():
        for leaf in leaves[first : last + 1]:
            if leaf.role == role:
                return leaf.id
    return leaves[min(first, len(leaves) - 1)].id


def role_texts(row: Row, segment: Segment) -> dict[str, str]:
    """Column role → text of the row's cell, for roles that are known."""
    roles = {leaf.id: leaf.role for leaf in segment.leaves}
    found: dict[str, str] = {}
    for column, text in cells_of(row, segment).items():
        role = roles.get(column, "")
        if role and role not in found:
            found[role] = text
    return found


def read(
    raw: RawDocument,
    forms: Mapping[str, FormSpec],
    bodies: Bodies,
    *,
    language: str | None = None,
    form: str | None = None,
    grammars: Grammars | None = None,
) -> Reading:
    """Read *raw* against a methodology's *forms*.

    *language* and *form*: what is known beforehand. *grammars*: what the pack gives the grammars of
    phrases; without it they know the bodies only.
    """
    return Reading(raw, forms, bodies, language=language, form=form, grammars=grammars)


__all__: Sequence[str] = ["Reading", "cells_of", "column_of", "read", "role_texts"]


def _with_marks(raw: RawDocument, vocabulary: Vocabulary, language: str | None) -> RawDocument:
    """*raw* with the numbers of its sheets shown with the decimal mark of their language."""
    marks = {vocabulary.spec.mark(spoken) for spoken in vocabulary.languages}
    if marks == {","} or raw.format != "xlsx":
        return raw
    tables = []
    for table in raw.tables:
        texts = (cell.text for row in table.rows for cell in row.cells)
        spoken = language or guess_language(texts, vocabulary.languages)
        tables.append(with_decimal_mark(table, vocabulary.spec.mark(spoken)) if spoken else table)
    return replace(raw, tables=tuple(tables))
