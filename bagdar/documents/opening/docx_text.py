"""Paragraphs of a Word document as a person reads them: runs, fields, breaks, symbols, marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from bagdar.documents.opening.docx_styles import PLAIN, Numbering, Style, Styles, number_reference
from bagdar.documents.opening.names import (
    ALTERNATE,
    BOLD,
    BOOKMARK,
    BOX,
    CHARACTERS,
    CHOICE,
    COMMENT,
    DRAWING,
    ENDNOTE,
    FALLBACK,
    FIELD,
    FIELD_CHAR,
    FIELD_CODE,
    FOOTNOTE,
    GONE,
    ID,
    MATH,
    MATH_TEXT,
    NAME,
    NUM_PR,
    OBJECT,
    P_STYLE,
    PICT,
    PPR,
    R_STYLE,
    RPR,
    RUBY,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SPACE,
    SYMBOL,
    TRACKED,
    VAL,
    VANISH,
    WRAPPERS,
    R,
    T,
    on,
    w,
)
from bagdar.documents.opening.symbols import symbol, visible
from bagdar.kernel.errors import FileRefusedError

_FONTS, _FIELD_TYPE, _RUBY_BASE = w("rFonts"), w("fldCharType"), w("rubyBase")
_NOTES = {FOOTNOTE: "footnote", ENDNOTE: "endnote"}
_CUSTOM_MARK = w("customMarkFollows")
_PLACEHOLDER, _LOCK = w("showingPlcHdr"), w("lock")
_DROP_DOWN, _CHECK_BOX = w("ddList"), w("checkBox")
_SEEN = (T, BOX, DRAWING, PICT, SYMBOL, OBJECT)
_SYMBOL_FONTS = frozenset({"symbol", "wingdings", "wingdings 2"})
ODD = re.compile("^ | $|[\n\r\t\u00ad\u2011\uf000-\uf0ff]")
"""Text that :func:`literal` or a symbol font may change; everything else is seen as it is written."""


class Seen:
    """What has been read of a cell or of the flow: filled by the walkers, then asked."""

    __slots__ = ("bold", "bookmarks", "boxes", "hidden", "locked", "notes", "plain", "text")

    def __init__(self) -> None:
        self.text: list[str] = []
        self.hidden: list[str] = []
        self.notes: list[str] = []
        self.bookmarks: list[str] = []
        self.boxes: list[etree._Element] = []
        self.bold = False
        self.plain = False
        self.locked = False

    def take(self, other: Seen) -> None:
        """Add what was seen inside something anchored here; its text is taken by the caller."""
        self.hidden += other.hidden
        self.notes += other.notes
        self.bookmarks += other.bookmarks
        self.bold = self.bold or other.bold
        self.plain = self.plain or other.plain


class Paragraphs:
    """Reads paragraphs into a :class:`Seen`; keeps the counters of lists and what should be remarked."""

    def __init__(self, styles: Styles, numbering: Numbering, most: int) -> None:
        """*most*: characters that may be shown again and again (labels, notes) in all."""
        self._most = most
        self.styles = styles
        self.numbering = numbering
        self.notes: dict[tuple[str, str], str] = {}
        """Texts of notes by kind and id; filled before the flow is read."""
        self.remarks: Counter[str] = Counter()
        self._fields: list[_Field] = []
        self._style = PLAIN

    def read(self, p: etree._Element, seen: Seen) -> bool:
        """Append the paragraph's text. False if its end is deleted: the next one continues it."""
        self._fields.clear()
        whole, label = True, ""
        style = self.styles.default
        properties = p[0] if len(p) and p[0].tag == PPR else None
        num_id: str | None = None
        level: int | None = None
        if properties is not None:
            for child in properties:
                tag = child.tag
                if tag == P_STYLE:
                    style = child.get(VAL, "")
                elif tag == NUM_PR:
                    num_id, level = number_reference(child)
                elif tag == RPR:
                    whole = not any(mark.tag in GONE for mark in child)
        self._style = self.styles[style]
        if num_id is not None or self._style.num_id is not None:
            label = self._label(style, num_id, level)
        if label:
            self._repeat(label)
            seen.text.append(label)
        self._inline(p, seen)
        if label and seen.text[-1] is label:
            seen.text[-1] = label.rstrip()
        return whole

    def _repeat(self, text: str) -> None:
        self._most -= len(text)
        if self._most < 0:
            raise FileRefusedError("opening.too_heavy")

    def _label(self, style: str, num_id: str | None, level: int | None) -> str:
        if num_id is None:
            num_id = self._style.num_id or "0"
            if level is None:
                level = self.numbering.level_of_style(num_id, style)
        if level is None:
            level = self._style.level or 0
        return self.numbering.label(num_id, level)

    def _inline(self, parent: etree._Element, seen: Seen) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, seen)
            elif tag == BOOKMARK:
                seen.bookmarks.append(child.get(NAME, ""))
            elif tag in GONE:
                self.remarks["tracked_changes"] += 1
            elif tag in WRAPPERS:
                self._wrapper(child, tag, seen)
            elif tag == SDT:
                self._control(child, seen)
            elif tag == ALTERNATE:
                for branch in alternatives(child):
                    self._inline(branch, seen)
            elif tag in MATH:
                seen.text.append("".join(t.text or "" for t in child.iter(MATH_TEXT)))
                seen.plain = True

    def _wrapper(self, element: etree._Element, tag: str, seen: Seen) -> None:
        if tag in TRACKED:
            self.remarks["tracked_changes"] += 1
        elif tag == FIELD:
            refuse_dde(element.get(w("instr"), ""))
        self._inline(element, seen)

    def _control(self, sdt: etree._Element, seen: Seen) -> None:
        properties = sdt.find(SDT_PR)
        if properties is not None:
            if is_locked(properties):
                seen.locked = True
            placeholder = properties.find(_PLACEHOLDER)
            if placeholder is not None and on(placeholder.get(VAL)):
                self.remarks["placeholders"] += 1
                return
        for content in sdt.iterchildren(SDT_CONTENT):
            self._inline(content, seen)

    def _run(self, run: etree._Element, seen: Seen) -> None:
        hidden, bold, font = self._style.hidden, self._style.bold, ""
        into = seen.text
        for child in run:
            tag = child.tag
            if tag == T:
                if self._fields and any(field.in_code for field in self._fields):
                    continue
                text = literal(child)
                if text and ODD.search(text):
                    text = visible(text, font)
                self._put(text, seen, hidden, bold)
            elif tag == RPR:
                hidden, bold, font = self._run_properties(child)
            elif tag in CHARACTERS:
                if not any(field.in_code for field in self._fields):
                    self._put(CHARACTERS[tag], seen, hidden, bold)
            elif tag == FIELD_CHAR:
                self._field_char(child, into)
            elif tag == FIELD_CODE:
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag in _NOTES:
                note = self.notes.get((_NOTES[tag], child.get(ID, "")))
                if note:
                    self._repeat(note)
                    seen.notes.append(note)
                if on(child.get(_CUSTOM_MARK, "0")):
                    break
            else:
                self._rare(child, tag, seen, hidden, bold)

    def _put(self, text: str, seen: Seen, hidden: bool | None, bold: bool | None) -> None:
        if hidden:
            seen.hidden.append(text)
            return
        seen.text.append(text)
        if bold:
            seen.bold = True
        elif not seen.plain and text.strip():
            seen.plain = True

    def _run_properties(self, properties: etree._Element) -> tuple[bool | None, bool | None, str]:
        base: Style = self._style
        hidden, bold, font = base.hidden, base.bold, ""
        own_hidden = own_bold = None
        for child in properties:
            tag = child.tag
            if tag == VANISH:
                own_hidden = on(child.get(VAL))
            elif tag == BOLD:
                own_bold = on(child.get(VAL))
            elif tag == R_STYLE:
                style = self.styles[child.get(VAL, "")]
                hidden = hidden if style.hidden is None else style.hidden
                bold = bold if style.bold is None else style.bold
            elif tag == _FONTS:
                name = child.get(w("ascii"), "")
                font = name if name.lower() in _SYMBOL_FONTS else ""
        return (
            hidden if own_hidden is None else own_hidden,
            bold if own_bold is None else own_bold,
            font,
        )

    def _rare(
        self, child: etree._Element, tag: str, seen: Seen, hidden: bool | None, bold: bool | None
    ) -> None:
        if tag == SYMBOL:
            code = child.get(w("char"), "")
            if len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code) and code:
                self._put(symbol(int(code, 16), child.get(w("font"), "")), seen, hidden, bold)
        elif tag == ALTERNATE:
            for branch in alternatives(child):
                for part in branch:
                    if part.tag == T:
                        self._put(literal(part), seen, hidden, bold)
                    else:
                        self._rare(part, part.tag, seen, hidden, bold)
        elif tag in (DRAWING, PICT, OBJECT):
            boxes = list(text_boxes(child))
            seen.boxes.extend(boxes)
            if not boxes:
                self.remarks["pictures"] += 1
        elif tag == RUBY:
            for base in child.iterchildren(_RUBY_BASE):
                self._inline(base, seen)
        elif tag == COMMENT:
            self.remarks["comments"] += 1

    def _field_char(self, char: etree._Element, into: list[str]) -> None:
        kind = char.get(_FIELD_TYPE)
        if kind == "begin":
            self._fields.append(_Field())
            into.append(_form_value(char))
        elif self._fields and kind == "separate":
            refuse_dde(self._fields[-1].code)
            self._fields[-1].in_code = False
        elif self._fields and kind == "end":
            refuse_dde(self._fields.pop().code)


class _Field:
    """A complex field being read: its code is not seen, its result is."""

    __slots__ = ("code", "in_code")

    def __init__(self) -> None:
        self.in_code = True
        self.code = ""


def refuse_dde(code: str) -> None:
    """A field that would start another program is active content."""
    words = code.replace('"', " ").split()
    if any(word.upper() in ("DDE", "DDEAUTO") for word in words[:1]):
        raise FileRefusedError("opening.dde")


def is_locked(properties: etree._Element | None) -> bool:
    """Whether a content control's content may not be edited."""
    lock = properties.find(_LOCK) if properties is not None else None
    return lock is not None and lock.get(VAL) in ("contentLocked", "sdtContentLocked")


def alternatives(element: etree._Element) -> Iterator[etree._Element]:
    """The one branch of mc:AlternateContent that a person sees: the choice, unless it shows nothing."""
    for choice in element.iterchildren(CHOICE):
        if next(choice.iter(*_SEEN), None) is not None:
            yield choice
            return
    yield from element.iterchildren(FALLBACK)


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing, each once."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            for branch in alternatives(child):
                yield from text_boxes(branch)
        else:
            yield from text_boxes(child)


def literal(element: etree._Element) -> str:
    """Text of w:t: outer spaces count only where the file says so, line feeds are spaces."""
    text = element.text
    if not text:
        return ""
    if "\n" in text or "\r" in text or "\t" in text:
        text = text.replace("\r\n", " ").translate(_TO_SPACE)
    if (text[0] == " " or text[-1] == " ") and element.get(SPACE) != "preserve":
        text = text.strip(" ")
    return text.translate(_HYPHENS)


_TO_SPACE = {10: " ", 13: " ", 9: " "}
_HYPHENS = {0x00AD: None, 0x2011: "-"}
"""A soft hyphen is not seen, a no-break one is seen as a hyphen, as their elements are."""


def _form_value(char: etree._Element) -> str:
    """What a form field shows though no run holds it: the chosen entry, or the box."""
    for data in char:
        chosen = data.find(_DROP_DOWN)
        if chosen is not None:
            entries = [entry.get(VAL, "") for entry in chosen.iterchildren(w("listEntry"))]
            result = chosen.find(w("result"))
            index = result.get(VAL, "0") if result is not None else "0"
            return entries[int(index)] if index.isdecimal() and int(index[:6]) < len(entries) else ""
        box = data.find(_CHECK_BOX)
        if box is not None:
            state = box.find(w("checked"))
            state = box.find(w("default")) if state is None else state
            return "☒" if state is not None and on(state.get(VAL)) else "☐"
    return ""
