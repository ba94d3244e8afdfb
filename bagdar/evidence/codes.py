"""Short codes of digests, as they stand on paper: eleven letters of the digest and one that checks them.

The alphabet has no letters that are taken for one another (no I, L, O, U); whoever types them, or Cyrillic letters
that look like Latin ones, is understood. The last letter finds every single wrong letter and every two
neighbours that changed places.
"""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_VALUE: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_MEANT: Final = str.maketrans("ILOАВСЕНКМРТУХҮҺІО", "110ABCEHKMPTYXYH10")
"""Upper case letters typed → meant; from the first Cyrillic one on they only look alike."""


def code_of(digest: bytes) -> str:
    """Twelve letters for the first 55 bits of *digest*."""
    bits = int.from_bytes(digest[:7]) >> 1
    letters = [ALPHABET[bits >> 5 * place & 31] for place in reversed(range(LENGTH - 1))]
    return "".join([*letters, ALPHABET[_check(letters)]])


def shown(code: str) -> str:
    """In groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed(text: str) -> str | None:
    """The code that somebody meant by *text*; None where it cannot be one."""
    code = "".join(letter for letter in text.upper().translate(_MEANT) if letter not in " -–—\u00a0")
    if len(code) != LENGTH or not set(code) <= _VALUE.keys():
        return None
    return code if ALPHABET[_check(list(code[:-1]))] == code[-1] else None


def _check(letters: list[str]) -> int:
    """Each letter's value doubled in the field of 32 elements as often as it stands before the end."""
    found = 0
    for letter in letters:
        found = _double(found ^ _VALUE[letter])
    return found


def _double(value: int) -> int:
    return value << 1 ^ (0b100101 if value & 16 else 0)
