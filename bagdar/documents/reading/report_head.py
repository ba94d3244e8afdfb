"""Head fields of a report or a conclusion, its headings, and the signature at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile
from typing import NamedTuple

from msgspec.structs import replace

from bagdar.documents.forms.parts import Act, Head
from bagdar.documents.reading.flow import Line
from bagdar.documents.reading.folding import fold, fold_mapped, is_void
from bagdar.documents.reading.lexicon import folded_all
from bagdar.documents.reading.names import is_name
from bagdar.documents.reading.surroundings import bare_day, day_of, read_act
from bagdar.documents.reading.texts import Texts
from bagdar.documents.reading.vocabulary import Vocabulary
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

_BLANKS = re.compile(r"[_\t…]+|\.{4,}")
_WHOLE_WORD = 6
_BLOCK = 8
"""Lines of the longest signature."""
_FIGURES_OF_A_DAY = r"\d{1,2}\.\d{1,2}\.\d{4}(?:\s*\w{1,3}\.?)?"
_LEADING_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})\s*[.)]\s*")


class Opening(NamedTuple):
    """A line that begins with a printed word: which, and what stands after it."""

    word: str
    rest: str


def opening_of(text: str, words: Sequence[str], vocabulary: Vocabulary) -> Opening | None:
    """The longest of the printed *words* that *text* begins with, past a number before it."""
    bare = _LEADING_NUMBER.sub("", text, count=1)
    key, places = fold_mapped(bare[:700])
    best: tuple[int, str] | None = None
    for word in words:
        for each in vocabulary.word(word):
            plain = _LEADING_NUMBER.sub("", each)
            plain = plain.lstrip("0123456789")
            if plain and key.startswith(plain) and (best is None or len(plain) > best[0]):
                best = len(plain), word
    if best is None:
        return None
    end = places[best[0] - 1] + 1
    if bare[end : end + 1].isalpha() or bare[end : end + 1] == ",":
        return None
    return Opening(best[1], bare[end:].lstrip(' \t\n:.,;)»"\u00a0').rstrip(" \t:\u00a0"))


def split_fields(text: str, words: Sequence[str], vocabulary: Vocabulary) -> Iterator[Opening]:
    """Several fields in one line, divided by blanks to fill in ("Period ____ Approved ____")."""
    pieces = re.split(r"_{3,}|\t{2,}", text)
    while pieces:
        found = opening_of(pieces.pop(0), words, vocabulary)
        if found is None:
            continue
        if not found.rest and pieces and opening_of(pieces[0], words, vocabulary) is None:
            found = Opening(found.word, pieces.pop(0).strip())
        inner = _next_field(found.rest, words, vocabulary)
        if inner is not None:
            pieces.insert(0, found.rest[inner:])
            found = Opening(found.word, found.rest[:inner].rstrip())
        yield found


def _next_field(text: str, words: Sequence[str], vocabulary: Vocabulary) -> int | None:
    """Where a further field begins in the same line: its caption, then a colon."""
    for colon in re.finditer(":", text):
        for start in re.finditer(r"(?<=\s)(?=[^\W\d_])", text[: colon.start()]):
            key = fold(text[start.end() : colon.start()])
            if any(key == fold(each) for word in words for each in vocabulary.word(word)):
                return start.end()
    return None


def head_fields(lines: Sequence[Line], words: Sequence[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Printed word → what is filled in after it, or in the line below; the first of each."""
    found: dict[str, str] = {}
    waiting = ""
    for line in lines:
        if line.table is not None:
            continue
        opened = list(split_fields(line.text, words, vocabulary)) or []
        for field in opened:
            value = _BLANKS.sub(" ", field.rest).strip(" :–—-")
            if value:
                found.setdefault(field.word, value)
            waiting = "" if value else field.word
        if not opened and waiting:
            found.setdefault(waiting, line.text.strip())
            waiting = ""
    return found


def read_period_field(text: str, vocabulary: Vocabulary) -> Period | None:
    """ "2026 жыл", "1-е полугодие 2026 года" → the reporting period by the pack's division of the year."""
    from bagdar.documents.reading.periods import read_period

    caption = read_period(text[:60], vocabulary, loose=True)
    spec = vocabulary.forms.get("report") or vocabulary.spec
    if caption is None or not caption.period[:4].isdigit():
        return None
    year, _, part = caption.period.partition("-")
    parts = spec.periods
    number = int(part) if part.isdigit() and len(part) < 3 else 1
    return Period(int(year), min(number, parts), parts, spec.year_starts)


# ── signature ──


def read_head(lines: Sequence[Line], vocabulary: Vocabulary, texts: Texts) -> Head | None:
    """Who signs: after the last line that opens with the signature's caption."""
    starts = [
        n for n, line in enumerate(lines)
        if line.table is None and opening_of(line.text, ("signature.head",), vocabulary)
    ]  # fmt: skip
    if not starts:
        return _typed_head(lines, vocabulary, texts)
    start = starts[-1]
    for earlier in reversed(starts):
        # The lines under the post may open with the same word.
        start = earlier if start - earlier <= _BLOCK else start
    block = [line.text for line in takewhile(lambda line: line.table is None, lines[start : start + _BLOCK])]
    head = _Signature(vocabulary, texts).read(block)
    signed = _signing_day(lines[start : start + 2 * _BLOCK], vocabulary, texts.language)
    return replace(head, signed=signed) if head is not None else None


def _signing_day(lines: Sequence[Line], vocabulary: Vocabulary, language: str) -> date | None:
    """The day after its caption, or on a line of its own, or in a piece of its own beside the name."""
    for line in lines:
        if line.table is not None:
            continue
        captioned = opening_of(line.text, ("signature.signed",), vocabulary)
        if captioned is not None:
            found = day_of(captioned.rest, language)
        else:
            days = (bare_day(piece, language) for piece in _pieces(line.text))
            found = next((day for day in days if day is not None), None)
        if found is not None:
            return found
    return None


def _pieces(text: str) -> list[str]:
    """What stands apart in a line to sign on."""
    pieces = (piece.strip(" _\u00a0") for piece in re.split(r"_{3,}|\t+|\s{6,}", text))
    return [piece for piece in pieces if not is_void(piece)]


def signature_line(text: str) -> tuple[str, str, str] | None:
    """("Acting minister", "Petrov P.", "order No. 5") from "Acting minister ____ Petrov P., order No. 5".

    None for a line that signs nothing; the last is "" where nothing follows the name.
    """
    pieces = _pieces(text)
    if len(pieces) > 2 and re.fullmatch(_FIGURES_OF_A_DAY, pieces[-1]):
        pieces.pop()
    if len(pieces) < 2 or len(pieces[0]) > 120:
        return None
    name, _, after = pieces[-1].partition("(" if "(" in pieces[-1] else ",")
    return (pieces[0], name.strip(), after.strip(" )")) if is_name(name) else None


def _typed_head(lines: Sequence[Line], vocabulary: Vocabulary, texts: Texts) -> Head | None:
    """A signature without the form's caption: a post, a line to sign on, a name, the act one acts by."""
    last = lines[-12:]
    for n in range(len(last) - 1, -1, -1):
        found = signature_line(last[n].text) if last[n].table is None else None
        if found is None:
            continue
        post, name, ground = found
        acting = _Signature(vocabulary, texts).is_acting(post)
        if acting and not ground and n + 1 < len(last):
            ground = last[n + 1].text
        return Head(
            name=Text({texts.language: name}),
            post=Text({texts.language: post}),
            capacity="acting_head" if acting else "first_head",
            act=_known_act(ground, texts.language) if acting else None,
            signed=_signing_day(last[n:], vocabulary, texts.language),
        )
    return None


def _known_act(text: str, language: str) -> Act | None:
    """The act that *text* names by its number; None for other words."""
    act = read_act(text, language) if text else None
    return act if act is not None and act.number else None


class _Signature:
    def __init__(self, vocabulary: Vocabulary, texts: Texts) -> None:
        self.vocabulary = vocabulary
        self.texts = texts

    def read(self, block: Sequence[str]) -> Head | None:
        """Post, name, capacity and ground from the lines of the signature."""
        opened = opening_of(block[0], ("signature.head",), self.vocabulary)
        first = opened.rest if opened else ""
        left: list[str] = []
        right: list[str] = []
        for text in (first, *block[1:]):
            if self._ends(text):
                break
            pieces = [piece.strip(" _") for piece in re.split(r"\t+|_{3,}", text)]
            left.append(pieces[0])
            right.extend(piece for piece in pieces[1:] if piece)
        post, notes = self._post(left)
        name = self._name(right)
        if not name and not post:
            return None
        ground = self._ground(notes)
        acting = self.is_acting(" ".join((post, *notes)))
        return Head(
            name=Text({self.texts.language: name}),
            post=Text({self.texts.language: post}),
            capacity="acting_head" if acting else "first_head",
            act=ground,
        )

    def _ends(self, text: str) -> bool:
        """The frame under the signature, or the next part of the document."""
        words = (
            "signature.code",
            "signature.draft",
            "passports.annex",
            "passports.title",
            "signature.frozen",
        )
        key = fold(text)
        if len(key) > 10 and any(each.startswith(key) for each in self.vocabulary.word("passports.annex")):
            return True
        return opening_of(text, words, self.vocabulary) is not None

    def _post(self, left: Sequence[str]) -> tuple[str, list[str]]:
        """The post, and the smaller lines under it (capacity, ground)."""
        post: list[str] = []
        notes: list[str] = []
        for text in left:
            small = opening_of(
                text, ("signature.first_head", "signature.acting_head", "signature.ground"), self.vocabulary
            )
            capacity = any(fold(text) and key.startswith(fold(text)) and len(fold(text)) > 9
                           for word in ("signature.first_head", "signature.acting_head")
                           for key in self.vocabulary.word(word))  # fmt: skip
            if small is not None or capacity or notes:
                notes.append(text)
            elif text:
                post.append(text)
        return " ".join(post).strip(" ,"), notes

    def _name(self, right: Sequence[str]) -> str:
        """What stands on the right, but the words under the line."""
        printed = {key for word in ("signature.line", "signature.name") for key in self.vocabulary.word(word)}
        names = [
            text for text in right
            if not is_void(text) and bare_day(text, self.texts.language) is None
            and not any(fold(text) and (fold(text) in key or key in fold(text)) for key in printed)
        ]  # fmt: skip
        return " ".join(names).strip(" ,()")

    def is_acting(self, text: str) -> bool:
        """Whether the post is held for another."""
        key = fold(text)
        tokens = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
        words = {*tokens, *(one + other for one, other in pairwise(tokens))}
        acting = folded_all(self.vocabulary.languages, "acting")
        known = (*self.vocabulary.word("signature.acting_head"), *acting)
        # "м.а." is a word of its own; inside another word its letters mean nothing.
        return any(each in words or (len(each) > _WHOLE_WORD and each in key) for each in known)

    def _ground(self, notes: Sequence[str]) -> Act | None:
        text = " ".join(notes)
        for each in self.vocabulary.word("signature.ground"):
            key, places = fold_mapped(text)
            start = key.find(each)
            if start >= 0:
                return read_act(text[places[start + len(each) - 1] + 1 :].strip(" :"), self.texts.language)
        return None
