"""What a password must be: long, and not one that a stranger tries first. No composition, no rotation unless switched on.

Follows the guidance that length and a list of refused passwords protect better than rules of composition:
at least 15 characters, up to 128, anything that can be typed or pasted.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import password_validation

from bagdar.kernel.errors import InvalidError

SHORTEST, LONGEST = 15, 128
_OWN_PART = 6
"""Letters that must remain besides words a stranger would guess."""
_FEW = 6
"""Different characters at least."""
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
)
_LATIN = dict(
    zip(
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыьіэюя",
        [
            "a",
            "a",
            "b",
            "v",
            "g",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "k",
            "l",
            "m",
            "n",
            "n",
            "o",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "u",
            "u",
            "f",
            "kh",
            "h",
            "ts",
            "ch",
            "sh",
            "sch",
            "",
            "y",
            "",
            "i",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_SHORT_LATIN = {**_LATIN, "ж": "j", "й": "i", "қ": "q", "х": "h", "ц": "c", "щ": "sh", "ң": "ng", "у": "w"}
_OLD_LATIN = {**_LATIN, "я": "ia", "ю": "iu", "й": "i", "ц": "c", "х": "h", "ы": "i"}
_KEYS = dict(zip("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))
"""Cyrillic letters as they come out when the keyboard was left in Latin."""
_DIGITS_FOR_LETTERS = str.maketrans("0134578@$!", "oieastbasi")


def faults(password: str, own: Iterable[str] = ()) -> list[tuple[str, dict[str, Any]]]:
    """Message ids, with their fields, of what is wrong. *own*: the person's names, login, body and the like."""
    if len(password) < SHORTEST:
        return [("orgs.password.short", {"least": SHORTEST, "given": len(password)})]
    if len(password) > LONGEST:
        return [("orgs.password.long", {"most": LONGEST})]
    found: list[tuple[str, dict[str, Any]]] = []
    if _is_common(password):
        found.append(("orgs.password.common", {}))
    elif _is_a_run(password):
        found.append(("orgs.password.run", {}))
    elif _is_of_known_words(password, own):
        found.append(("orgs.password.context", {}))
    if settings.PASSWORD_COMPOSITION and not _is_mixed(password):
        found.append(("orgs.password.composition", {}))
    return found


def require_good(password: str, own: Iterable[str] = (), field: str = "password") -> None:
    """Raises InvalidError that says the first thing wrong with *password*."""
    found = faults(password, own)
    if found:
        raise InvalidError({field: found[0]})


def is_worn_out(set_at: datetime | None, now: datetime) -> bool:
    """Whether the installation asks for a new password after some days, and they have passed. Off by default."""
    days: int = settings.PASSWORD_DAYS
    return days > 0 and set_at is not None and now - set_at > timedelta(days=days)


def context_words() -> tuple[str, ...]:
    """The list as written, without what is computed from it."""
    text = resources.files("bagdar.orgs.proofs").joinpath("context-words.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def forms_of(word: str) -> set[str]:
    """*word*, its Latin spellings, and what comes out of a keyboard in the other layout; of four letters or more."""
    plain = _fold(word)
    spelled = {plain}
    for table in (_LATIN, _SHORT_LATIN, _OLD_LATIN, _KEYS):
        spelled.add("".join(table.get(letter, letter) for letter in plain))
        spelled.add("".join(table.get(letter, letter) for letter in plain.replace("ия", "я")))
    return {form for form in spelled if len(form) >= 4}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")


@cache
def _known() -> tuple[str, ...]:
    """All forms of the field's words, the longest first."""
    return tuple(sorted({form for word in context_words() for form in forms_of(word)}, key=len, reverse=True))


@cache
def _common() -> frozenset[str]:
    """The framework's list of common passwords."""
    path = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


def _is_common(password: str) -> bool:
    plain = _fold(password)
    bare = plain.strip("0123456789.,!?-_#*@ ")
    return bool({plain, plain[::-1], bare, plain.replace(" ", "")} & _common())


def _is_a_run(password: str) -> bool:
    """A few characters, repeated pieces, or neighbours on the keyboard or in the alphabet."""
    plain = _fold(password).replace(" ", "")
    if len(set(plain)) < _FEW or re.fullmatch(r"(.{1,7}?)\1+.{0,7}", plain):
        return True
    return len(_without_rows(plain)) < _OWN_PART


def _without_rows(plain: str) -> str:
    """*plain* without pieces of four or more neighbours of a row, in either direction."""
    lines = [line for row in _ROWS for line in (row, row[::-1])]
    left, at = [], 0
    while at < len(plain):
        size = max(_shared(plain[at:], line) for line in lines)
        if size < 4:
            left.append(plain[at])
        at += size if size >= 4 else 1
    return "".join(left)


def _shared(text: str, line: str) -> int:
    """How many characters at the head of *text* stand in *line* in this order."""
    at = line.find(text[0])
    if at < 0:
        return 0
    pairs = zip(text, line[at:], strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(text), len(line) - at))


def _is_of_known_words(password: str, own: Iterable[str]) -> bool:
    """Whether little is left without words of the field and of the person."""
    mine = {form for words in own for word in re.split(r"[\W_]+", words) for form in forms_of(word)}
    words = (*sorted(mine, key=len, reverse=True), *_known())
    plain = _fold(password)
    bare = re.sub(r"[\s\-_.]+", "", plain)
    texts = (plain, bare, plain.translate(_DIGITS_FOR_LETTERS), bare.translate(_DIGITS_FOR_LETTERS))
    return any(_left(text, words) < _OWN_PART for text in texts)


def _left(text: str, words: Iterable[str]) -> int:
    """How many letters remain; as many as there are characters where no word was found."""
    found = False
    for word in words:
        if word in text:
            text, found = text.replace(word, " "), True
    return sum(sign.isalpha() for sign in text) if found else len(text)


def _is_mixed(password: str) -> bool:
    """Capitals, small letters, digits and other signs: only where an installation is told to ask for them."""
    return (
        any(sign.isupper() for sign in password)
        and any(sign.islower() for sign in password)
        and any(sign.isdigit() for sign in password)
        and any(not sign.isalnum() for sign in password)
    )
