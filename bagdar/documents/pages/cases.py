"""Item 6 of the Conclusion: one table for an unattained indicator, with everything the position rests on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from bagdar.documents.forms.conclusion import Activity, Case, Fact
from bagdar.documents.forms.parts import Reason
from bagdar.documents.layout import Run, Table, TableCell, TableRow
from bagdar.documents.pages.codes import printed_code
from bagdar.documents.pages.passports import standing_word
from bagdar.documents.pages.rows import PORTRAIT_HALF, height
from bagdar.documents.pages.sheet import GREY, Runs, Sheet
from bagdar.kernel.text import Text

_LABEL, _REST = 44.0, 126.0
_YEAR = 32.0
"""Wide enough for the words of a standing where years are few."""


def prompt(sheet: Sheet, key: str) -> Runs:
    """A visible place to write something in."""
    return (Run(sheet.word(key), italic=True, color=GREY),)


def case_table(sheet: Sheet, case: Case, number: int) -> Table:
    """Table 6.*number*; its head repeats when it splits."""
    return _CaseTable(sheet, case, number).table()


class _CaseTable:
    def __init__(self, sheet: Sheet, case: Case, number: int) -> None:
        self.sheet = sheet
        self.case = case
        self.number = number
        count = max(1, len(case.years))
        year = min(_YEAR, (_REST - 28) / count)
        self.widths = (_LABEL, _REST - year * count, *[year] * count)
        self.columns = len(self.widths)

    def table(self) -> Table:
        if self.case.key in self.sheet.marks.restricted:
            # Nothing of a line sent under mark but its code.
            return Table(widths=self.widths, rows=(self._head(),), name=f"6.{self.number}", role="case")
        rows = [
            self._head(),
            *self._values(),
            self._row("case.bodies", [(Run(self.sheet.body_list(self.case.bodies)),)]),
            *self._activities(),
            self._row("case.reason", self._reasons(self.case.reasons)),
            self._row("case.facts_for", self._facts(self.case.facts_for)),
            self._row("case.facts_against", self._facts(self.case.facts_against)),
            self._row(
                "case.position",
                self._position(self.case.position),
                row_key=f"{self.case.key}#position",
                bold=True,
            ),
        ]
        name = f"6.{self.number}. {self.case.title.in_(self.sheet.language)}"
        return Table(widths=self.widths, rows=tuple(rows), name=name, role="case")

    def _head(self) -> TableRow:
        code = printed_code(self.case.code, self.sheet.spec, self.sheet.language)
        runs = [Run(f"6.{self.number}.", bold=True), Run(" ")]
        if code:
            runs += [Run(code, size=9, color=GREY, mark="code"), Run(" ")]
        title = self.sheet.title_of(self.case.key, self.case.title, bold=True)
        cell = self.sheet.cell(*runs, *title, columns=self.columns, shade="E0E0E0")
        return TableRow((cell,), header=True, key=self.case.key, keep_next=True, role="case")

    def _values(self) -> list[TableRow]:
        """Years, plan, actual, deviation, and the standing of the actuals where they have one."""
        sheet, case = self.sheet, self.case
        lines: list[tuple[str, list[TableCell]]] = [
            ("case.year", [self._year(row.period) for row in case.years]),
            ("case.plan", [self._figure(row.plan) for row in case.years]),
            ("case.actual", [self._figure(row.actual) for row in case.years]),
            ("case.deviation", [self._figure(_deviation(row.plan, row.actual)) for row in case.years]),
        ]
        if any(row.standing for row in case.years):
            words = [standing_word(sheet, row.standing) for row in case.years]
            lines.append(
                ("passports.standing", [sheet.cell(Run(word), size=10, align="right") for word in words])
            )
        label = sheet.cell(Run(self._values_label()), rows=len(lines))
        out = []
        for i, (key, cells) in enumerate(lines):
            opening = [label] if i == 0 else []
            row = (*opening, sheet.cell(Run(sheet.word(key))), *(cells or [sheet.cell()]))
            out.append(TableRow(row, keep_next=True, role="values"))
        return out

    def _values_label(self) -> str:
        unit = self.case.unit.in_(self.sheet.language, *self.sheet.spec.languages)
        label = self.sheet.word("case.values", unit=unit) if unit else self.sheet.word("case.values_plain")
        if self.case.direction:
            label += f" ({self.sheet.word(f'direction.{self.case.direction}')})"
        return label

    def _year(self, period: str) -> TableCell:
        return self.sheet.cell(Run(self.sheet.period_label(period), bold=True), align="right", size=11)

    def _figure(self, number: Decimal | None) -> TableCell:
        if number is None:
            return self.sheet.cell()
        text = self.sheet.figure(number, self.case.decimals)
        return self.sheet.cell(Run(text), align="right", number=str(number))

    def _row(
        self, key: str, said: Sequence[Runs], *, row_key: str | None = None, bold: bool = False
    ) -> TableRow:
        cells = (
            self.sheet.cell(Run(self.sheet.word(key), bold=bold)),
            self.sheet.cells(said, columns=self.columns - 1),
        )
        tall = height(cells, (_LABEL, _REST)) > PORTRAIT_HALF
        return TableRow(cells, key=row_key, split=tall, role=key)

    def _activities(self) -> list[TableRow]:
        """Each activity not executed, the reason given for it, and the position on that reason (A3.6)."""
        if not self.case.activities:
            return [self._row("case.activities", [(Run(self.sheet.word("case.none")),)])]
        out = []
        for activity in self.case.activities:
            out.append(self._row("case.activities", self._activity(activity)))
            out.append(
                self._row(
                    "case.activity_position",
                    self._position(activity.position),
                    row_key=f"{self.case.key}#{activity.key}#position",
                )
            )
        return out

    def _activity(self, activity: Activity) -> list[Runs]:
        sheet = self.sheet
        code = printed_code(activity.code, sheet.spec, sheet.language)
        named = sheet.word("case.activity", number=activity.number, code=code) if activity.number else code
        title = sheet.title_of(activity.key, activity.title)
        if activity.key in sheet.marks.restricted:
            return [(Run(f"{named}. ") if named else Run(""), *title)]
        status = next((s.words for s in sheet.spec.statuses if s.id == activity.status), Text())
        word = status.in_(sheet.language) if activity.status else sheet.word("tally.not_shown")
        first: Runs = (Run(f"{named}. ") if named else Run(""), *title, Run(f" – {word}" if word else ""))
        out: list[Runs] = [first]
        if activity.bodies:
            out.append((Run(sheet.body_list(activity.bodies), size=10.5),))
        if activity.reason:
            said = self._reasons([activity.reason])
            out.append((Run(f"{sheet.word('reason')} "), *said[0]))
            out += said[1:]
        return out

    def _reasons(self, reasons: Sequence[Reason]) -> list[Runs]:
        """The words of the bodies, each under its name; with the kind of reason where it is known."""
        kinds = {kind.id: kind.words for kind in self.sheet.spec.reasons}
        out: list[Runs] = []
        for reason in reasons:
            said = self.sheet.statements(reason.statements)
            if said and reason.kind in kinds:
                said[-1] = _with_kind(said[-1], kinds[reason.kind].in_(self.sheet.language))
            out += said
        return out or [(Run(self.sheet.word("case.no_reason")),)]

    def _facts(self, facts: Sequence[Fact]) -> list[Runs]:
        said = [self.sheet.runs(fact.text) for fact in facts]
        return [runs for runs in said if runs] or [(Run(self.sheet.word("case.none")),)]

    def _position(self, position: Text) -> list[Runs]:
        """Its first sentence bold; a prompt where there is none yet."""
        text = position.get(self.sheet.language)
        if text is None:
            return [self.sheet.runs(position) or prompt(self.sheet, "prompt.position")]
        first, stop, rest = text.partition(". ")
        return [(Run(first + stop.strip(), bold=True), *((Run(f" {rest}"),) if rest else ()))]


def _with_kind(said: Runs, kind: str) -> Runs:
    """*said* with the kind of reason in brackets, before its full stop."""
    *before, last = said
    if not last.text.endswith("."):
        return (*said, Run(f" ({kind})"))
    return (*before, replace(last, text=last.text[:-1]), Run(f" ({kind})."))


def _deviation(plan: Decimal | None, actual: Decimal | None) -> Decimal | None:
    return None if plan is None or actual is None else actual - plan
