"""The guard: what kind of file it really is, and whether it may be opened at all, before anything is parsed."""

from __future__ import annotations

import re

from bagdar.documents.opening.limits import LIMITS, MB, Limits
from bagdar.documents.opening.package import Package, Relationship
from bagdar.documents.opening.pictures import pixels
from bagdar.kernel.errors import FileRefusedError

_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_OTHER_MAIN = (
    ("template.main+xml", "opening.template"),
    ("presentationml", "opening.presentation"),
    ("sheet.binary", "opening.xlsb"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "opening.encrypted"),
    ("WordDocument", "opening.doc"),
    ("Workbook", "opening.xls"),
    ("PowerPoint Document", "opening.presentation"),
    ("Book", "opening.xls"),
)
_HTML = re.compile(rb"<(!doctype\s+)?html|<head|<table", re.IGNORECASE)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_PICTURE_HEAD = 4_096
_ROOM = 8 * MB
"""Bytes of parts kept for the walker, so that it need not unpack them again."""
_XML_PARTS = (".xml", ".rels", ".vml")
_HARMLESS_EXTERNAL = frozenset({"hyperlink"})
_ACTIVE = (
    ("vbaproject", "opening.macros"),
    ("wordvbadata", "opening.macros"),
    ("xlmacrosheet", "opening.macros"),
    ("xlintlmacrosheet", "opening.macros"),
    ("activexcontrol", "opening.activex"),
    ("activexcontrolbinary", "opening.activex"),
    ("control", "opening.activex"),
    ("oleobject", "opening.ole"),
)
"""Relationship kinds, in small letters, of content that runs."""
_LOCAL = re.compile(r"^(file:/{0,3})?[A-Za-z]:[\\/]|^[^/\\:]*$", re.IGNORECASE)
"""A file of the writer's own disk; everything else is fetched from somewhere."""


class Admitted:
    """A package that may be walked: its kind, its main part, and what the guard chose to overlook."""

    def __init__(self, package: Package, kind: str, main: str, remarks: dict[str, int]) -> None:
        self.package = package
        self.kind = kind
        self.main = main
        self.remarks = remarks


def admit(data: bytes, name: str, limits: Limits = LIMITS, *, guarded: bool = True) -> Admitted:
    """Look at the bytes of the file *name*; raises FileRefusedError saying what it is and what to do.

    Active content is refused (macros, ActiveX, embedded programs, DDE, remote templates and links to
    objects); what is only dead weight here (linked pictures, embedded sheets of charts) is overlooked
    with a remark: nothing of it is ever fetched or opened.
    """
    if guarded and len(data) > limits.upload:
        raise FileRefusedError("opening.upload", limit=limits.upload >> 20)
    _refuse_foreign(data)
    package = Package(data, limits, guarded=guarded)
    if guarded:
        _refuse_macros(package)
    kind, main = _main_part(package)
    extension = name.rpartition(".")[2].lower()
    if extension != kind:
        raise FileRefusedError("opening.extension", name=name, kind=kind)
    remarks: dict[str, int] = {}
    if guarded:
        _check_parts(package, main)
        _check_relationships(package, remarks)
    return Admitted(package, kind, main, remarks)


def _refuse_foreign(data: bytes) -> None:
    """Everything that is not a zip package, by its first bytes."""
    if not data:
        raise FileRefusedError("opening.empty")
    if data.startswith(_OLE):
        for stream, message in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                raise FileRefusedError(message)
        raise FileRefusedError("opening.not_office")
    head = data[:1024]
    if b"%PDF" in head:
        raise FileRefusedError("opening.pdf")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rt"):
        raise FileRefusedError("opening.rtf")
    if head.startswith(_PICTURES):
        raise FileRefusedError("opening.picture")
    if not data.startswith(b"PK\x03\x04"):
        raise FileRefusedError("opening.html" if _is_markup(head) else "opening.not_office")
    if data[30:38] == b"mimetype" and b"opendocument" in data[38:120]:
        raise FileRefusedError("opening.opendocument")


def _is_markup(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")
    return bool(_HTML.search(plain)) or b"<?xml" in plain


def _refuse_macros(package: Package) -> None:
    """Macros by content type or part name, whatever the file is called."""
    for content_type in package.content_types():
        lowered = content_type.lower()
        if "macroenabled" in lowered and "sheet.binary" not in lowered:
            raise FileRefusedError("opening.macros")
        if "vbaproject" in lowered or "macrosheet" in lowered:
            raise FileRefusedError("opening.macros")
    for part in package.names():
        if part.lower().rpartition("/")[2] in ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin"):
            raise FileRefusedError("opening.macros")


def _main_part(package: Package) -> tuple[str, str]:
    main = package.related("", "officeDocument")
    if main is None:
        raise FileRefusedError("opening.not_office")
    content_type = package.content_type(main)
    if content_type in _MAIN:
        return _MAIN[content_type], main
    for part_of, message in _OTHER_MAIN:
        if part_of in content_type:
            raise FileRefusedError(message)
    raise FileRefusedError("opening.not_office")


def _check_parts(package: Package, main: str) -> None:
    """No part may be an archive, a program or XML with a document type."""
    room = _ROOM
    for part in package.names():
        lowered = part.lower()
        if lowered.endswith(_XML_PARTS) or package.content_type(part).endswith("xml"):
            keep = part == main or package.size(part) <= room
            room -= package.size(part) if keep and part != main else 0
            data = package.prepared(part, keep=keep)
            if "/externallinks/" in lowered:
                _check_link(data)
            continue
        if not package.size(part):
            continue
        head = package.head(part)
        if head.startswith(b"PK\x03\x04") and not _is_embedded_sheet(package, part):
            raise FileRefusedError("opening.nested_archive", part=part)
        if head.startswith((b"MZ", _OLE, b"\x7fELF")):
            raise FileRefusedError("opening.ole", part=part)
        if pixels(package.head(part, _PICTURE_HEAD)) > package.limits.pixels:
            raise FileRefusedError("opening.pixels", part=part, limit=package.limits.pixels // 1_000_000)


def _check_link(data: bytes) -> None:
    """A link to another workbook is dead weight; one to another program is not."""
    if b"ddeLink" in data:
        raise FileRefusedError("opening.dde")
    if b"oleLink" in data:
        raise FileRefusedError("opening.ole")


def _is_embedded_sheet(package: Package, part: str) -> bool:
    return "/embeddings/" in part.lower() and "openxmlformats-officedocument" in package.content_type(part)


def _check_relationships(package: Package, remarks: dict[str, int]) -> None:
    for part in package.names():
        if not part.endswith(".rels"):
            continue
        folder, _, base = part.rpartition("/")
        source = f"{folder.removesuffix('_rels')}{base.removesuffix('.rels')}"
        for relationship in package.relationships(source).values():
            _check_relationship(relationship, remarks)


def _check_relationship(relationship: Relationship, remarks: dict[str, int]) -> None:
    kind = relationship.kind.lower()
    for active, message in _ACTIVE:
        if kind == active:
            raise FileRefusedError(message)
    if relationship.external and kind not in _HARMLESS_EXTERNAL:
        if kind == "attachedtemplate" and not _LOCAL.match(relationship.target):
            raise FileRefusedError("opening.remote_template", target=relationship.target[:80])
        remarks["external_links"] = remarks.get("external_links", 0) + 1
    elif kind == "package":
        remarks["embedded_files"] = remarks.get("embedded_files", 0) + 1
