"""The copy of an office document that tells nothing of who wrote it, on which machine, in which folder."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from bagdar.documents.intake.pictures import cleaned
from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.documents.opening.package import Package
from bagdar.kernel.errors import FileRefusedError

_EMPTIED: Final = {
    "docProps/core.xml": ("dc:creator", "cp:lastModifiedBy"),
    "docProps/app.xml": ("Company", "Manager", "Template", "HyperlinkBase"),
}
"""Elements of parts that describe the document."""
_OWN: Final = re.compile(
    rb'<(?:\w+:)?property\b[^>]*\sname="(?!bagdar)[^"]*"[^>]*>.*?</(?:\w+:)?property>', re.I | re.S
)
"""Custom properties that this program did not write."""
_NAMED: Final = re.compile(rb"""(\s(?:w|w15|w16\w*):(?:author|initials)=)("[^"]*"|'[^']*')""")
_PEOPLE: Final = re.compile(rb"<author>[^<]+</author>")
_PATHS: Final = (
    re.compile(rb"<x15ac:absPath\b[^>]*/>"),
    re.compile(
        rb"<mc:AlternateContent[^>]*>\s*<mc:Choice[^>]*>\s*<x15ac:absPath\b[^>]*/?>.*?</mc:AlternateContent>",
        re.S,
    ),
    re.compile(rb"<fileSharing\b[^>]*/>"),
)
_TARGET: Final = re.compile(rb"""(\sTarget=)(["'])((?:file:/*|[A-Za-z]:\\|\\\\)[^"']*)\2""")
_DROPPED: Final = ("word/people.xml", "xl/persons/person.xml")
"""Lists of people: emptied, since other parts may point to them."""
_PICTURES: Final = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png"}


def cleaned_package(data: bytes, limits: Limits = LIMITS) -> tuple[bytes, int]:
    """The copy, and how many things it lacks; empty and 0: there was nothing. *data* has passed the guard."""
    package = Package(data, limits)
    changed = {}
    for name in package.names():
        part = _changed(package, name, limits)
        if part is not None:
            changed[name] = part
    if not changed:
        return b"", 0
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in package.names():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, changed[name] if name in changed else package.read(name))
    return target.getvalue(), len(changed)


def _changed(package: Package, name: str, limits: Limits) -> bytes | None:
    """The part as the copy has it; None: as it is."""
    extension = name.rpartition(".")[2].lower()
    if extension in _PICTURES:
        try:
            return cleaned(package.read(name), _PICTURES[extension], limits) or None
        except FileRefusedError:
            return None  # Word shows it or does not; its walker has said what it is
    if extension not in ("xml", "rels", "vml"):
        return None
    before = package.prepared(name)
    after = _without(name, before)
    return after if after != before else None


def _without(name: str, data: bytes) -> bytes:
    for element in _EMPTIED.get(name, ()):
        tag = element.encode()
        data = re.sub(rb"(<%b\b[^>]*>)[^<]+(</%b>)" % (tag, tag), rb"\1\2", data)
    if name == "docProps/custom.xml":
        data = _OWN.sub(b"", data)
    elif name in _DROPPED:
        data = re.sub(
            rb"""(\s(?:w15:author|displayName|userId|providerId)=)("[^"]*"|'[^']*')""", rb'\1""', data
        )
    elif name.endswith(".rels"):
        data = _TARGET.sub(lambda found: found[1] + found[2] + _last(found[3]) + found[2], data)
    elif name.startswith("word/"):
        data = _NAMED.sub(rb'\1""', data)
    elif name.startswith("xl/comments"):
        data = _PEOPLE.sub(b"<author></author>", data)
    elif name == "xl/workbook.xml":
        for pattern in _PATHS:
            data = pattern.sub(b"", data)
    return data


def _last(path: bytes) -> bytes:
    """The file's name without the folders that lead to it."""
    return re.split(rb"[\\/]", path)[-1] or b"file"
