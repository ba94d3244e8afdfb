"""Pure rules of names and logins."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans("aceopxykmhtbi", "асеорхукмнтві")


def fold(text: str) -> str:
    """*text* for look-up: composed, blind to case, spaces and to letters that look the same in both scripts."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(plain.translate(_ALIKE).split())


def login_key(login: str) -> str:
    """By which a login is unique: two that look alike are one."""
    return fold(login).replace(" ", "")
