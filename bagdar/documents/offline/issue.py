"""The offline form laid out for Word and Excel: one body, all its lines, inputs open, everything else locked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from bagdar.documents.forms import Head, Statement, Value
from bagdar.documents.layout import Align, Block, Layout, Paragraph, Run, Table, TableCell, TableRow
from bagdar.documents.offline.model import BODY_PROPERTY, PROPERTY, Answer, Filled, OfflineForm, OfflineLine
from bagdar.documents.pages.codes import printed_code
from bagdar.documents.pages.sheet import NBSP
from bagdar.documents.spec import FormSpec, ReasonKind, Standing, State, Status
from bagdar.kernel.exact import format_decimal

COLUMNS = (
    ("code", 15.0),
    ("title", 44.0),
    ("deadline", 26.0),
    ("role", 30.0),
    ("target", 15.0),
    ("status", 23.0),
    ("value", 14.0),
    ("standing", 18.0),
    ("information", 30.0),
    ("reason_kind", 26.0),
    ("reason", 24.0),
)
"""Column id and width in mm on an A4 sheet; the last six from "status" on are filled in by the body."""
INPUTS = ("status", "value", "standing", "information", "reason_kind", "reason")
FACTOR_ROWS = 6
FACTOR_COLUMNS = (("side", 30.0), ("sign", 30.0), ("lines", 40.0), ("factor", 85.0), ("measures", 80.0))
HEAD_FIELDS = ("name", "post", "capacity", "act", "signed")
CELL, SMALL = 9.0, 8.0
OPEN_SHADE = "FFFCEB"
"""Where something is to be written."""


def offline_layout(
    form: OfflineForm, spec: FormSpec, language: str, *, filled: Filled | None = None, produced: str = ""
) -> Layout:
    """The form for *form.body* in *language*; with *filled*, answers already stand in their places.

    ``spec`` is the report's FormSpec; its words ``offline.*`` are printed. What was issued is named by
    ``form.fingerprint`` in a custom property; each line's key travels as TableRow.key.
    """
    drawing = _Drawing(form, spec, language, filled)
    return Layout(
        language=language,
        title=drawing.word("offline.title"),
        landscape=True,
        margins=(16, 16, 18, 14),
        blocks=tuple(drawing.blocks()),
        footer_left=drawing.word("footer.demonstration") if form.demonstration else "",
        footer_right=form.body.name.in_(language),
        properties={PROPERTY: form.fingerprint, BODY_PROPERTY: form.body.id or ""},
        opening=drawing.word("offline.sheet.opening"),
        protected=True,
        produced=produced,
    )


def printed_period(form: OfflineForm, spec: FormSpec, language: str) -> str:
    """The line under the title that names the reporting period."""
    period = form.period
    words = spec.word("period.year" if period.parts == 1 else "period.part", language)
    return spec.word("head.period", language) + " " + words.format(year=period.year, part=period.part)


class _Drawing:
    def __init__(self, form: OfflineForm, spec: FormSpec, language: str, filled: Filled | None) -> None:
        self.form = form
        self.spec = spec
        self.language = language
        self.filled = filled
        self.answers: Mapping[str, Answer] = {a.key: a for a in filled.answers} if filled else {}

    def word(self, key: str) -> str:
        return self.spec.word(key, self.language)

    def blocks(self) -> Iterator[Block]:
        yield _paragraph(
            self.word("offline.title"), role="title", bold=True, align="center", size=14, after=2
        )
        yield _paragraph(self.form.body.name.in_(self.language), align="center", size=12, after=1)
        period = printed_period(self.form, self.spec, self.language)
        yield _paragraph(period, align="center", size=12, after=3)
        for number in range(1, 6):
            yield _paragraph(self.word(f"offline.help.{number}"), size=10, after=0.5)
        yield _heading(self.word("offline.part.lines"))
        yield Table(
            widths=tuple(width for _, width in COLUMNS),
            rows=tuple(self._line_rows()),
            name=self.word("offline.sheet.lines"),
            size=CELL,
            role="lines",
        )
        yield _heading(self.word("part.2"))
        yield self._factors()
        yield _heading(self.word("part.3"))
        yield self._note()
        yield _heading(self.word("signature.head"))
        yield self._head()

    def _line_rows(self) -> Iterator[TableRow]:
        captions = tuple(
            _cell(self.word(f"offline.column.{key}"), bold=True, align="center") for key, _ in COLUMNS
        )
        yield TableRow(cells=captions, header=True)
        for line in self.form.lines:
            kind = self.spec.kind(line.kind)
            if kind.merged or not line.deliveries:
                title = (
                    f"{printed_code(line.code, self.spec, self.language)}  {line.title.in_(self.language)}"
                )
                yield TableRow(
                    cells=(_cell(title, bold=True, columns=len(COLUMNS), shade=kind.shade or "F6F6F6"),),
                    key=line.key,
                    keep_next=True,
                )
            else:
                yield TableRow(cells=tuple(self._line(line)), key=line.key)

    def _line(self, line: OfflineLine) -> Iterator[TableCell]:
        code = printed_code(line.code, self.spec, self.language)
        yield _cell("\n".join(filter(None, (line.number, code))), align="center", size=SMALL)
        kind = self.spec.kind(line.kind).name.in_(self.language)
        yield _cell(line.title.in_(self.language), lead=f"{kind[:1].upper()}{kind[1:]}. ")
        yield _cell(
            "\n".join(
                filter(
                    None,
                    (line.cells[c].in_(self.language) for c in ("completion", "deadline") if c in line.cells),
                )
            )
            or self.spec.dash
        )
        yield _cell(self._role(line))
        yield _cell(
            self._figure(line), align="right", number=str(line.target) if line.target is not None else None
        )
        yield from self._inputs(line)

    def _role(self, line: OfflineLine) -> str:
        to = dict.fromkeys(delivery.recipient.name.in_(self.language) for delivery in line.deliveries)
        return "\n".join((self.word(f"offline.role.{line.role}"), "→ " + "; ".join(filter(None, to))))

    def _figure(self, line: OfflineLine) -> str:
        if line.target is None:
            return self.spec.dash
        unit = line.unit.in_(self.language)
        figure = format_decimal(line.target, line.decimals, mark=self.spec.mark(self.language))
        return f"{figure}{NBSP if unit == '%' else ' '}{unit}".strip()

    def _inputs(self, line: OfflineLine) -> Iterator[TableCell]:
        answer = self.answers.get(line.key)
        if not line.asked and answer is None:
            state = next(
                (s.words.in_(self.language) for s in self.spec.states if s.id == line.hint), self.spec.dash
            )
            yield _cell(state, italic=True)
            for _ in INPUTS[1:]:
                yield _cell(self.spec.dash, align="center")
            return
        given = _given(answer, self.spec, self.language)
        choices = self._choices
        for field in INPUTS:
            if field in ("value", "standing") and not line.measured:
                yield _cell(self.spec.dash, align="center")
            else:
                yield _cell(given.get(field, ""), locked=False, field=field, choices=choices.get(field, ()))

    @cached_property
    def _choices(self) -> dict[str, tuple[str, ...]]:
        """Input → the words of its drop-down list."""
        return {
            "status": self._words((*self.spec.statuses, *self.spec.states)),
            "standing": self._words(self.spec.standings),
            "reason_kind": self._words(self.spec.reasons),
        }

    def _words(self, entries: Sequence[Status | State | Standing | ReasonKind]) -> tuple[str, ...]:
        return tuple(entry.words.in_(self.language) for entry in entries)

    def _factors(self) -> Table:
        rows = [
            TableRow(
                cells=tuple(
                    _cell(self.word(f"offline.factor.{key}"), bold=True, align="center")
                    for key, _ in FACTOR_COLUMNS
                ),
                header=True,
            )
        ]
        given = list(self._given_factors())
        choices = {
            "side": (self.word("offline.internal"), self.word("offline.external")),
            "sign": (self.word("offline.negative"), self.word("offline.positive")),
        }
        for number in range(max(FACTOR_ROWS, len(given) + 2)):
            texts = given[number] if number < len(given) else {}
            rows.append(
                TableRow(
                    cells=tuple(
                        _cell(texts.get(key, ""), locked=False, field=key, choices=choices.get(key, ()))
                        for key, _ in FACTOR_COLUMNS
                    ),
                    key=f"factor:{number + 1}",
                )
            )
        return Table(
            widths=tuple(width for _, width in FACTOR_COLUMNS),
            rows=tuple(rows),
            name=self.word("offline.sheet.factors"),
            size=CELL,
            role="factors",
        )

    def _given_factors(self) -> Iterator[dict[str, str]]:
        codes = {line.key: printed_code(line.code, self.spec, self.language) for line in self.form.lines}
        signs = {"-": "offline.negative", "+": "offline.positive"}
        for factor in self.filled.factors if self.filled else ():
            yield {
                "side": self.word(f"offline.{factor.side}"),
                "sign": self.word(signs[factor.sign]) if factor.sign else "",
                "lines": ", ".join(codes.get(key, key) for key in factor.keys),
                "factor": _joined(factor.statements),
                "measures": _joined(factor.measures),
            }

    def _note(self) -> Table:
        rows = []
        for item in self.spec.note:
            open_ = item.when == "always" or self.form.evaluation_year
            text = _joined(self.filled.note.get(item.id, ())) if self.filled else ""
            shown = text if open_ else self.word("note.not_evaluation")
            rows.append(
                TableRow(
                    cells=(
                        _cell(item.caption.in_(self.language), bold=True),
                        _cell(shown, locked=not open_, field="text", italic=not open_),
                    ),
                    key=f"note:{item.id}",
                )
            )
        return Table(
            widths=(90.0, 175.0),
            rows=tuple(rows),
            name=self.word("offline.sheet.note"),
            size=CELL,
            role="note",
        )

    def _head(self) -> Table:
        head = self.filled.head if self.filled else None
        given = _given_head(head, self.language, self.word) if head else {}
        capacities = (self.word("offline.first_head"), self.word("offline.acting_head"))
        rows = tuple(
            TableRow(
                cells=(
                    _cell(self.word(f"offline.head.{field}"), bold=True),
                    _cell(
                        given.get(field, ""),
                        locked=False,
                        field="text",
                        choices=capacities if field == "capacity" else (),
                    ),
                ),
                key=f"head:{field}",
                keep_next=field != HEAD_FIELDS[-1],
            )
            for field in HEAD_FIELDS
        )
        return Table(
            widths=(90.0, 175.0), rows=rows, name=self.word("offline.sheet.head"), size=CELL, role="head"
        )


def _given(answer: Answer | None, spec: FormSpec, language: str) -> dict[str, str]:
    """Field → text of *answer*, in the words of the form."""
    if answer is None:
        return {}
    words = {status.id: status.words.in_(language) for status in spec.statuses}
    words |= {state.id: state.words.in_(language) for state in spec.states}
    standings = {standing.id: standing.words.in_(language) for standing in spec.standings}
    kinds = {reason.id: reason.words.in_(language) for reason in spec.reasons}
    value: Value | None = answer.value
    reason = answer.reason
    given = {
        "status": words.get(answer.status or answer.state or "", ""),
        "value": format_decimal(value.number, mark=spec.mark(language))
        if value and value.number is not None
        else "",
        "standing": standings.get(value.standing or "", "") if value else "",
        "information": _joined(answer.information),
        "reason_kind": kinds.get(reason.kind or "", "") if reason else "",
        "reason": _joined(reason.statements) if reason else "",
    }
    return {**given, **answer.unread}


def _given_head(head: Head, language: str, word: Callable[[str], str]) -> dict[str, str]:
    return {
        "name": head.name.in_(language),
        "post": head.post.in_(language),
        "capacity": word(f"offline.{head.capacity}"),
        "act": head.act.text.in_(language) if head.act else "",
        "signed": head.signed.strftime("%d.%m.%Y") if head.signed else "",
    }


def _joined(statements: Sequence[Statement]) -> str:
    return "\n".join(statement.text for statement in statements)


def _heading(text: str) -> Paragraph:
    return Paragraph(
        runs=(Run(text, bold=True),),
        role="heading",
        align="center",
        size=12,
        before=5,
        after=2,
        keep_next=True,
        level=1,
    )


def _paragraph(
    text: str,
    *,
    role: str = "body",
    align: Align = "left",
    size: float = 12,
    after: float = 0,
    bold: bool = False,
) -> Paragraph:
    return Paragraph(runs=(Run(text, bold=bold),), role=role, align=align, size=size, after=after)


def _cell(
    text: str,
    *,
    lead: str = "",
    bold: bool = False,
    italic: bool = False,
    size: float = CELL,
    align: Align = "left",
    columns: int = 1,
    shade: str = "",
    number: str | None = None,
    locked: bool = True,
    field: str = "",
    choices: tuple[str, ...] = (),
) -> TableCell:
    lines = text.split("\n")
    first = (Run(lead, bold=True),) if lead else ()
    return TableCell(
        paragraphs=tuple(
            Paragraph(
                runs=(*(first if position == 0 else ()), Run(line, bold=bold, italic=italic)),
                role="cell",
                align=align,
                size=size,
            )
            for position, line in enumerate(lines)
        ),
        columns=columns,
        shade=shade or ("" if locked else OPEN_SHADE),
        align=align,
        number=number,
        locked=locked,
        field=field,
        choices=choices,
    )
