"""Words, numbers and marks of a cell's text with their places in it; the text itself is never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any, Final

import msgspec

from bagdar.documents.grammar.lookalike import is_cyrillic, is_latin, one_script, roman
from bagdar.kernel import jsonio

Span = tuple[int, int]
"""First character and the one after the last, in the unchanged text."""

DASHES: Final = "-‐‑‒–—―−⁃﹘﹣－"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER: Final = rf"[^\W\d_](?:[{_INVISIBLE}\u0300-\u036f]*[^\W\d_])*[\u0300-\u036f]*"
_TOKEN: Final = re.compile(
    rf"(?P<word>{_LETTER})|(?P<number>[0-9]+)|(?P<space>[\s{_INVISIBLE}]+)|(?P<mark>.)", re.S
)
_BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\x07")


class Token(msgspec.Struct, frozen=True):
    """One word, number or mark. ``form`` is what it says once case and look-alike letters are levelled
    (any dash is ``-``, any quotation mark ``"``); ``raw`` is how it is written."""

    start: int
    end: int
    kind: str
    """"word", "number" or "mark"."""
    form: str
    raw: str
    glued: bool = False
    """Nothing stands between it and the token before."""
    breaks: bool = False
    """A line break stands before it."""
    odd: str = ""
    """How it differs from careful writing: "mixed_scripts", "hyphenated", "split", "footnote", …; or nothing."""

    @property
    def span(self) -> Span:
        return (self.start, self.end)

    @property
    def roman(self) -> int | None:
        """Value, if it can be read as a Roman numeral."""
        return roman(self.raw)


def tokens(text: str, known: Collection[str] = ()) -> tuple[Token, ...]:
    """Tokens of *text* in order. Letters and digits are separate tokens (``2019годов`` is two).

    *known* holds forms of words that the caller understands: a word cut by a hyphen of an older layout
    (``согласо-ванию``) is joined if the whole is known; one cut by a space or line break (``декаб рь``)
    only if its pieces are not all known too.
    """
    cyrillic = sum(map(is_cyrillic, text)) >= sum(map(is_latin, text))
    found = list(_scan(text, cyrillic))
    return tuple(_joined(found, text, known) if known else found)


def _scan(text: str, cyrillic: bool) -> Iterator[Token]:
    glued, breaks = True, False
    for match in _TOKEN.finditer(text):
        kind, raw = str(match.lastgroup), match.group()
        if kind == "space":
            glued = glued and not raw.strip(_INVISIBLE)
            breaks = breaks or not _BREAKS.isdisjoint(raw)
            continue
        form = _form(raw, kind, cyrillic)
        odd = (
            "mixed_scripts"
            if kind == "word" and any(map(is_latin, raw)) and any(map(is_cyrillic, raw))
            else ""
        )
        yield Token(*match.span(), kind, form, raw, glued and match.start() > 0, breaks, odd)
        glued, breaks = True, False


_QUOTES: Final = "\"'«»„“”‟‘’‚‹›〝〞＂`′″"


def _form(raw: str, kind: str, cyrillic: bool) -> str:
    if kind == "word":
        letters = "".join(c for c in unicodedata.normalize("NFC", raw) if c not in _INVISIBLE)
        return one_script(letters, cyrillic=cyrillic).lower().replace("ё", "е")
    if kind == "mark":
        return "-" if raw in DASHES else '"' if raw in _QUOTES else raw
    return raw


def _joined(found: list[Token], text: str, known: Collection[str]) -> Iterator[Token]:
    at = 0
    while at < len(found):
        whole, used = _whole(found, at, text, known)
        yield whole
        at += used


def _whole(found: list[Token], at: int, text: str, known: Collection[str]) -> tuple[Token, int]:
    """The longest known word that begins at token *at* and is cut into up to four pieces."""
    first = found[at]
    best = (first, 1)
    if first.kind != "word":
        return best
    form, last, pieces = first.form, at, [first.form]
    hyphens = 0
    while len(pieces) < 4:
        nxt = last + 1
        if (
            nxt + 1 < len(found)
            and found[nxt].form == "-"
            and found[nxt].glued
            and found[nxt + 1].kind == "word"
        ):
            hyphens, last = hyphens + 1, nxt + 1
        elif nxt < len(found) and found[nxt].kind == "word" and not hyphens:
            last = nxt
        else:
            break
        form, pieces = form + found[last].form, [*pieces, found[last].form]
        if form in known and (hyphens or not all(piece in known for piece in pieces)):
            end = found[last].end
            odd = "hyphenated" if hyphens else "split"
            raw = text[first.start : end]
            best = (Token(first.start, end, "word", form, raw, first.glued, first.breaks, odd), last - at + 1)
    return best


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a reading and the text it rests on. ``kind`` names what it is; ``meaning`` says it."""

    kind: str
    span: Span
    meaning: dict[str, Any] = msgspec.field(default_factory=dict)


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a grammar made of one cell. Subclasses add the meaning.

    ``understood`` is True only if every meaningful word is covered by a part and the parts make sense
    together. ``left_over``: the words not covered, as they are written, joined by `` … ``.
    """

    text: str
    language: str | None = None
    understood: bool = False
    left_over: str = ""
    parts: tuple[Part, ...] = ()
    odd: tuple[str, ...] = ()
    """What differs from careful writing although it could be read: codes, each once."""

    def as_json(self) -> dict[str, Any]:
        """Builtins for JSON: the contract of ``bagdar phrase``; each part carries its own text."""
        out: dict[str, Any] = jsonio.plain(self)
        out |= {"understood": self.understood, "left_over": self.left_over, "language": self.language}
        out["parts"] = [
            {"kind": part.kind, "span": list(part.span), "text": self.text[slice(*part.span)]}
            | ({"meaning": jsonio.plain(part.meaning)} if part.meaning else {})
            for part in self.parts
        ]
        return out


def with_separators(
    parts: Collection[Part], row: Collection[Token], rest: Collection[Token]
) -> tuple[Part, ...]:
    """*parts* and, as parts of kind "separator", the marks and joining words that stand between them;
    a mark that points to a note below the table is a "footnote".

    So the spans cover the whole text, save what is left over (*rest*).
    """
    covered = sorted(part.span for part in parts)
    skipped = {token.start for token in rest}
    found = list(parts)
    at = 0
    for token in row:
        while at < len(covered) and covered[at][1] <= token.start:
            at += 1
        inside = at < len(covered) and covered[at][0] <= token.start
        if not inside and token.start not in skipped:
            found.append(Part(kind=token.odd if token.odd == "footnote" else "separator", span=token.span))
    return tuple(sorted(found, key=lambda part: part.span))


def left_over(text: str, rest: Collection[Token]) -> str:
    """The tokens *rest* of *text* as written; neighbours are kept together."""
    runs: list[list[int]] = []
    for token in sorted(rest, key=lambda token: token.start):
        if runs and not text[runs[-1][1] : token.start].strip():
            runs[-1][1] = token.end
        else:
            runs.append([token.start, token.end])
    return " … ".join(text[start:end] for start, end in runs)
