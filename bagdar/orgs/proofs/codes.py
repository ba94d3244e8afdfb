"""One-time codes that are mailed, printed or read out: how they are made, written, and recognised."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals that are not mistaken for each other on paper."""
_MEANT = str.maketrans("АВСЕНКМРТХУ", "ABCEHKMPTXY")
"""Cyrillic capitals typed for the Latin ones that look the same."""


def new_code(groups: int = 4, size: int = 5) -> str:
    """A random code such as ``K7XPA-…``; four groups of five hold 99 bits, two hold 49."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(size)) for _ in range(groups))


def plain(code: str) -> str:
    """*code* as it is recognised: without spaces and hyphens, in capitals, in Latin letters."""
    return "".join(sign for sign in code.upper().translate(_MEANT) if sign.isascii() and sign.isalnum())


def digest(code: str) -> str:
    """By which a code is recognised, hex; useless to whoever has the database but not the installation's key."""
    key = f"bagdar.code:{settings.SECRET_KEY}".encode()
    return hmac.new(key, plain(code).encode(), hashlib.sha256).hexdigest()
