"""Custom properties of an office document: our fingerprints, and what other programs left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from bagdar.documents.opening.package import Package
from bagdar.documents.opening.xml import parse_xml
from bagdar.kernel.errors import FileRefusedError

_COMMON: Final = ("core-properties", "extended-properties")
_DESCRIBING: Final = frozenset(
    {"title", "subject", "description", "keywords", "category", "contentStatus", "Company", "Manager"}
)
_DRAWN: Final = re.compile(rb"<v:textpath[^>]*\sstring=(\"[^\"]*\"|'[^']*')")
"""A watermark, whose text stands in an attribute."""


def custom_properties(package: Package) -> dict[str, str]:
    """Name → value as text; empty if the document has none."""
    part = package.related("", "custom-properties")
    if part is None:
        return {}
    found = {}
    for element in package.xml(part):
        name = element.get("name")
        if name is not None:
            found[name] = "".join(str(text) for text in element.itertext())
    return found


def asides(package: Package) -> tuple[tuple[str, str], ...]:
    """What stands beside the text of a document: ("property", …), ("text", its description), ("margin", a watermark)."""
    return tuple(dict.fromkeys(_asides(package)))


def _asides(package: Package) -> Iterator[tuple[str, str]]:
    for kind in _COMMON:
        part = package.related("", kind)
        with suppress(FileRefusedError):  # what is damaged there nobody reads
            for element in package.xml(part) if part else ():
                name = str(element.tag).rpartition("}")[2]
                text = "".join(str(piece) for piece in element.itertext()).strip()
                if name in _DESCRIBING and text:
                    yield ("text" if name == "description" else "property"), text
    for part in package.names():
        if part.startswith(("word/header", "word/footer")):
            for found in _DRAWN.findall(package.prepared(part)):
                root = parse_xml(b"<t s=" + found + b"/>", part)
                yield "margin", root.get("s", "")
