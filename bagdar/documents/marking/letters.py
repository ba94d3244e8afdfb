"""Letters reduced to what the eye takes them for, so that a mark is found however it was typed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PAIRS: Final = (
    "aа bв cс eе hн iи kк mм nп oо pр tт uи xх yу qк ñн "
    "αа βв γг εе ιи κк μм νп οо πп ρр τт υу χх ηн "
    "қк ғг ңн һн үу ұу өо әа іи їи ўу ѕс јй ґг ќк"
)
_ALIKE: Final = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
"""Latin, Greek and Kazakh letters that stand for Cyrillic ones, by look or by the habit of keyboards without them."""
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})
"""Categories of signs that take no place of their own."""
_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """*text* in small Cyrillic letters: without invisible signs and accents, look-alikes as what they look like."""
    plain = unicodedata.normalize("NFKC", text.replace("№", "#")).casefold().translate(_ALIKE)
    seen = (sign for sign in unicodedata.normalize("NFD", plain) if unicodedata.category(sign) not in _UNSEEN)
    return unicodedata.normalize("NFC", "".join(seen))


def words(text: str) -> list[str]:
    """The words of *text*, already folded."""
    return _WORD.findall(text)


def together(said: list[str]) -> list[str]:
    """*said* with letters that stand one by one put together to a word."""
    joined: list[str] = []
    spelling = False
    for word in said:
        single = len(word) == 1
        if single and spelling:
            joined[-1] += word
        else:
            joined.append(word)
        spelling = single
    return joined


def compact(text: str) -> str:
    """All letters and digits of *text*, already folded, without anything between them."""
    return "".join(words(text))
