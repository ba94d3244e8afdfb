"""Organisations that no register knows, by their shape: a legal form, capitals, a noun that says what they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from bagdar.documents.grammar.executors.register import Register
from bagdar.documents.grammar.lookalike import roman
from bagdar.documents.grammar.pieces import Piece, Pieces
from bagdar.documents.grammar.spans import DASHES

_OPENERS: Final = "«“„‹"
_CLOSERS: Final = "»”›"
_EITHER: Final = "\"'"
_ABBREVIATION: Final = re.compile(r"[^\W\d_]{2,9}")
_FARTHEST: Final = 40
"""Pieces that one organisation's name may have."""


class Shape(msgspec.Struct, frozen=True):
    """Pieces up to ``last``. ``kind``: "state", "other" or "" (cannot be told); ``core``: key in quotation
    marks; ``bare``: an abbreviation and nothing else."""

    last: int
    kind: str
    core: str = ""
    bare: bool = False


def shape_at(pieces: Pieces, first: int, register: Register) -> Shape | None:
    """The unknown organisation that begins with piece *first*, if there is one."""
    tried = 0
    for breaks in (True, False):
        end = _segment(pieces, first, breaks=breaks)
        if end == tried:
            break
        tried = end
        found = (
            _with_form_first(pieces, first, end, register)
            or _with_form_last(pieces, first, end, register)
            or _noun(pieces, first, end, register)
            or _daughter(pieces, first, end)
        )
        if found:
            return found
    return _abbreviation(pieces, first, register)


def _segment(pieces: Pieces, first: int, *, breaks: bool) -> int:
    """Piece before which the next separator stands that is not within quotation marks."""
    stops = ",;(\n" if breaks else ",;("
    depth = 1 if opens(pieces.between(first)) else 0
    for last in range(first + 1, min(len(pieces), first + _FARTHEST)):
        between = pieces.between(last)
        inside = max(0, depth - closes(between))
        depth = inside + opens(between)
        if any(stop in between for stop in stops) and not (
            inside and "," in between and _closes_next(pieces, last)
        ):
            return last
    return min(len(pieces), first + _FARTHEST)


def _closes_next(pieces: Pieces, at: int) -> bool:
    """Is the first quotation mark after piece *at* a closing one?"""
    for index in range(at + 1, min(len(pieces), at + _FARTHEST) + 1):
        between = pieces.between(min(index, len(pieces)))
        if closes(between):
            return True
        if opens(between) or index >= len(pieces):
            return False
    return False


def opens(between: str) -> int:
    """Opening quotation marks in what stands between two pieces; a plain mark opens after a space."""
    return _marks(between)[0]


def closes(between: str) -> int:
    """Closing quotation marks in what stands between two pieces; a plain mark closes right after a word."""
    return _marks(between)[1]


@lru_cache(maxsize=4096)
def _marks(between: str) -> tuple[int, int]:
    opened = closed = 0
    after_word = True
    for char in between:
        plain = char in _EITHER
        opened += char in _OPENERS or (plain and not after_word)
        closed += char in _CLOSERS or (plain and after_word)
        after_word = after_word and (plain or char in _CLOSERS)
    return opened, closed


def _with_form_first(pieces: Pieces, first: int, end: int, register: Register) -> Shape | None:
    """``АО «…»``: from the legal form to the last quotation mark that closes, or to the separator."""
    met = register.words.forms.at(pieces, first)
    form = met[0] if met else end
    if form >= end or not _written_as_form(pieces, first):
        return None
    last = _quoted_end(pieces, form, end, register)
    marks = [pieces.between(at) for at in range(form, end + 1)]
    if any(map(opens, marks)) and not any(map(closes, marks)):
        return None
    return Shape(last, "other", _core(pieces, form, last))


def _with_form_last(pieces: Pieces, first: int, end: int, register: Register) -> Shape | None:
    """``«…» АҚ``: from a quotation mark to the first legal form after it closes."""
    if not opens(_lead(pieces, first)):
        return None
    closed, said = False, None
    for at in range(first + 1, end):
        closed = closed or closes(pieces.between(at)) > 0
        met = register.words.forms.at(pieces, at) if closed else None
        if met and met[0] <= end and _written_as_form(pieces, at):
            return Shape(met[0], "other", _core(pieces, first, met[0]))
        if said is not None:
            return said
        if closed and pieces[at].key in register.words.nouns:
            # «…» қауымдастығы» ЗТБ: a legal form may follow the noun.
            said = Shape(at + 1, register.words.nouns[pieces[at].key][0], _core(pieces, first, at + 1))
    return said


def _daughter(pieces: Pieces, first: int, end: int) -> Shape | None:
    """``«КТЖ»-Грузовые перевозки»``: a company's name, a dash, what the daughter does, one more mark."""
    if not opens(_lead(pieces, first)):
        return None
    between = [pieces.between(at) for at in range(first + 1, end + 1)]
    if sum(map(closes, between)) <= sum(map(opens, between[:-1])) + 1 or not any(map(goes_on, between)):
        return None
    last = max(at for at, marks in enumerate(between, first + 1) if closes(marks))
    return Shape(last, "other")


def goes_on(between: str) -> bool:
    """Does a mark close and a dash lead on at once?"""
    inner = between.lstrip(_CLOSERS + _EITHER)
    return len(inner) < len(between) and inner[:1] in set(DASHES)


def _written_as_form(pieces: Pieces, at: int) -> bool:
    """A short legal form is written in capitals; a long one in any letters."""
    piece = pieces[at]
    return piece.capital or len(piece.key) > 5 or piece.raw[:1].isupper()


def _noun(pieces: Pieces, first: int, end: int, register: Register) -> Shape | None:
    words = register.words
    nouns = {at: noun for at in range(first, end) if (noun := words.noun(pieces[at].key))}
    if not nouns or any(pieces[at].key in words.never for at in range(first, end)):
        return None
    if _unfinished(pieces, end, register) or _too_little(pieces, first, end, register):
        return None
    at = first
    while at < end and at < first + 8 and _adjective(pieces, at, end, register):
        at += 1
    if at in nouns and "first" in nouns[at][1] and _complemented(pieces, at, end, register):
        return Shape(_quoted_end(pieces, at + 1, end, register), nouns[at][0])
    kind, heads = nouns.get(end - 1, ("", ()))
    if "last" in heads:
        return Shape(end, kind)
    found = list(nouns.values())
    return Shape(end, found[0][0]) if any("any" in heads for _, heads in found) else None


def _complemented(pieces: Pieces, noun: int, end: int, register: Register) -> bool:
    """Do the words after the noun look like what goes with it?"""
    endings = register.words.complements.get(pieces[noun].key, ())
    last = _quoted_end(pieces, noun + 1, end, register)
    return not endings or all(_complement(pieces, place, endings) for place in range(noun + 1, last))


def _unfinished(pieces: Pieces, end: int, register: Register) -> bool:
    """Does it break off at a preposition, or at an adjective whose noun is missing?"""
    words, piece = register.words, pieces[end - 1]
    open_end = piece.raw.islower() and piece.key.endswith(words.open_end) and piece.key not in words.whole
    return piece.key in words.unfinished or (open_end and not closes(pieces.between(end)))


def _too_little(pieces: Pieces, first: int, end: int, register: Register) -> bool:
    """A noun and nothing else but whose it is: enough only where it says who that is. Those who lead, one
    body of a region: nobody, unless it is said of what."""
    said = [pieces[at].key for at in range(first, end) if pieces[at].key]
    levels = register.words.levels
    if "".join(said) in register.words.heads or (
        said and said[0] in register.words.singular and all(key in levels for key in said[1:])
    ):
        return True
    alone, closing = register.words.alone, register.words.closing
    return len(said) == 1 and said[0] not in alone and not said[0].endswith(closing)


def _complement(pieces: Pieces, at: int, endings: tuple[str, ...]) -> bool:
    """May the word follow an organisation's noun: in a case, short, with a capital, in quotation marks?"""
    piece = pieces[at]
    following = at + 1 < len(pieces) and pieces[at + 1].joined
    return (
        len(piece.key) < 4
        or following
        or not piece.raw.islower()
        or piece.key.endswith(endings)
        or any(opens(pieces.between(place)) for place in range(max(1, at - _FARTHEST), at + 1))
    )


def _adjective(pieces: Pieces, at: int, end: int, register: Register) -> bool:
    """An adjective in the nominative, or the part of one before a hyphen."""
    key = pieces[at].key
    if at + 1 < end and (
        pieces[at + 1].joined or (len(key) == 1 and register.words.phrases.get(key) == "and")
    ):
        return True
    return len(key) > 3 and key.endswith(register.words.adjectives) and key not in register.words.nouns


def _abbreviation(pieces: Pieces, first: int, register: Register) -> Shape | None:
    """``МОАП``; ``РУОЦ «Балдаурен»``: capitals, perhaps with a name in quotation marks."""
    piece = pieces[first]
    if not _abbreviated(piece) or piece.key in register.words.not_bodies | register.words.forms.keys:
        return None
    last = first + 1
    if last < len(pieces) and pieces[last].joined and pieces[last].key in register.words.endings:
        last += 1
    if last < len(pieces) and opens(pieces.between(last)) and not set(pieces.between(last)) & set(",;(\n"):
        end = _segment(pieces, first, breaks=True)
        closed = _quoted_end(pieces, last, end, register)
        return Shape(closed, "other", _core(pieces, last, closed))
    return Shape(last, "", bare=True)


def _abbreviated(piece: Piece) -> bool:
    raw = piece.raw
    if not _ABBREVIATION.fullmatch(raw) or roman(raw) is not None:
        return False
    small = sum(char.islower() for char in raw)
    return raw[0].isupper() and (
        small == 0 or (small <= 2 and len(raw) - small >= 3 and not raw[1:2].islower())
    )


def _quoted_end(pieces: Pieces, first: int, end: int, register: Register) -> int:
    """Piece after the first stretch in quotation marks between *first* and *end*; without any, *end*.

    A stretch ends where marks close and what follows does not begin with another opening mark.
    """
    if not any(opens(pieces.between(at)) for at in range(max(first, 1), end)) and not opens(
        _lead(pieces, first)
    ):
        return end
    for at in range(first + 1, end):
        between = pieces.between(at)
        if closes(between) and not opens(between) and register.find(pieces, at):
            return at
    return end


def _lead(pieces: Pieces, at: int) -> str:
    """What stands before piece *at*; at the beginning a plain mark opens like one after a space."""
    return (" " if at == 0 else "") + pieces.between(at)


def _core(pieces: Pieces, first: int, last: int) -> str:
    """Key of what stands in the innermost quotation marks between pieces *first* and *last*."""
    begin = max((at for at in range(first, last) if opens(_lead(pieces, at))), default=None)
    if begin is None:
        return ""
    close = next((at for at in range(begin + 1, last) if closes(pieces.between(at))), last)
    return "".join(pieces[at].key for at in range(begin, close))
