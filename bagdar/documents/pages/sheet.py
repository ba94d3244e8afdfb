"""One document in one language while it is being laid out: words, texts with their marks, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms.parts import BodyRef, Statement
from bagdar.documents.layout import Align, Layout, PageBreak, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.layout import Block as Block
from bagdar.documents.pages.marks import Marks
from bagdar.documents.spec import FormSpec
from bagdar.kernel.exact import format_decimal
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

NBSP: Final = "\u00a0"
UNTRANSLATED: Final = "FFF2CC"
"""Fill of a cell whose text is not in the sheet's language."""
GREY: Final = "555555"
_SHORT_UNIT: Final = 10
_MARK_SIGN: Final = 2.4
"""mm, mean width of a letter at 12 pt."""
LANDSCAPE: Final = (20.0, 12.0, 20.0, 16.0)
PORTRAIT: Final = (25.0, 15.0, 20.0, 18.0)
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Sheet:
    """``bodies`` gives names to bodies that a document cites by id alone."""

    spec: FormSpec
    language: str
    marks: Marks = field(default_factory=Marks)
    bodies: Bodies = field(default_factory=Bodies)

    def word(self, key: str, /, **fields: object) -> str:
        """The pack's word *key* with its fields filled in. Raises KeyError where the pack lacks it."""
        return self.spec.word(key, self.language).format(**fields)

    def has(self, key: str) -> bool:
        return self.language in self.spec.words.get(key, {})

    # ── texts ──

    def runs(self, text: Text, *, bold: bool = False, italic: bool = False) -> Runs:
        """*text* in the sheet's language; else the original, marked; else the mark that nothing is there.

        Empty for a text that no language has.
        """
        if self.language in text:
            return (Run(text[self.language], bold=bold, italic=italic),)
        others = [language for language in self.spec.languages if language in text] or list(text)
        if not others:
            return ()
        return self.foreign(text[others[0]], others[0])

    def foreign(self, original: str, language: str) -> Runs:
        """The original of an untranslated text, in italics after its mark."""
        named = f"language.{language}"
        name = self.word(named) if self.has(named) else language
        mark = self.word("untranslated.mark", language=name)
        return (
            Run(f"{mark} ", italic=True, mark="untranslated"),
            Run(original, italic=True, mark="untranslated"),
        )

    def title_of(self, key: str, title: Text, *, bold: bool = False) -> Runs:
        """The title of the line *key*; of one that is sent under mark, only that it is."""
        if key in self.marks.restricted:
            return (Run(self.word("restricted"), italic=True),)
        return self.runs(title, bold=bold) or self.missing()

    def missing(self) -> Runs:
        return (Run(self.word("untranslated.missing"), italic=True, mark="untranslated"),)

    def statements(self, statements: Sequence[Statement], *, own: str | None = None) -> list[Runs]:
        """One sequence of runs a paragraph; authors other than *own* are named before their words.

        The same words of several authors stand once, after all their names.
        """
        out: list[Runs] = []
        for statement, names in self._folded(statements, own):
            opening: Runs = (Run(f"{', '.join(names)}: ", italic=True),) if names else ()
            if statement.language == self.language:
                first, *rest = statement.text.split("\n")
                out.append((*opening, Run(first)))
                out += [(Run(line),) for line in rest]
            else:
                out.append((*opening, *self.foreign(statement.text, statement.language)))
        return out

    def _folded(
        self, statements: Sequence[Statement], own: str | None
    ) -> Iterator[tuple[Statement, list[str]]]:
        """The chosen statements, each with the names of those who said it; no name for *own* words alone."""
        found: dict[tuple[bool, str, str], tuple[Statement, list[str | None]]] = {}
        for statement in self._chosen(statements):
            key = (statement.author is None, statement.language, statement.text)
            _, authors = found.setdefault(key, (statement, []))
            if statement.author not in authors:
                authors.append(statement.author)
        for statement, authors in found.values():
            alone = own if len(authors) == 1 else None
            yield statement, [name for author in authors if (name := self._author(author, alone))]

    def _chosen(self, statements: Sequence[Statement]) -> list[Statement]:
        """Of an author's words in several languages, those in the sheet's; else the original."""
        by_author: dict[str | None, list[Statement]] = {}
        for statement in statements:
            by_author.setdefault(statement.author, []).append(statement)
        out: list[Statement] = []
        for group in by_author.values():
            here = [statement for statement in group if statement.language == self.language]
            originals = [statement for statement in group if statement.translation_of is None] or group
            out += here or originals
        return out

    def _author(self, author: str | None, own: str | None) -> str:
        if author is None or author == own:
            return ""
        return self.body(BodyRef(id=author), short=True)

    def body(self, ref: BodyRef | None, *, short: bool = False) -> str:
        """Name of a body: as the document has it, else the register's (*short*: its abbreviation)."""
        if ref is None:
            return ""
        known = self.bodies.get(ref.id)
        if short and known and known.abbreviations.get(self.language):
            return known.abbreviations[self.language][0]
        name = ref.name or (known.name if known else Text())
        return name.in_(self.language, *self.spec.languages) or ref.id or ""

    def body_list(self, refs: Iterable[BodyRef]) -> str:
        return ", ".join(dict.fromkeys(filter(None, (self.body(ref) for ref in refs))))

    # ── figures and dates ──

    def figure(self, number: Decimal | None, decimals: int | None = None) -> str:
        """Decimal mark of the language, no-break thousands, true minus; at least *decimals* places, none rounded away."""
        if number is None:
            return self.spec.dash
        exponent = number.normalize().as_tuple().exponent
        own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        places = None if decimals is None else max(decimals, own)
        return format_decimal(number, places, mark=self.spec.mark(self.language))

    def measured(self, number: Decimal | None, decimals: int | None, unit: Text) -> str:
        """A figure with its unit: the sign % for the pack's word, a short word as it is, no long one."""
        name = unit.get(self.language, "")
        if self.has("unit.percent") and name.casefold() == self.word("unit.percent").casefold():
            name = "%"
        figure = self.figure(number, decimals)
        return f"{figure}{NBSP}{name}" if name and len(name) <= _SHORT_UNIT else figure

    def day(self, day: date) -> str:
        return day.strftime("%d.%m.%Y")

    def period(self, period: Period | None) -> str:
        """A period in full: "2026 жыл"."""
        if period is None:
            return self.spec.dash
        key = "period.part" if period.parts > 1 else "period.year"
        return self.word(key, year=period.year, part=period.part)

    def period_label(self, label: str) -> str:
        """A period in a column head: "2026", or year and part for "2026-1"."""
        year, _, part = label.partition("-")
        if part and self.has("period.column_part"):
            return self.word("period.column_part", year=year, part=part)
        return self.word("period.column", year=year) if not part else label

    # ── pieces of a page ──

    def cell(
        self,
        *runs: Run,
        columns: int = 1,
        rows: int = 1,
        align: Align = "left",
        size: float = 12,
        shade: str = "",
        number: str | None = None,
        field: str = "",
    ) -> TableCell:
        """A cell of one paragraph; an empty one shows the dash, an untranslated one its fill."""
        return self.cells([runs], columns, rows, align, size, shade, number, field)

    def cells(
        self,
        paragraphs: Sequence[Runs],
        columns: int = 1,
        rows: int = 1,
        align: Align = "left",
        size: float = 12,
        shade: str = "",
        number: str | None = None,
        field: str = "",
    ) -> TableCell:
        """A cell of several paragraphs; see :meth:`cell`."""
        return _cell(tuple(paragraphs), columns, rows, align, size, shade, number, field, self.spec.dash)

    def head_row(self, *cells: TableCell) -> TableRow:
        return TableRow(cells, header=True, keep_next=True, role="head")

    def head_cell(self, caption: str, *, columns: int = 1, rows: int = 1, size: float = 11) -> TableCell:
        return self.cell(Run(caption, bold=True), size=size, align="center", columns=columns, rows=rows)

    def number_row(self, count: int) -> TableRow:
        """The row of column numbers that repeats with the head."""
        cells = tuple(self.cell(Run(str(i)), size=10, align="center") for i in range(1, count + 1))
        return TableRow(cells, header=True, keep_next=True, role="numbers")

    def title(self, text: str, landscape: bool) -> Paragraph:
        return Paragraph(
            (Run(balanced(text, 70 if landscape else 52), bold=True),),
            role="title",
            align="center",
            before=5,
            after=2,
            keep_next=True,
        )

    def heading(self, text: str, level: int = 1, bookmark: str | None = None) -> Paragraph:
        return Paragraph(
            (Run(text, bold=True),),
            role="heading",
            align="center" if level == 1 else "left",
            level=level,
            keep_next=True,
            before=7 if level == 1 else 4,
            after=4 if level == 1 else 2,
            bookmark=bookmark,
        )

    def note(self, text: str) -> Paragraph:
        return Paragraph((Run(text),), role="note", align="left", size=11, before=2)

    def right_mark(self, lines: Iterable[str], field_mm: float, width: float = 105) -> list[Paragraph]:
        """The mark at the top right: lines centred in a column *width* wide."""
        shown = [piece for line in lines if line for piece in evenly(line, int(width / _MARK_SIGN))]
        return [
            Paragraph(
                (Run(line),), role="annex", align="center", size=12, left=field_mm - width, keep_next=True
            )
            for line in shown
        ]

    def head_field(self, caption: str, runs: Runs, left: float = 62, size: float = 14) -> Paragraph:
        return Paragraph(
            (Run(caption), *(runs or (Run(self.spec.dash),))),
            role="head_field",
            align="left",
            left=left,
            after=0.7,
            size=size,
        )

    def layout(self, title: str, landscape: bool, blocks: Sequence[Block], *, demonstration: bool) -> Layout:
        snapshot = self.marks.snapshot
        if snapshot:
            code = f"{snapshot.name} · {snapshot.code}" if snapshot.name else snapshot.code
            right = self.word("footer.snapshot", code=code)
        else:
            right = self.word("footer.draft")
        return Layout(
            language=self.language,
            title=title.replace("\n", " "),
            landscape=landscape,
            margins=LANDSCAPE if landscape else PORTRAIT,
            turned_margins=PORTRAIT if landscape else LANDSCAPE,
            blocks=tuple(blocks),
            footer_left=self.word("footer.demonstration") if demonstration else "",
            footer_right=right,
            properties=self._properties(),
            produced=self.marks.produced,
        )

    def _properties(self) -> dict[str, str]:
        found = {
            "bagdar.form": self.spec.id,
            "bagdar.language": self.language,
            "bagdar.fingerprint": self.marks.fingerprint,
            **self.marks.properties,
        }
        return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=8192)
def _cell(
    paragraphs: tuple[Runs, ...],
    columns: int,
    rows: int,
    align: Align,
    size: float,
    shade: str,
    number: str | None,
    field: str,
    dash: str,
) -> TableCell:
    """Cached: dashes, bodies and deadlines repeat thousands of times in a long plan."""
    filled = [runs for runs in paragraphs if any(run.text for run in runs)]
    if not filled:
        filled, align = [(Run(dash),)], "center"
    marked = any(run.mark == "untranslated" for runs in filled for run in runs)
    return TableCell(
        paragraphs=tuple(Paragraph(runs, role="cell", align=align, size=size) for runs in filled),
        columns=columns,
        rows=rows,
        align=align,
        shade=UNTRANSLATED if marked else shade,
        number=number,
        field=field,
    )


def balanced(text: str, limit: int) -> str:
    """A title longer than *limit* signs broken near its middle; one that has breaks keeps them."""
    if "\n" in text or len(text) <= limit:
        return text
    words = text.split(" ")
    best = min(
        range(1, len(words)),
        key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))),
        default=0,
    )
    return f"{' '.join(words[:best])}\n{' '.join(words[best:])}" if best else text


def evenly(text: str, limit: int) -> list[str]:
    """*text* in lines of about equal length, none much over *limit* signs; a number keeps the next word."""
    count = -(-len(text) // limit)
    aim = len(text) / count
    lines: list[str] = []
    for word in text.split(" "):
        bound = bool(lines) and (lines[-1][-1:].isdigit() or lines[-1].endswith("№"))
        if lines and (bound or len(lines[-1]) + 1 + len(word) <= max(aim + 6, 12)):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def lines_of(runs: Runs) -> list[Runs]:
    """One paragraph for each line of a text in one run; marked texts stay whole."""
    if len(runs) != 1 or "\n" not in runs[0].text:
        return [runs]
    run = runs[0]
    return [(Run(text, run.bold, run.italic),) for text in run.text.split("\n")]


def new_page(landscape: bool | None = None) -> PageBreak:
    return PageBreak(landscape=landscape)


def scaled(widths: Sequence[float], total: float) -> tuple[float, ...]:
    """*widths* stretched or shrunk to fill *total* mm."""
    factor = total / sum(widths)
    return tuple(round(width * factor, 2) for width in widths)


def simple_table(name: str, widths: Sequence[float], rows: Sequence[TableRow], role: str = "") -> Table:
    return Table(widths=tuple(widths), rows=tuple(rows), name=name, role=role)
