"""Letters of the two scripts that look alike: what a person sees, not which key was struck.

Officials' texts mix Latin, Cyrillic and Kazakh letters within one word (``INVESТ`` with a Cyrillic Т,
``ІV`` with a Kazakh І, ``М3`` with a digit). Every function here keeps the number of characters, so
that positions in the result are positions in the text.
"""

from __future__ import annotations

from typing import Final

_PAIRS: Final = "AА BВ CС EЕ HН KК MМ OО PР TТ XХ YУ IІ aа cс eе oо pр xх yу iі kк jј sѕ"
"""Latin letter, then the Cyrillic one it is mistaken for."""

TO_CYRILLIC: Final = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
TO_LATIN: Final = {ord(pair[1]): pair[0] for pair in _PAIRS.split()} | {ord("Ӏ"): "I", ord("ӏ"): "I"}
_TWINS: Final = frozenset(TO_CYRILLIC) | frozenset(TO_LATIN)
_SKELETON: Final = TO_LATIN | {
    ord(look[0]): look[1] for look in ["ЗZ", "3Z", "0O", "lI", "1I", "|I", "ҮY", "ЁE", "ҺH", "ҚK", "ҒF"]
}
_ROMAN_LETTERS: Final = {
    **dict.fromkeys("IІӀiіlӏ|1", "I"),
    **dict.fromkeys("VvѴѵ", "V"),
    **dict.fromkeys("XХxх", "X"),
    "Ⅰ": "I",
    "Ⅱ": "II",
    "Ⅲ": "III",
    "Ⅳ": "IV",
}
_ROMANS: Final = {
    roman: value
    for value, roman in enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
        ],
        start=1,
    )
}


def is_latin(char: str) -> bool:
    return "a" <= char.lower() <= "z" or "À" <= char <= "ɏ"


def is_cyrillic(char: str) -> bool:
    return "\u0400" <= char <= "\u052f"


def one_script(word: str, *, cyrillic: bool) -> str:
    """*word* in one script, where look-alikes allow it; the word's own majority decides, then *cyrillic*.

    A word that has letters of one script only changes only if the text around is of the other script
    and every letter has a twin there (a Latin ``c`` for the preposition ``с``).
    """
    latin = sum(map(is_latin, word))
    other = sum(map(is_cyrillic, word))
    if not latin and not other:
        return word
    if latin and other:
        firm_latin = sum(is_latin(c) and ord(c) not in _TWINS for c in word)
        firm_cyrillic = sum(is_cyrillic(c) and ord(c) not in _TWINS for c in word)
        wanted = cyrillic if firm_latin == firm_cyrillic else firm_cyrillic > firm_latin
        return word.translate(TO_CYRILLIC if wanted else TO_LATIN)
    table = TO_CYRILLIC if cyrillic else TO_LATIN
    if bool(latin) is cyrillic and all(ord(c) in table for c in word):
        return word.translate(table)
    return word


def skeleton(word: str) -> str:
    """What *word* looks like, for comparing abbreviations: ``М3`` and ``МЗ``, ``INVESТ`` and ``INVEST``.

    Capitals and small letters are not distinguished. Two different words may share a skeleton; use it
    only after an exact comparison has failed, and say that the letters were odd.
    """
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in word).translate(_SKELETON)


_PLAIN: Final = str.maketrans("әғқңөұүһі", "агкноуухи")


def plain(word: str) -> str:
    """*word* (small letters) as typed on a keyboard without the Kazakh letters: ``желтоқсан`` → ``желтоксан``."""
    return word.translate(_PLAIN)


def roman(word: str) -> int | None:
    """Value 1–20 of a Roman numeral written with letters of any script, else None.

    ``ІІІ`` (Kazakh), ``IІІ`` (mixed), ``Ill`` and ``lV`` (small L) are numerals; ``111`` is not: digits
    alone are a number.
    """
    if not 1 <= len(word) <= 5 or word.isdigit():
        return None
    return _ROMANS.get("".join(_ROMAN_LETTERS.get(c, "?") for c in word))
