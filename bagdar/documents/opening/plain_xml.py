"""XML plain enough to be read by patterns instead of a parser; whatever is unusual is left to the parser.

The frame of a part (all but its rows or strings) is parsed as ever. Between, patterns account for every
character, and what they do not expect raises :class:`UnusualError`: the reader then begins anew with the parser,
which alone refuses. So a part that a parser would not take is never taken here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_CHUNK: Final = 1 << 17
_LARGEST: Final = 1 << 21
"""Bytes of one row or one string; the parser has limits of its own, which lie higher."""
_DECLARATION = re.compile(
    rb"""<\?xml version=["']1\.0["']( encoding=["'][Uu][Tt][Ff]-8["'])?( standalone=["'](yes|no)["'])?\s*\?>"""
)
_FORBIDDEN: Final = bytes(code for code in range(32) if code not in (9, 10))
"""Characters that XML has not, and the carriage return, which a parser changes."""
_NO_CHARACTERS: Final = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos);|#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});|)")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ATTRIBUTE = re.compile(r' ((?:[A-Za-z][A-Za-z0-9]*:)?[A-Za-z]+)="([^"<&\t\n]*)"')


class UnusualError(Exception):
    """Something that only a parser can judge."""


def framed(data: bytes, start: int, stop: int) -> bytes:
    """*data* without what stands from *start* to *stop*.

    Raises UnusualError if it may hold comments or be in another encoding, or if there is no such stretch.
    """
    head = _DECLARATION.match(data)
    after = head.end() if head else 0
    if (b"!" in data and b"<!" in data) or (data.find(b"?", after) >= 0 and data.find(b"<?", after) >= 0):
        raise UnusualError
    if not 0 <= start <= stop:
        raise UnusualError
    return data[:start] + data[stop:]


def chunks(data: bytes, start: int, stop: int, end: bytes) -> Iterator[str]:
    """*data* from *start* to *stop* in pieces, each of which ends with *end*; the last one may lack it.

    Raises UnusualError for characters that are none, and ValueError for bytes that are no text.
    """
    while start < stop:
        after = data.rfind(end, start, min(start + _CHUNK, stop))
        if after < 0:
            after = data.find(end, start, stop)
        after = stop if after < 0 else after + len(end)
        chunk = data[start:after]
        if len(chunk) > _LARGEST or len(chunk.translate(None, _FORBIDDEN)) != len(chunk):
            raise UnusualError
        if b"]" in chunk and b"]]>" in chunk:  # one byte is found fastest
            raise UnusualError
        if b"\xef" in chunk and any(no in chunk for no in _NO_CHARACTERS):
            raise UnusualError
        yield chunk.decode()
        start = after


def decoded(text: str) -> str:
    """*text* with its entities as the characters they mean. Raises UnusualError for an entity that XML has not."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    if entity[1]:
        return _NAMED[entity[1]]
    code = int(entity[2]) if entity[2] else int(entity[3] or "0", 16)
    if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise UnusualError


def attributes(text: str, prefixes: frozenset[str] = frozenset()) -> dict[str, str]:
    """Attributes of a tag from its *text* behind the name and ``r``; *prefixes*: the names declared around it.

    Raises UnusualError for anything but ``name="value"``, for a name that comes twice and for a declaration.
    """
    found = _ATTRIBUTE.findall(text)
    if "".join(f' {name}="{value}"' for name, value in found) != text.removesuffix(" "):
        raise UnusualError
    values = dict(found)
    prefixed = [name.partition(":")[0] for name in values if ":" in name]
    if len(values) != len(found) or "r" in values or "xmlns" in values:
        raise UnusualError
    if len(prefixed) > 1 or not prefixes.issuperset(prefixed):
        raise UnusualError
    return values
