"""What a plan check looks at: the plan as a tree, its cells' meanings, the methodology's rules for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import Plan, PlanItem, Source
from bagdar.documents.spec import Column, ItemKind
from bagdar.kernel.findings import Place
from bagdar.kernel.periods import Period
from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.methodology.checks.readings import Deadline, Executors, Reader
from bagdar.methodology.checks.registry import Hit, Table
from bagdar.methodology.checks.tree import Tree
from bagdar.methodology.model import Methodology
from bagdar.methodology.years import years_of

SHOWN = 120
"""Characters of a line's title that a message repeats."""


class UnreadRow(Protocol):
    """A row that the reading could not place."""

    @property
    def index(self) -> int: ...

    @property
    def text(self) -> str: ...


class UnreadTable(Protocol):
    """A table of the file with its account (:mod:`bagdar.documents.reading`)."""

    @property
    def index(self) -> int: ...

    @property
    def sheet(self) -> str | None: ...

    def not_understood(self) -> Sequence[UnreadRow]: ...


@dataclass
class PlanContext:
    """``account``: the tables that the plan was read from, each with the rows it did not understand."""

    plan: Plan
    methodology: Methodology
    bodies: Bodies
    reader: Reader
    strategy: Plan | None = None
    account: Sequence[UnreadTable] = ()
    _columns: dict[str, Column | None] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.plan.items)

    @cached_property
    def kinds(self) -> dict[str, ItemKind]:
        return {kind.id: kind for kind in self.methodology.kinds}

    def rank(self, key: str | None) -> int:
        return -1 if key is None else self.tree.index.get(key, len(self.plan.items))

    def items(self, flag: str) -> Iterator[PlanItem]:
        """Items whose kind has *flag* (a boolean of ItemKind)."""
        wanted = {key for key, kind in self.kinds.items() if getattr(kind, flag)}
        return (item for item in self.plan.items if item.kind in wanted)

    @cached_property
    def has_sections(self) -> bool:
        return any(self.items("section"))

    # -- cells ---------------------------------------------------------------------------------

    def column(self, role: str) -> Column | None:
        """The plan form's first column with *role*."""
        if role not in self._columns:
            columns = self.methodology.forms["plan"].columns
            self._columns[role] = next((column for column in columns if column.role == role), None)
        return self._columns[role]

    def texts(self, item: PlanItem, role: str) -> Text:
        """The cell with *role* on the item's row; empty where the plan has none."""
        column = self.column(role)
        return _written(item.cells.get(column.id)) if column else _NOTHING

    def cell(self, item: PlanItem, role: str) -> tuple[str, str]:
        """(text, language) of the cell in the plan's first language that has it; ("", "") if empty."""
        texts = self.texts(item, role)
        for language in (*self.plan.languages, *texts):
            if language in texts:
                return texts[language], language
        return "", ""

    def yearly(self, item: PlanItem) -> dict[str, str]:
        """Period label → text of a yearly cell that is not a figure (figures are in the passport)."""
        texts = {label: _written(text) for label, text in item.cells.items() if label[:4].isdigit()}
        return {
            label: text.in_(*(self.plan.languages or UI_LANGUAGES)) for label, text in texts.items() if text
        }

    def deadline(self, item: PlanItem) -> Deadline | None:
        """Meaning of the item's deadline; None where none is written."""
        text, language = self.cell(item, "deadline")
        return self.reader.deadline(text, language) if text else None

    def executors(self, item: PlanItem) -> Executors | None:
        """Meaning of the item's executors; None where none are written."""
        text, language = self.cell(item, "executors")
        return self.reader.executors(text, language) if text else None

    # -- years ---------------------------------------------------------------------------------

    @cached_property
    def years(self) -> range:
        """The years of the plan's period; empty where it is not known, runs backwards or cannot be meant."""
        return years_of(self.plan)

    def year_of(self, day: date) -> int:
        """The fiscal year that *day* falls in."""
        starts = self.methodology.year_starts
        return day.year if day >= Period(day.year, starts=starts).first else day.year - 1

    # -- what is shown -------------------------------------------------------------------------

    def line(self, item: PlanItem) -> Text:
        """How a message names the line: kind, number, beginning of the title."""
        return line_text(self.kinds.get(item.kind), item.number, item.title)

    def place(self, item: PlanItem, column: str = "") -> Place:
        return place_of(item, column or self.title_column, self.plan.languages)

    @cached_property
    def title_column(self) -> str:
        column = self.column("title")
        return column.id if column else ""

    def hit(self, item: PlanItem, role: str = "title", /, **params: Any) -> Hit:
        """A hit on the cell with *role* of the item's row; ``line`` is filled in."""
        column = self.column(role)
        return Hit(self.place(item, column.id if column else ""), {"line": self.line(item), **params})


def unread_rows(account: Sequence[UnreadTable]) -> Iterator[Hit]:
    """Rows of *account* that the reading could not place, each at its place in the file."""
    for table in account:
        for row in table.not_understood():
            place = Place(table=table.index, sheet=table.sheet, row=row.index)
            yield Hit(place, {"row": row.index + 1, "text": shortened(row.text)})


class Sourced(Protocol):
    """A plan item or report line: a key and the cells it was read from."""

    @property
    def key(self) -> str: ...

    @property
    def sources(self) -> dict[str, Any]: ...


def place_of(item: Sourced, column: str, languages: Iterable[str] = ()) -> Place:
    """Place of *column* on the row of *item*: the cell itself, else any cell of the row, else the key.

    The cell of the first of *languages* that has one: it is the text the checks read.
    """
    by_language: Mapping[str, Any] = item.sources.get(column) or next(iter(item.sources.values()), {})
    for language in (*languages, *by_language):
        if language in by_language:
            return at_source(by_language[language], item.key, column, language)
    return Place(key=item.key, field=column or None)


def at_source(source: Source, key: str, column: str, language: str | None = None) -> Place:
    """The cell that *source* names, as the place of *column* of the line *key*."""
    return Place(
        file=source.file,
        sha256=source.sha256,
        table=source.table,
        sheet=source.sheet,
        row=source.row,
        column=source.column,
        key=key,
        field=column or None,
        language=language,
    )


def line_text(kind: ItemKind | None, number: str, title: Text) -> Text:
    """ "Activity 7 «Building …»" in each language of the program."""
    return Text(
        (
            language,
            " ".join(
                part
                for part in (
                    kind.name.in_(language, *UI_LANGUAGES, *title) if kind else "",
                    number.strip().rstrip("."),
                    f"«{shortened(title.in_(language))}»" if title else "",
                )
                if part
            ),
        )
        for language in UI_LANGUAGES
    )


def shortened(text: str) -> str:
    """*text* in one line, cut to what a message can hold."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


_NOTHING = Text()
_DASHES = " -–—−\n\t\xa0"


def _written(text: Text | None) -> Text:
    """Only what says something: a dash is a filled-in cell of a form, but no text."""
    if not text:
        return _NOTHING
    if all(string.strip(_DASHES) for string in text.values()):
        return text
    return Text((language, string) for language, string in text.items() if string.strip(_DASHES))


plan_check: Table[PlanContext] = Table("plan")
"""The checks of a plan."""
