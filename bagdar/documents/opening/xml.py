"""XML of an office document parsed without entities, network or surprises."""

from __future__ import annotations

import re

from lxml import etree

from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.kernel.errors import FileRefusedError

_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>")
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
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FileRefusedError("opening.doctype", part=part)


def prepare(data: bytes, part: str, limits: Limits = LIMITS) -> bytes:
    """The part in UTF-8 with the usual namespaces, free of document types and not overgrown."""
    data = as_utf8(data, part)
    refuse_doctype(data, part)
    if data.count(b"<") + data.count(b"=") > 2 * limits.markup:
        raise FileRefusedError("opening.markup", part=part, limit=limits.markup)
    for strict, usual in _STRICT:
        if strict in data[:20_000]:
            data = data.replace(strict, usual)
    return data


def parse_xml(data: bytes, part: str, limits: Limits = LIMITS, *, guarded: bool = True) -> etree._Element:
    """The root element. Raises FileRefusedError for damaged, hostile or overgrown XML."""
    if guarded:
        data = prepare(data, part, limits)
    parser = etree.XMLParser(
        resolve_entities=not guarded,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise FileRefusedError("opening.depth", part=part, limit=limits.depth) from error
        raise FileRefusedError("opening.damaged", part=part) from error
    except ValueError as error:
        raise FileRefusedError("opening.damaged", part=part) from error
    if guarded and root.getroottree().docinfo.internalDTD is not None:
        raise FileRefusedError("opening.doctype", part=part)
    return root
