"""XML of an office document parsed without entities, network or surprises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from lxml import etree

from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.kernel.errors import FileRefusedError

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
Events = tuple[Literal["start", "end"], ...]
_PIECE = 65_536
_ALLOWED = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16", b"utf-16le", b"utf-16be"}
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
"""ISO strict namespaces and the names everybody else writes for the same things."""


def as_utf8(data: bytes, part: str) -> bytes:
    """The part in UTF-8; any encoding that office packages may not use is refused.

    UTF-16 is recoded, so that what is looked for in the bytes is what the parser sees.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    elif data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise FileRefusedError("opening.encoding", part=part)
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2] in (b"<\x00", b"\x00<"):
        codec = "utf-16" if data[0] > 0xF0 else ("utf-16-le" if data[:1] == b"<" else "utf-16-be")
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise FileRefusedError("opening.encoding", part=part) from error
        return _DECLARATION.sub("", text, count=1).encode("utf-8")
    declared = _ENCODING.match(data[:200])
    if data.lstrip()[:1] not in (b"<", b"") or (declared and declared[1].lower() not in _ALLOWED):
        raise FileRefusedError("opening.encoding", part=part)
    return data


def refuse_doctype(data: bytes, part: str) -> None:
    """A document type declaration has no place in an office document and opens every XML attack."""
    if b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):  # one byte is found fastest
        raise FileRefusedError("opening.doctype", part=part)


def prepare(data: bytes, part: str) -> bytes:
    """The part in UTF-8 with the usual namespaces and free of document types."""
    data = as_utf8(data, part)
    refuse_doctype(data, part)
    for strict, usual in _STRICT:
        if strict in data[:20_000]:
            data = data.replace(strict, usual)
    return data


def without(data: bytes, name: bytes) -> bytes:
    """*data* without its elements *name*, which only paint: what is not parsed costs nothing.

    Left alone if there may be comments or CDATA, in which tags are not tags.
    """
    begin, end = b"<" + name + b">", b"</" + name + b">"
    if begin not in data or b"<!" in data:
        return data
    kept, position = [], 0
    while (start := data.find(begin, position)) >= 0 and (stop := data.find(end, start)) >= 0:
        kept.append(data[position:start])
        position = stop + len(end)
    kept.append(data[position:])
    return b"".join(kept)


class Stream:
    """Parses a part piece by piece: what has been read can be let go, so that a long part stays small.

    Iterating gives (event, element) for *events* of *tags*, and ("fed", None) after each piece.
    Call :meth:`let_go` when elements were discarded; more markup than the limit without that is refused.
    """

    def __init__(
        self,
        data: bytes,
        part: str,
        tags: Iterable[str],
        limits: Limits = LIMITS,
        *,
        events: Events = ("end",),
        guarded: bool = True,
    ) -> None:
        """*data* has passed :func:`prepare`."""
        self._data = data
        self._part = part
        self._tags = tuple(tags)
        self._events = events
        self._limits = limits
        self._guarded = guarded
        self._held = 0

    def let_go(self) -> None:
        self._held = 0

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        parser = etree.XMLPullParser(events=self._events, tag=self._tags, **_options(self._guarded))
        try:
            for start in range(0, len(self._data), _PIECE):
                piece = self._data[start : start + _PIECE]
                self._held += piece.count(b"<") + piece.count(b"=")
                if self._guarded and self._held > self._limits.markup:
                    raise FileRefusedError("opening.markup", part=self._part, limit=self._limits.markup)
                parser.feed(piece)
                yield from parser.read_events()
                yield "fed", None
            parser.close()
        except etree.XMLSyntaxError as error:
            raise _refusal(error, self._part, self._limits) from error


def empty(element: etree._Element) -> None:
    """Let go of what an element that has ended holds. It stays itself: the parser may still refer to it."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs do not know the argument


def discard(nodes: Iterable[etree._Element]) -> None:
    """Remove nodes that the parser has left behind."""
    for node in nodes:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def parse_xml(data: bytes, part: str, limits: Limits = LIMITS, *, guarded: bool = True) -> etree._Element:
    """The root element of *data*, which has passed :func:`prepare`.

    Raises FileRefusedError for damaged or overgrown XML.
    """
    most = limits.markup // 2  # its text stays in memory too
    if guarded and data.count(b"<") + data.count(b"=") > most:
        raise FileRefusedError("opening.markup", part=part, limit=most)
    try:
        root = etree.fromstring(data, etree.XMLParser(**_options(guarded)))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(error, part, limits) from error
    if guarded and root.getroottree().docinfo.internalDTD is not None:
        raise FileRefusedError("opening.doctype", part=part)
    return root


def _options(guarded: bool) -> dict[str, Any]:
    return {
        "resolve_entities": not guarded,
        "no_network": True,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
        "collect_ids": False,
    }


def _refusal(error: Exception, part: str, limits: Limits) -> FileRefusedError:
    if "depth" in str(error):
        return FileRefusedError("opening.depth", part=part, limit=limits.depth)
    return FileRefusedError("opening.damaged", part=part)
