"""Lengths as Excel counts them: UTF-16 units, so that a character beyond U+FFFF is two."""

from __future__ import annotations


def units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """The beginning of *text* that is at most *limit* units long."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
