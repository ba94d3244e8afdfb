"""Numbers of a workbook as people see them: number formats, dates, percents; no float noise."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

import msgspec

from bagdar.kernel.exact import NBSP

GENERAL: Final = "General"
BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: GENERAL,
    13: GENERAL, 14: "dd.mm.yyyy", 15: "dd.mm.yyyy", 16: "dd.mm", 17: "mm.yyyy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that a workbook uses by number without writing them out."""

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | \\(?P<escaped>.) | _. | \*. | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General) | (?P<exp>[eE][+-]) | (?P<ampm>AM/PM|A/P)
    | (?P<date>y+|m+|d+|h+|s+|b+|e+|g+) | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
    | (?P<text>@) | (?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_USUAL = re.compile(r"0|-?[1-9][0-9]*(?:\.[0-9]*[1-9])?|-?0\.[0-9]*[1-9]")
"""Numbers that are written as they are shown but for the comma."""
_SHORT = 15
"""As many characters hold no noise behind the last digit that was typed."""
_LAST_DAY = 2_958_465
_WIDE = Context(prec=2_000)
"""The largest number a file can hold, moved by the most percent signs a format can hold, still fits."""
_LONGEST = 255
"""Characters of a format code; longer ones are not made by people and are passed over."""
_PLACES = 30
"""Digits after the point that a format may ask for (the format's own limit)."""


class Section(msgspec.Struct, frozen=True):
    """One part of a number format: what stands before and after the digits, and how many there are."""

    prefix: str = ""
    suffix: str = ""
    whole: int = 0
    """Least digits before the point."""
    least: int = 0
    most: int = 0
    grouped: bool = False
    scale: int = 0
    """Power of ten the value is multiplied by: 2 for each percent sign, -3 for each scaling comma."""
    digits: bool = False
    general: bool = False
    exponent: bool = False
    date: str = ""
    """Date and time letters that occur, of "ymdhns" (n: minutes), with "e" for elapsed time."""
    condition: tuple[str, Decimal] | None = None


def display(raw: str, code: str, *, epoch_1904: bool = False) -> str:
    """The number *raw* (as the file writes it) in format *code*; a figure that is none stays as it is."""
    if code == GENERAL and len(raw) <= _SHORT and _USUAL.fullmatch(raw):
        return raw.replace(".", ",")
    try:
        value = exact(raw)
    except (InvalidOperation, ValueError):
        return raw
    section, negative_shown = _choose(value, _sections(code[:_LONGEST]))
    if section.date:
        shown = _date(value, section, epoch_1904)
        if shown is not None:
            return shown
    if section.general or section.exponent or not (section.digits or section.prefix or section.suffix):
        return section.prefix + plain(value) + section.suffix
    if not section.digits:
        return section.prefix + section.suffix
    return _figure(abs(value) if negative_shown else value, section)


def exact(raw: str) -> Decimal:
    """The decimal that people typed: 15 significant digits, so 0.30000000000000004 is 0.3."""
    value = Decimal(f"{float(raw):.15g}") if len(raw) > _SHORT or "e" in raw.lower() else Decimal(raw)
    if not value.is_finite():
        raise ValueError(raw)
    return value


def plain(value: Decimal) -> str:
    """``Decimal("0.30")`` → "0,3": no exponent, no idle zeros, decimal comma."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace(".", ",")


def _choose(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section for *value*, and whether it says itself that the value is negative."""
    conditional = [section for section in sections if section.condition]
    if conditional:
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: Decimal, operator: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[operator]


def _figure(value: Decimal, section: Section) -> str:
    value = value.scaleb(section.scale, _WIDE)
    value = value.quantize(Decimal(1).scaleb(-section.most), ROUND_HALF_UP, _WIDE)
    sign = "-" if value < 0 else ""
    whole, _, fraction = f"{abs(value):f}".partition(".")
    whole = whole.lstrip("0").rjust(section.whole, "0")
    fraction = fraction.rstrip("0").ljust(section.least, "0")
    if section.grouped:
        whole = _grouped(whole)
    point = "," if fraction else ""
    return sign + section.prefix + (whole or ("" if fraction else "0")) + point + fraction + section.suffix


def _grouped(whole: str) -> str:
    first = len(whole) % 3
    groups = [whole[:first]] if first else []
    groups += [whole[i : i + 3] for i in range(first, len(whole), 3)]
    return NBSP.join(groups)


def _date(value: Decimal, section: Section, epoch_1904: bool) -> str | None:
    """Day first, as everybody here writes it; None for a number that is no day of the calendar."""
    days = value + (1462 if epoch_1904 else 0)
    if not 0 <= days < _LAST_DAY + 1:
        return None
    seconds = min(int((days * 86_400).to_integral_value(ROUND_HALF_UP)), (_LAST_DAY + 1) * 86_400 - 1)
    letters = section.date
    if "e" in letters:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}" + (
            f":{seconds % 60:02d}" if "s" in letters else ""
        )
    # Day 60 of the calendar that began in 1900 never was; before it the count is one day off.
    start = datetime(1899, 12, 31) if seconds < 60 * 86_400 else datetime(1899, 12, 30)
    moment = start + timedelta(seconds=seconds)
    day = ".".join(part for letter, part in _day_parts(moment) if letter in letters)
    parts = [part for part in (day, _clock(moment, letters)) if part]
    return section.prefix + " ".join(parts) + section.suffix


def _day_parts(day: date) -> tuple[tuple[str, str], ...]:
    return ("d", f"{day.day:02d}"), ("m", f"{day.month:02d}"), ("y", f"{day.year:04d}")


def _clock(moment: datetime, letters: str) -> str:
    parts = [("h", moment.hour), ("n", moment.minute), ("s", moment.second)]
    return ":".join(f"{number:02d}" for letter, number in parts if letter in letters)


def iso_date(text: str) -> str:
    """A cell of type date holds ISO 8601: ``2025-12-31T00:00:00`` → 31.12.2025."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    day = f"{moment.day:02d}.{moment.month:02d}.{moment.year:04d}"
    return day if moment.time() == datetime.min.time() else f"{day} {moment:%H:%M}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    parts, start, quoted, index = [], 0, False, 0
    while index < len(code):
        char = code[index]
        if char == '"':
            quoted = not quoted
        elif char == "\\" and not quoted:
            index += 1
        elif char == ";" and not quoted:
            parts.append(code[start:index])
            start = index + 1
        index += 1
    parts.append(code[start:])
    return tuple(_Scan(part).section() for part in parts[:4])


class _Scan:
    """Reads one section of a format code."""

    def __init__(self, code: str) -> None:
        self.before: list[str] = []
        self.after: list[str] = []
        self.whole = self.least = self.most = self.percent = self.commas = 0
        self.digits = self.point = self.grouped = self.general = self.exponent = False
        self.letters = self.between = ""
        self.condition: tuple[str, Decimal] | None = None
        for match in _TOKEN.finditer(code):
            self._take(match.lastgroup or "", match[match.lastgroup] if match.lastgroup else "")

    def section(self) -> Section:
        return Section(
            prefix="".join(self.before),
            suffix="".join(self.after),
            whole=self.whole,
            least=min(self.least, _PLACES),
            most=min(self.most, _PLACES),
            grouped=self.grouped,
            scale=2 * self.percent - 3 * self.commas,
            digits=self.digits,
            general=self.general,
            exponent=self.exponent,
            date=self.letters if not self.digits else "",
            condition=self.condition,
        )

    def _take(self, kind: str, text: str) -> None:
        if kind == "quoted":
            self._literal(text.strip('"'))
        elif kind in ("escaped", "other"):
            self._literal(text)
        elif kind == "bracket":
            self._bracket(text)
        elif kind == "digit":
            self._digit(text)
        elif kind == "point":
            self._point()
        elif kind == "comma":
            self.commas += self.digits
        elif kind == "percent":
            self.percent += 1
            self._literal("%")
        elif kind == "date":
            self._date_letters(text.lower())
        else:
            self.general = self.general or kind in ("general", "text")
            self.exponent = self.exponent or kind == "exp"

    def _literal(self, text: str) -> None:
        # Between the parts of a date only the order matters; around a date its words do.
        if self.letters and text.strip() in ("", ".", "/", "-", ":", ","):
            self.between = text
            return
        if self.letters:
            text = self.between + text
        self.between = ""
        (self.after if self.digits or self.letters else self.before).append(text)

    def _digit(self, text: str) -> None:
        if self.commas:
            self.grouped, self.commas = True, 0
        self.digits = True
        if self.point:
            self.most += 1
            self.least = self.most if text == "0" else self.least
        elif text == "0" or self.whole:
            self.whole += 1

    def _point(self) -> None:
        if self.letters:
            return
        if self.point:
            self._literal(".")
        self.point = True

    def _bracket(self, text: str) -> None:
        condition = _CONDITION.match(text)
        if condition:
            self.condition = condition[1], Decimal(condition[2])
        elif text.startswith("$"):
            self._literal(text[1:].partition("-")[0])
        elif _ELAPSED.match(text):
            self.letters += "e"

    def _date_letters(self, text: str) -> None:
        letter, self.between = text[0], ""
        if letter == "m" and (self.letters[-1:] in ("h", "e") or self.letters[-1:] == "n"):
            letter = "n"
        if letter == "s" and self.letters[-1:] == "m":
            self.letters = self.letters[:-1] + "n"
        if letter in "ymdhns":
            self.letters += letter
