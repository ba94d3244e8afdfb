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
_FIRST: Final = (33.0, 19.0, 18.0)
_LAST: Final = 20.0
"""mm: lines, total, due; outside the counts."""
_FEW: Final = 3
_CROWDED: Final = 31.5
_NARROW: Final = (13.0, 18.0)
"""Least and most of a column of whole numbers where there are many: what the longest word of its caption
needs at 2 mm a sign."""


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
    """Kinds down; total, due, then n / N with the per cent under it, and what is outside the counts."""
    rows_of = overall(tallies)
    counted = folded(sheet, rows_of)
    shown = [FULL, PART, NONE, *(key for key in _SHOWN_IF_ANY if counted.get(key))]
    shown = [key for key in shown if key not in (FULL, PART, NONE) or _has_status(sheet, key)]
    names = {kind.id: (kind.plural or kind.name).in_(sheet.language) for kind in sheet.spec.kinds}
    body = [_row(sheet, names.get(tally.kind, tally.kind), [tally], shown, bold=False) for tally in rows_of]
    if len(rows_of) > 1:
        body.append(_row(sheet, sheet.word("tally.all"), rows_of, shown, bold=True))
    first, last = (_FIRST, _LAST) if len(shown) <= _FEW else _crowded(sheet)
    each = (_PORTRAIT - sum(first) - last) / len(shown)
    widths = (*first, *(each for _ in shown), last)
    return Table(
        widths=widths,
        rows=(*_head(sheet, shown), *body),
        name=sheet.word("strategy.part.1"),
        role="tallies",
    )


def _crowded(sheet: Sheet) -> tuple[tuple[float, ...], float]:
    """Widths of the columns before and after the shares, where these are many."""

    def needed(caption: str) -> float:
        least, most = _NARROW
        longest = max(len(word) for word in sheet.word(caption).split())
        return min(most, max(least, 2.0 * longest + 1.6))

    return (_CROWDED, needed("tally.total"), needed("tally.due")), needed("tally.not_due")


def _has_status(sheet: Sheet, key: str) -> bool:
    return any(status.result == key for status in sheet.spec.statuses)


def _head(sheet: Sheet, shown: Sequence[str]) -> list[TableRow]:
    size = 11 if len(shown) <= _FEW else 10 if len(shown) == _FEW + 1 else 9
    captions = ("lines", "total", "due")
    above = [sheet.head_cell(sheet.word(f"tally.{key}"), rows=2, size=size) for key in captions]
    above.append(sheet.head_cell(sheet.word("tally.of_due"), columns=len(shown), size=size))
    above.append(sheet.head_cell(sheet.word("tally.not_due"), rows=2, size=size))
    below = [sheet.head_cell(sentence_case(class_word(sheet, key)), size=size) for key in shown]
    return [sheet.head_row(*above), sheet.head_row(*below), sheet.number_row(len(shown) + 4)]


def _row(sheet: Sheet, name: str, tallies: Sequence[Tally], shown: Sequence[str], *, bold: bool) -> TableRow:
    counted = folded(sheet, tallies)
    due = sum(tally.due for tally in tallies)
    total = sum(tally.total for tally in tallies)
    shade = "F0F0F0" if bold else ""

    def figure(number: int) -> TableCell:
        return sheet.cell(Run(str(number), bold=bold), align="right", shade=shade, number=str(number))

    def of_due(number: int) -> TableCell:
        fraction = (Run(f"{number}{NBSP}/{NBSP}{due}", bold=bold),)
        percent = (Run(share(number, due, sheet.spec.decimal_mark), bold=bold, size=9.5, color=GREY),)
        return sheet.cells([fraction, percent], align="right", shade=shade)

    return TableRow(
        (
            sheet.cell(Run(name, bold=bold), shade=shade),
            figure(total),
            figure(due),
            *(of_due(counted.get(key, 0)) for key in shown),
            figure(total - due),
        ),
        role="total" if bold else "tally",
    )


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
        percent = share(number, due, sheet.spec.decimal_mark)
        words = class_word(sheet, item, attained=measured)
        parts.append(f"{words} –{NBSP}{number}" + (f" ({percent})" if percent else ""))
    return sheet.word(key, due=due, counts=", ".join(parts))
