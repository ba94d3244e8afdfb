"""The table of counts and the chart of a report on the Strategy: every share with its denominator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from bagdar.documents.forms.strategy_report import Tally
from bagdar.documents.layout import Chart, Run, Table, TableCell, TableRow
from bagdar.documents.pages.execution import sentence_case
from bagdar.documents.pages.sheet import GREY, NBSP, Sheet
from bagdar.kernel.exact import round_half_up

FULL, PART, NONE = "full", "part", "none"
_SHOWN_IF_ANY: Final = ("not_shown", "not_published", "not_judged")
_VERDICTS: Final = {"attained": FULL, "not_attained": NONE}
"""Measured items are judged by their figures, not by a status."""
_PORTRAIT: Final = 170.0
_FIRST: Final = (32.0, 20.0, 21.0)
_LAST: Final = 19.0
"""mm: lines, total, due; outside the counts."""
_FEW: Final = 3
"""Classes that have room side by side; more stand under one another, and no word of a head parts."""
_CLASS: Final = 50.0
_KIND: Final = 28.0
"""mm, least of the column of classes, most of the column of a kind, where the classes go down."""


def classes(sheet: Sheet) -> dict[str, str]:
    """Id in ``Tally.counts`` → its class: full, part, none, or the id itself; the rest is outside."""
    by_status = {status.id: status.result for status in sheet.spec.statuses}
    return {**by_status, **_VERDICTS, **{key: key for key in _SHOWN_IF_ANY}}


def folded(sheet: Sheet, tallies: Iterable[Tally]) -> dict[str, int]:
    """Class → number of items over *tallies*; "outside" for inner states and what is not due."""
    known = classes(sheet)
    out: dict[str, int] = {}
    for tally in tallies:
        for key, count in tally.counts.items():
            place = known.get(key, "outside")
            out[place] = out.get(place, 0) + count
    return out


def class_word(sheet: Sheet, key: str, *, attained: bool = False) -> str:
    """The pack's word for a class: a status's, or (*attained*) the word for figures against targets."""
    if key in (FULL, PART, NONE):
        verdict = {FULL: "tally.attained", NONE: "tally.not_attained"}.get(key)
        if attained and verdict:
            return sheet.word(verdict)
        words = [s.words.in_(sheet.language) for s in sheet.spec.statuses if s.result == key]
        return " / ".join(words)
    return sheet.word(f"tally.{key}")


def overall(tallies: Iterable[Tally]) -> list[Tally]:
    """The tallies over all sections, one a kind."""
    return [tally for tally in tallies if tally.section is None]


def share(part: int, whole: int, mark: str = ",") -> str:
    """``75,9 %`` rounded by itself, *mark* its decimal mark; "" without a denominator."""
    if not whole:
        return ""
    number = round_half_up(Decimal(part * 100) / Decimal(whole), 1)
    return f"{number}{NBSP}%".replace(".", mark)


def tally_table(sheet: Sheet, tallies: Sequence[Tally]) -> Table:
    """Kinds down; total, due, then n / N with the per cent under it, and what is outside the counts.

    Kinds across where there are more classes than go side by side.
    """
    rows_of = overall(tallies)
    counted = folded(sheet, rows_of)
    shown = [FULL, PART, NONE, *(key for key in _SHOWN_IF_ANY if counted.get(key))]
    shown = [key for key in shown if key not in (FULL, PART, NONE) or _has_status(sheet, key)]
    names = {kind.id: (kind.plural or kind.name).in_(sheet.language) for kind in sheet.spec.kinds}
    groups = [(names.get(tally.kind, tally.kind), [tally]) for tally in rows_of]
    if len(groups) > 1:
        groups.append((sheet.word("tally.all"), rows_of))
    widths, rows = (_wide if len(shown) <= _FEW else _tall)(sheet, groups, shown)
    return Table(widths=widths, rows=rows, name=sheet.word("strategy.part.1"), role="tallies")


_Groups = Sequence[tuple[str, Sequence[Tally]]]
_Drawn = tuple[tuple[float, ...], tuple[TableRow, ...]]


def _wide(sheet: Sheet, groups: _Groups, shown: Sequence[str]) -> _Drawn:
    """Widths and rows of the table whose lines are the kinds of item."""
    each = (_PORTRAIT - sum(_FIRST) - _LAST) / len(shown)
    rows = [
        TableRow(
            (sheet.cell(Run(name, bold=column.bold), shade=column.shade), *column.cells(shown)),
            role="total" if column.bold else "tally",
        )
        for (name, _), column in zip(groups, _columns(sheet, groups), strict=True)
    ]
    return (*_FIRST, *(each for _ in shown), _LAST), (*_head(sheet, shown), *rows)


def _tall(sheet: Sheet, groups: _Groups, shown: Sequence[str]) -> _Drawn:
    """Widths and rows of the table whose columns are the kinds of item."""
    each = min(_KIND, (_PORTRAIT - _CLASS) / len(groups))
    head = [sheet.head_cell(sheet.word("tally.lines"))]
    head += [sheet.head_cell(name, size=10) for name, _ in groups]
    names = [sheet.word("tally.total"), sheet.word("tally.due")]
    names += [sentence_case(class_word(sheet, key)) for key in shown]
    names.append(sheet.word("tally.not_due"))
    columns = [column.cells(shown) for column in _columns(sheet, groups)]
    rows = [
        TableRow((sheet.cell(Run(name)), *(column[number] for column in columns)), role="tally")
        for number, name in enumerate(names)
    ]
    within = sheet.cell(
        Run(sheet.word("tally.of_due"), bold=True), columns=len(groups) + 1, align="center", shade="F0F0F0"
    )
    rows.insert(2, TableRow((within,), keep_next=True, role="tally"))
    first = _PORTRAIT - each * len(groups)
    return (first, *(each for _ in groups)), (
        sheet.head_row(*head),
        sheet.number_row(len(groups) + 1),
        *rows,
    )


def _has_status(sheet: Sheet, key: str) -> bool:
    return any(status.result == key for status in sheet.spec.statuses)


def _head(sheet: Sheet, shown: Sequence[str]) -> list[TableRow]:
    captions = ("lines", "total", "due")
    above = [sheet.head_cell(sheet.word(f"tally.{key}"), rows=2) for key in captions]
    above.append(sheet.head_cell(sheet.word("tally.of_due"), columns=len(shown)))
    above.append(sheet.head_cell(sheet.word("tally.not_due"), rows=2))
    below = [sheet.head_cell(sentence_case(class_word(sheet, key))) for key in shown]
    return [sheet.head_row(*above), sheet.head_row(*below), sheet.number_row(len(shown) + 4)]


def _columns(sheet: Sheet, groups: _Groups) -> list[_Counts]:
    """The figures of each group; of several, the last is their sum."""
    last = len(groups) - 1
    return [_Counts(sheet, tallies, bold=0 < last == number) for number, (_, tallies) in enumerate(groups)]


class _Counts:
    """Figures over some tallies: total, due, n / N for each class, and what is outside the counts."""

    def __init__(self, sheet: Sheet, tallies: Sequence[Tally], *, bold: bool) -> None:
        self.sheet = sheet
        self.bold = bold
        self.shade = "F0F0F0" if bold else ""
        self.counted = folded(sheet, tallies)
        self.due = sum(tally.due for tally in tallies)
        self.total = sum(tally.total for tally in tallies)

    def cells(self, shown: Sequence[str]) -> list[TableCell]:
        shares = [self._of_due(self.counted.get(key, 0)) for key in shown]
        return [
            self._figure(self.total),
            self._figure(self.due),
            *shares,
            self._figure(self.total - self.due),
        ]

    def _figure(self, number: int) -> TableCell:
        run = Run(str(number), bold=self.bold)
        return self.sheet.cell(run, align="right", shade=self.shade, number=str(number))

    def _of_due(self, number: int) -> TableCell:
        fraction = (Run(f"{number}{NBSP}/{NBSP}{self.due}", bold=self.bold),)
        percent = share(number, self.due, self.sheet.spec.mark(self.sheet.language))
        under = (Run(percent, bold=self.bold, size=9.5, color=GREY),)
        return self.sheet.cells([fraction, under], align="right", shade=self.shade)


def chart(sheet: Sheet, tallies: Iterable[Tally], sections: Mapping[str, str]) -> Chart | None:
    """Lines due by section, as stacked bars; None where nothing was counted by section."""
    by_section: dict[str, list[Tally]] = {}
    for tally in tallies:
        if tally.section is not None:
            by_section.setdefault(tally.section, []).append(tally)
    if not by_section:
        return None
    counted = {section: folded(sheet, group) for section, group in by_section.items()}
    wanted = [key for key in (FULL, PART, NONE) if _has_status(sheet, key)]
    wanted += [key for key in _SHOWN_IF_ANY if any(counts.get(key) for counts in counted.values())]
    rows = tuple(
        (
            f"{number}. {sections.get(section, section)}",
            tuple(counted[section].get(key, 0) for key in wanted),
        )
        for number, section in enumerate(by_section, 1)
    )
    parts = tuple(class_word(sheet, key) for key in wanted)
    alt = "; ".join(
        f"{name}: " + ", ".join(f"{part} – {n}" for part, n in zip(parts, counts, strict=True))
        for name, counts in rows
    )
    title = sheet.word("chart.title")
    return Chart(title=title, parts=parts, rows=rows, alt=f"{title}. {alt}.", total=sheet.word("chart.total"))


def counted_sentence(sheet: Sheet, key: str, tallies: Sequence[Tally]) -> str:
    """ "… due: 56; of these: attained – 41, …, not attained – 7." in the words of *key*."""
    counted = folded(sheet, tallies)
    measured = any(_VERDICTS.keys() & tally.counts.keys() for tally in tallies)
    wanted = [k for k in (FULL, PART, NONE) if _has_status(sheet, k) and not (measured and k == PART)]
    if measured and counted.get(PART):
        wanted.insert(1, PART)
    wanted += [k for k in _SHOWN_IF_ANY if counted.get(k)]
    due = sum(tally.due for tally in tallies)
    parts = []
    for item in wanted:
        number = counted.get(item, 0)
        percent = share(number, due, sheet.spec.mark(sheet.language))
        words = class_word(sheet, item, attained=measured)
        parts.append(f"{words} –{NBSP}{number}" + (f" ({percent})" if percent else ""))
    return sheet.word(key, due=due, counts=", ".join(parts))
