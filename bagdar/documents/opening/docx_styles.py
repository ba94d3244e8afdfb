"""Styles and automatic numbering of a Word document: what a person sees though no run says it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from lxml import etree

from bagdar.documents.opening.names import PPR, RPR, VAL, on, w
from bagdar.documents.opening.symbols import visible

_LABEL = 64
"""Characters of a list label: it is written once and shown many times."""
_CHAIN = 32
"""A style based on a style, at most so often; a circle ends there."""


class Style(msgspec.Struct, frozen=True):
    """What a style says, its ancestors included; None: nothing."""

    hidden: bool | None = None
    bold: bool | None = None
    num_id: str | None = None
    level: int | None = None


PLAIN = Style()


class Styles:
    """Styles by id. ``default``: the style of paragraphs that name none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default = ""
        for element in root.iter(w("style")) if root is not None else ():
            name = element.get(w("styleId"), "")
            self._elements[name] = element
            if element.get(w("type")) == "paragraph" and on(element.get(w("default"), "0")):
                self.default = name

    def __getitem__(self, name: str) -> Style:
        found = self._resolved.get(name)
        if found is None:
            found = self._resolved[name] = self._resolve(name)
        return found

    def _resolve(self, name: str) -> Style:
        found = PLAIN
        for _ in range(_CHAIN):
            element = self._elements.get(name)
            if element is None:
                break
            own = _own(element)
            found = Style(
                hidden=own.hidden if found.hidden is None else found.hidden,
                bold=own.bold if found.bold is None else found.bold,
                num_id=own.num_id if found.num_id is None else found.num_id,
                level=own.level if found.level is None else found.level,
            )
            based = element.find(w("basedOn"))
            name = based.get(VAL, "") if based is not None else ""
        return found


def _own(element: etree._Element) -> Style:
    run = element.find(RPR)
    numbering = element.find(f"{PPR}/{w('numPr')}")
    num_id, level = number_reference(numbering)
    return Style(switch(run, "vanish"), switch(run, "b"), num_id, level)


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """The state of an on/off property; None if it is not mentioned."""
    element = properties.find(w(name)) if properties is not None else None
    return None if element is None else on(element.get(VAL))


def number_reference(numbering: etree._Element | None) -> tuple[str | None, int | None]:
    """(numId, level) of a w:numPr."""
    if numbering is None:
        return None, None
    num_id, level = numbering.find(w("numId")), numbering.find(w("ilvl"))
    return (
        num_id.get(VAL) if num_id is not None else None,
        integer(level.get(VAL), 0) if level is not None else None,
    )


def integer(value: str | None, default: int) -> int:
    """A whole number as a file writes it; anything else gives *default*."""
    try:
        return int(value) if value is not None and len(value) < 12 else default
    except ValueError:
        return default


class _Level(msgspec.Struct, frozen=True):
    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    style: str = ""


class _Number(msgspec.Struct, frozen=True):
    """One w:num: its list (whose counters it shares) and its own levels and starts."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """Counts list paragraphs in the order of the document and gives the label that Word shows."""

    def __init__(self, root: etree._Element | None) -> None:
        self._numbers: dict[str, _Number] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._by_style: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level of list *num_id* that belongs to paragraph style *style*."""
        return self._by_style.get((num_id, style))

    def label(self, num_id: str, level: int) -> str:
        """The next label of that level with what separates it from the text, e.g. ``"1.2. "``; "" if none."""
        number = self._numbers.get(num_id)
        if number is None or not 0 <= level < 9:
            return ""
        counts = self._advance(number, num_id, level)
        described = number.levels.get(level, _Level())
        if described.format in ("none", "bullet"):
            text = described.text
        else:
            text = self._fill(described, number, counts)
        return text[:_LABEL] + described.suffix if text else ""

    def _advance(self, number: _Number, num_id: str, level: int) -> list[int | None]:
        counts = self._counts.setdefault(number.abstract, [None] * 9)
        if level in number.starts and (num_id, level) not in self._started:
            counts[level] = number.starts[level] - 1
        self._started.add((num_id, level))
        current = counts[level]
        first = number.levels.get(level, _Level()).start
        counts[level] = first if current is None else current + 1
        for deeper in range(level + 1, 9):
            restart = number.levels.get(deeper, _Level()).restart
            if restart is None or restart > level:
                counts[deeper] = None
        return counts

    def _fill(self, described: _Level, number: _Number, counts: list[int | None]) -> str:
        out, text, index = [], described.text, 0
        while index < len(text):
            char = text[index]
            if char == "%" and text[index + 1 : index + 2].isdigit():
                other = int(text[index + 1]) - 1
                levels = number.levels.get(other, _Level())
                count = counts[other] if 0 <= other < 9 else None
                style = "decimal" if described.legal else levels.format
                out.append(numeral(levels.start if count is None else count, style))
                index += 2
            else:
                out.append(char)
                index += 1
        return "".join(out)

    def _read(self, root: etree._Element) -> None:
        abstracts = {a.get(w("abstractNumId"), ""): a for a in root.iter(w("abstractNum"))}
        links = {
            link.get(VAL, ""): name
            for name, a in abstracts.items()
            if (link := a.find(w("styleLink"))) is not None
        }
        for num in root.iter(w("num")):
            reference = num.find(w("abstractNumId"))
            name = reference.get(VAL, "") if reference is not None else ""
            abstract = abstracts.get(name)
            link = abstract.find(w("numStyleLink")) if abstract is not None else None
            if link is not None and link.get(VAL, "") in links:
                name = links[link.get(VAL, "")]
                abstract = abstracts[name]
            if abstract is not None:
                self._add(num, name, abstract)

    def _add(self, num: etree._Element, name: str, abstract: etree._Element) -> None:
        num_id = num.get(w("numId"), "")
        levels = {integer(lvl.get(w("ilvl")), 0): _level(lvl) for lvl in abstract.iter(w("lvl"))}
        starts = {}
        for override in num.iter(w("lvlOverride")):
            level = integer(override.get(w("ilvl")), 0)
            own, start = override.find(w("lvl")), override.find(w("startOverride"))
            if own is not None:
                levels[level] = _level(own)
            if start is not None:
                starts[level] = integer(start.get(VAL), 1)
        self._numbers[num_id] = _Number(name, levels, starts)
        for level, described in levels.items():
            if described.style:
                self._by_style[num_id, described.style] = level


def _level(lvl: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        element = lvl.find(w(name))
        return default if element is None else element.get(VAL, default)

    fonts = lvl.find(f"{RPR}/{w('rFonts')}")
    font = fonts.get(w("ascii"), "") if fonts is not None else ""
    restart = lvl.find(w("lvlRestart"))
    legal = lvl.find(w("isLgl"))
    return _Level(
        start=integer(value("start", "1"), 1),
        format=value("numFmt", "decimal"),
        text=visible(value("lvlText", ""), font),
        suffix="" if value("suff", "tab") == "nothing" else " ",
        restart=None if restart is None else integer(restart.get(VAL), 0),
        legal=legal is not None and on(legal.get(VAL)),
        style=value("pStyle", ""),
    )


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = {
    "Letter": "abcdefghijklmnopqrstuvwxyz",
    "russian": "абвгдежзиклмнопрстуфхцчшщыэюя",
}
_LIST_END = 5_000
"""Roman and letter labels above this are written as figures: nobody reads them, and they grow long."""


def numeral(count: int, style: str) -> str:
    """*count* in the numbering format *style* (w:numFmt); formats of other scripts read as decimal."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{count:02d}"
    if not 0 < count < _LIST_END:
        return str(count)
    if style.endswith("Roman"):
        text = _roman(count)
    elif style.endswith("Letter"):
        text = _letters(count, _LETTERS["Letter"])
    elif style.startswith("russian"):
        text = _letters(count, _LETTERS["russian"])
    else:
        return str(count)
    return text.upper() if style.startswith("upper") or style.endswith("Upper") else text


def _roman(count: int) -> str:
    out = ""
    for value, digits in _ROMAN:
        while count >= value:
            out += digits
            count -= value
    return out


def _letters(count: int, alphabet: str) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    times, index = divmod(count - 1, len(alphabet))
    return alphabet[index] * (times + 1)
