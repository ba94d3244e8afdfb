"""Figures as people write them in plan cells: exact, with what was odd about the writing said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, Final

from msgspec.structs import replace

from bagdar.documents.grammar import lexicon as lexicons
from bagdar.documents.grammar.spans import DASHES, Part, Reading, Span, tokens, with_separators

LONGEST: Final = 400
"""A cell with one figure is not longer; what is, is read as text."""

_SPACE: Final = r"\s\u00a0\u202f\u2009\u200b"
_FIGURE: Final = re.compile(rf"[0-9](?:[0-9.,'’{_SPACE}]*[0-9])?")
_NOTE: Final = re.compile(rf"[{_SPACE}]*(?P<mark>\*+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[{_SPACE}]*\Z")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_OTHER_MARKS: Final = {".": "point", ",": "comma"}
"""What is said of a mark that is not the language's."""
_PLUS: Final = "+＋"
_ABSENT: Final = frozenset({"x", "х", "×", "н/д", "n/a", "…", "..."})
_RANGE: Final = re.compile(rf"[{_SPACE}]*[{re.escape(DASHES)}÷][{_SPACE}]*\Z")
_SCALES: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


class NumberReading(Reading, frozen=True, kw_only=True, omit_defaults=True):
    """One figure, or none. Missing is never zero.

    ``kind``: "figure"; "none" (a dash, a cross, blank: the cell says there is no figure); "bound"
    ("не менее 20": ``bound`` is at_least, at_most, more, less or about); "range" (``value`` to ``upper``);
    "text" where it is not a single figure. ``value`` is the figure as written; ``scale`` is the power of ten of
    "млн" or "млрд" beside it. ``odd``: "spacing", "lines", "point", "comma", "letters", "leading_zeros".
    """

    kind: str = "text"
    value: Decimal | None = None
    upper: Decimal | None = None
    bound: str | None = None
    scale: int = 0
    unit: str = ""
    """A unit beside the figure, as written (``%``, ``тенге``)."""
    notes: tuple[str, ...] = ()
    """Footnote marks, as written."""

    @property
    def amount(self) -> Decimal | None:
        """The figure times its scale."""
        return None if self.value is None else self.value.scaleb(self.scale)

    def as_json(self) -> dict[str, Any]:
        out = super().as_json()
        out["value"] = None if self.value is None else str(self.value)
        return out


@cache
def _words() -> Mapping[str, dict[str, str]]:
    """Form → class → value, over all shipped languages: a figure is read alike in any of them."""
    merged: dict[str, dict[str, str]] = {}
    for language in lexicons.shipped_languages():
        for form, classes in lexicons.load(language, "numbers").words.items():
            merged.setdefault(form, {}).update(
                {
                    key: str(value)
                    for key, value in classes.items()
                    if key in {"bound", "scale", "unit", "absent", "suffix"}
                }
            )
    return {form: classes for form, classes in merged.items() if classes}


@cache
def _phrase_pattern() -> re.Pattern[str]:
    phrases = sorted((form.replace("_", " ") for form in _words()), key=len, reverse=True)
    return re.compile("|".join(map(_bounded, phrases)), re.IGNORECASE)


def _bounded(phrase: str) -> str:
    """A word stands alone: ``т`` is tonnes, but not inside a word."""
    pattern = re.escape(phrase).replace(r"\ ", r"\s+")
    before = r"(?<![^\W\d_])" if phrase[0].isalpha() else ""
    return before + pattern + (r"(?![^\W_])" if phrase[-1].isalpha() else "")


def read_number(text: str, mark: str = ",") -> NumberReading:
    """The figure in *text*, in a language whose decimal mark is *mark*. Never raises; never guesses between two figures.

    The other mark is taken for the decimal one too, and said to be odd, unless it divides thousands: "98,748"
    is a large figure where *mark* is a point.
    """
    bare = text.strip()
    if not bare or all(char in DASHES for char in bare) or bare.lower() in _ABSENT or _absent(bare):
        span = _span(text)
        nothing: tuple[Part, ...] = (Part(kind="none", span=span),) if bare else ()
        return NumberReading(text=text, understood=True, kind="none", parts=nothing)
    if len(text) > LONGEST:
        return NumberReading(text=text, left_over=bare)
    note = _NOTE.search(text)
    notes = (note["mark"],) if note else ()
    body = text[: note.start()] if note else text
    reading = _figure(text, body, notes, mark)
    if note and reading.understood:
        parts = (*reading.parts, Part(kind="note", span=note.span("mark")))
        return replace(reading, parts=parts)
    return reading


def _span(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _absent(bare: str) -> bool:
    return "absent" in _words().get("_".join(bare.lower().split()), {})


def _figure(text: str, body: str, notes: tuple[str, ...], mark: str) -> NumberReading:
    """One figure or a range of two, with nothing beside it but words of the lexicon."""
    found = list(_FIGURE.finditer(body))
    values = [_value(match.group(), mark) for match in found]
    gaps = [body[a.end() : b.start()] for a, b in pairwise(found)]
    if not 1 <= len(found) <= 2 or any(value is None for value in values):
        return NumberReading(text=text, left_over=text.strip())
    if len(found) == 2 and not (gaps and _is_range(gaps[0])):
        return NumberReading(text=text, left_over=text.strip())
    around, parts, rest = _around(body, found[0].start(), found[-1].end())
    if rest:
        return NumberReading(text=text, left_over=rest, notes=notes)
    numbers = [value[0] for value in values if value]
    span = (found[0].start(), found[-1].end())
    if sign := around.pop("sign", ""):
        numbers[0] = -numbers[0] if sign in DASHES else numbers[0]
        span = (span[0] - 1, span[1])
    odd = tuple(dict.fromkeys(mark for value in values if value for mark in value[1]))
    kind = "range" if len(numbers) == 2 else "bound" if "bound" in around else "figure"
    if kind == "range" and numbers[0] >= numbers[1]:
        return NumberReading(text=text, left_over=text.strip())
    return NumberReading(
        text=text,
        understood=True,
        kind=kind,
        value=numbers[0],
        upper=numbers[1] if kind == "range" else None,
        bound=around.get("bound"),
        scale=_SCALES.get(around.get("scale", ""), 0),
        unit=around.get("unit", ""),
        notes=notes,
        odd=odd,
        parts=with_separators([Part(kind="figure", span=span), *parts], tokens(body), ()),
    )


def _is_range(gap: str) -> bool:
    return bool(_RANGE.fullmatch(gap)) or gap.strip().lower() in {"до", "to"}


def _around(body: str, start: int, end: int) -> tuple[dict[str, str], list[Part], str]:
    """What the words before and after the figure say; the third is what none of the lexicons knows."""
    said: dict[str, str] = {}
    parts: list[Part] = []
    rest: list[str] = []
    for offset, piece, ahead in ((0, body[:start], True), (end, body[end:], False)):
        left = piece
        for match in _phrase_pattern().finditer(piece):
            classes = _words()["_".join(match.group().lower().split())]
            for name, value in classes.items():
                if name != "absent" and name not in said and not (name == "unit" and ahead):
                    said[name] = match.group() if name == "unit" else value
            parts.append(Part(kind=next(iter(classes)), span=(offset + match.start(), offset + match.end())))
            left = left[: match.start()] + " " * len(match.group()) + left[match.end() :]
        if ahead:
            left = _signed(left, said)
        rest += left.replace(".", " ").split()
    return said, parts, " ".join(rest)


def _signed(left: str, said: dict[str, str]) -> str:
    """A minus or plus that stands right before the figure."""
    if left and left[-1] in DASHES + _PLUS:
        said["sign"] = left[-1]
        return left[:-1]
    return left


def _value(raw: str, mark: str) -> tuple[Decimal, tuple[str, ...]] | None:
    """Exact value of one run of digits, and what is odd about it; None if it may be two figures."""
    odd: list[str] = []
    whole, fraction = raw, ""
    commas, points = raw.count(","), raw.count(".")
    if mark == "." and _THOUSANDS.fullmatch(raw):
        pass
    elif commas + points == 1 or (commas == 1 and points > 1) or (points == 1 and commas > 1):
        at = max(raw.rfind(","), raw.rfind("."))
        if commas and points and raw[at] != ("," if commas == 1 else "."):
            return None
        whole, fraction = raw[:at], raw[at + 1 :].strip()
        if raw[at] != mark:
            odd.append(_OTHER_MARKS[raw[at]])
    elif commas == 1 and points == 1:
        at = max(raw.rfind(","), raw.rfind("."))
        whole, fraction = raw[:at], raw[at + 1 :].strip()
    groups = re.split(r"[\s\u200b.,'’]+", whole.strip())
    if not _groups_agree(groups, whole, fraction, odd):
        return None
    digits = "".join(groups)
    if not fraction.isdigit() and fraction:
        return None
    if "spacing" not in odd and "lines" not in odd and re.search(r"[.,]\s|\s[.,]", raw):
        odd.append("lines" if "\n" in raw else "spacing")
    if len(digits) > 1 and digits.startswith("0"):
        odd.append("leading_zeros")
    return Decimal(f"{digits}.{fraction}" if fraction else digits), tuple(odd)


def _groups_agree(groups: list[str], whole: str, fraction: str, odd: list[str]) -> bool:
    """Thousands in threes; or digits scattered by a narrow column, which only a whole run of them shows."""
    if len(groups) == 1:
        return groups[0].isdigit()
    if not all(group.isdigit() for group in groups) or groups[0].startswith("0"):
        return False
    if len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        return True
    if any(mark in whole for mark in ".,'’"):
        return False
    scattered = all(len(group) == 1 for group in groups) and len(groups) > 2 and "\n" in whole
    if not scattered and not (fraction and sum(map(len, groups)) >= 4 and max(map(len, groups)) <= 3):
        return False
    odd.append("lines" if "\n" in whole or "\r" in whole else "spacing")
    return True


def figure(raw: str, mark: str = ",") -> Decimal | None:
    """The exact value of *raw*, digits with spaces and a decimal mark only; None if it is not one figure."""
    value = _value(raw.strip(), mark) if len(raw) <= LONGEST and _FIGURE.fullmatch(raw.strip()) else None
    return value[0] if value else None
