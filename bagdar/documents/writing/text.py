"""Text on its way into a file: clean characters, breaks in long words, names of keyed rows."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources

NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"
NO_BREAK_HYPHEN = "\u2011"
REPLACEMENT = "\ufffd"
"""Stands, visibly, for each character that XML cannot carry."""

HIDDEN_PREFIX = "bagdar:"
"""Opens the hidden run that repeats a row's key."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"[^\W\d_]+")
LONG_WORD = 14
"""Letters from which a word of a narrow column may break."""
_SHORT_FIRST = re.compile(r"\b(\w{1,2})-(?=\w)")
_UNSAFE = re.compile("[^0-9A-Za-z]")
_BOOKMARK_LENGTH = 40  # Word refuses a longer name
_BOOKMARK_PREFIX = "bk_"


def clean(text: str) -> str:
    """*text* with each character that XML 1.0 forbids replaced by a visible mark, line ends as "\\n"."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(REPLACEMENT, text)


def bind_hyphens(text: str) -> str:
    """Make the hyphen after a first part of one or two signs unbreakable ("2-қосымша", "іс-шара")."""
    return _SHORT_FIRST.sub(rf"\1{NO_BREAK_HYPHEN}", text) if "-" in text else text


def soften(text: str, language: str, long: int = LONG_WORD) -> str:
    """Soft hyphens in words of *long* letters and more, three letters at least on each side."""
    if language not in _syllables():
        return text
    words = text.split(" ")
    longer = [word if len(word) < long else _soften_words(word, language, long) for word in words]
    return " ".join(longer) if longer != words else text


@lru_cache(maxsize=8192)
def _soften_words(text: str, language: str, long: int) -> str:
    return _WORD.sub(
        lambda found: _soften_word(word, language) if len(word := found.group()) >= long else word, text
    )


@cache
def _syllables() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    raw = resources.files("bagdar.documents.writing").joinpath("hyphenation.toml").read_text("utf-8")
    return {
        language: (frozenset(rule["vowels"]), frozenset(rule["bound"]))
        for language, rule in tomllib.loads(raw).items()
    }


def _soften_word(word: str, language: str) -> str:
    vowels, bound = _syllables()[language]
    lower = word.lower()
    parts, start = [], 0
    for i in range(3, len(word) - 2):
        opens = lower[i] not in vowels and lower[i] not in bound and lower[i + 1] in vowels
        if opens and any(letter in vowels for letter in lower[start:i]):
            parts.append(word[start:i])
            start = i
    return SOFT_HYPHEN.join([*parts, word[start:]])


def bookmark_name(key: str) -> str:
    """The bookmark of the row *key*: "bk_" and the key, signs outside A–Z, a–z, 0–9 as "_hex_".

    A key too long for a bookmark gets a digest instead; the hidden run still has it whole.
    """
    safe = key if key.isalnum() and key.isascii() else _UNSAFE.sub(_hexed, key)
    name = f"{_BOOKMARK_PREFIX}{safe}"
    if len(name) <= _BOOKMARK_LENGTH:
        return name
    return f"bd_{sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _hexed(sign: re.Match[str]) -> str:
    return f"_{ord(sign.group()):x}_"


def key_of_bookmark(name: str) -> str | None:
    """The reverse of :func:`bookmark_name`; None for a digest and for a bookmark of someone else."""
    if not name.startswith(_BOOKMARK_PREFIX):
        return None
    pieces = name.removeprefix(_BOOKMARK_PREFIX).split("_")
    if len(pieces) % 2 == 0:
        return None
    try:
        return "".join(piece if i % 2 == 0 else chr(int(piece, 16)) for i, piece in enumerate(pieces))
    except (ValueError, OverflowError):
        return None
