"""A cell's tokens made ready for the patterns: dots, footnote marks, glued numerals, letters of a poor keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from bagdar.documents.grammar.lexicon import Lexicon
from bagdar.documents.grammar.lookalike import plain, roman
from bagdar.documents.grammar.spans import Token, tokens

FOOTNOTE: Final = "footnote"
"""What a token is called that only points to a note below the table."""
_RAISED: Final = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_BEFORE: Final = re.compile(r"^[IVXІХ]{1,4}(?=[^\W\d_]{2})")
_AFTER: Final = re.compile(r"(?<=[^\W\d_]{4})[IVXІХ]{1,4}$")


_LOOKS: Final = {"П": "II", "Ш": "III", "ІУ": "IV", "IУ": "IV"}
"""Cyrillic capitals that people type for a Roman numeral."""
_NUMBERED: Final = ("quarterword", "halfword")
"""Classes of words that a lexicon has for what is counted with Roman numerals."""


def row_of(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Tokens of *text*, in order, as the patterns of *lexicon* expect them."""
    row: Sequence[Token] = tokens(text, lexicon.known)
    for step in (_raised, _bracketed, _absorbed, _four):
        row = list(step(row))
    whole = [_relettered(part, lexicon) for token in row for part in _parted(token, lexicon)]
    return tuple(_numeral(whole, at, lexicon) for at in range(len(whole)))


def _raised(row: Sequence[Token]) -> Iterator[Token]:
    """``года¹`` is a word and a footnote mark."""
    for token in row:
        bare = token.raw.rstrip(_RAISED)
        if token.kind == "number" or bare == token.raw:
            yield token
            continue
        cut = token.end - (len(token.raw) - len(bare))
        if bare:
            yield replace(token, end=cut, raw=bare, form=token.form.rstrip(_RAISED))
        yield Token(cut, token.end, "mark", "*", token.raw[len(bare) :], bool(bare), odd=FOOTNOTE)


def _bracketed(row: Sequence[Token]) -> Iterator[Token]:
    """``[1]`` is a footnote mark."""
    at = 0
    while at < len(row):
        three = row[at : at + 3]
        if [token.form for token in three[::2]] == ["[", "]"] and three[1].kind == "number":
            raw = "".join(token.raw for token in three)
            yield Token(three[0].start, three[2].end, "mark", "*", raw, three[0].glued, odd=FOOTNOTE)
            at += 3
        else:
            yield row[at]
            at += 1


def _absorbed(row: Sequence[Token]) -> Iterator[Token]:
    """The dot of an abbreviation or of a sentence's end belongs to the word before it."""
    last: Token | None = None
    for token in row:
        if token.form == "." and token.glued and last is not None and last.kind == "word":
            last = replace(last, end=token.end)
            continue
        if last is not None:
            yield last
        last = token
    if last is not None:
        yield last


def _four(row: Sequence[Token]) -> Iterator[Token]:
    """``1V`` is a four: nobody numbers anything else so."""
    at = 0
    while at < len(row):
        pair = row[at : at + 2]
        if len(pair) == 2 and pair[0].raw == "1" and pair[1].glued and pair[1].raw in {"V", "У"}:
            first, last = pair
            yield replace(first, end=last.end, kind="word", form="iv", raw="IV", odd="look_alike")
            at += 2
        else:
            yield row[at]
            at += 1


def _parted(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """``IVтоқсан`` is a Roman numeral and a word that is known."""
    known = token.kind != "word" or token.form in lexicon.known
    for numeral in () if known else (_BEFORE, _AFTER):
        match = numeral.search(token.raw)
        if match is None or roman(match[0]) is None:
            continue
        cut = match.end() if numeral is _BEFORE else match.start()
        halves = (tokens(token.raw[:cut]), tokens(token.raw[cut:]))
        word = halves[1] if numeral is _BEFORE else halves[0]
        if len(word) == 1 and word[0].form in lexicon.known:
            (first,), (second,) = halves
            middle = token.start + cut
            yield replace(first, start=token.start, end=middle, glued=token.glued, breaks=token.breaks)
            yield replace(second, start=middle, end=token.end, glued=True, odd="run_together")
            return
    yield token


def _relettered(token: Token, lexicon: Lexicon) -> Token:
    """A word typed without the language's own letters (``желтоксан``) as the word it can only be."""
    full = lexicon.plain.get(plain(token.form)) if token.kind == "word" else None
    if full is None or token.form in lexicon.known:
        return token
    return replace(token, form=full, odd=token.odd or "plain_letters")


def _numeral(row: Sequence[Token], at: int, lexicon: Lexicon) -> Token:
    """``Ш`` before a word for a quarter is a three: nothing but marks and numerals may stand between."""
    token = row[at]
    if token.raw not in _LOOKS:
        return token
    for after in row[at + 1 : at + 8]:
        classes = lexicon.words.get(after.form, {})
        if any(name in classes for name in _NUMBERED):
            return replace(token, raw=_LOOKS[token.raw], odd="look_alike")
        if after.kind == "word" and after.roman is None and after.raw not in _LOOKS and "and" not in classes:
            break
    return token
