"""The zip package of an office document: its parts, their content types and relationships."""

from __future__ import annotations

import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

import msgspec
from lxml import etree

from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.documents.opening.xml import Events, Stream, parse_xml, prepare, without
from bagdar.kernel.errors import FileRefusedError

_LOCAL = struct.Struct("<4s5H3L2H")
_TYPES = "[Content_Types].xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relationship(msgspec.Struct, frozen=True):
    """``kind``: the last word of its type URI, e.g. "hyperlink"; ``target``: part name, or URI if external."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """Random access to the parts of a package held in memory; every part is checked as it is unpacked."""

    def __init__(self, data: bytes, limits: Limits = LIMITS, *, guarded: bool = True) -> None:
        """*guarded*: False lifts the limits and the hostility checks (tests show what they are for)."""
        self.data = data
        self.limits = limits
        self.guarded = guarded
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
            raise FileRefusedError("opening.damaged_zip") from error
        if guarded:
            _refuse_hostile(entries, data, limits)
        self._entries = {entry.filename: entry for entry in entries}
        self._kept: dict[str, bytes] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        self._read_types()

    def names(self) -> list[str]:
        return list(self._entries)

    def size(self, name: str) -> int:
        return self._entries[name].file_size

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part. Raises FileRefusedError if it is damaged or lies about its size."""
        entry = self._entries.get(name)
        if entry is None:
            raise FileRefusedError("opening.part_missing", part=name)
        start, _ = _extent(entry, self.data)
        packed = self.data[start : start + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            data = packed
        else:
            engine = zlib.decompressobj(-15)
            try:
                data = engine.decompress(packed, entry.file_size + 1)
            except zlib.error as error:
                raise FileRefusedError("opening.damaged", part=name) from error
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise FileRefusedError("opening.damaged", part=name)
        return data

    def head(self, name: str, length: int = 8) -> bytes:
        """The first bytes of a part, without unpacking the rest."""
        entry = self._entries[name]
        start, _ = _extent(entry, self.data)
        packed = self.data[start : start + min(entry.compress_size, 4096)]
        if entry.compress_type == zipfile.ZIP_STORED:
            return packed[:length]
        try:
            return zlib.decompressobj(-15).decompress(packed, length)
        except zlib.error as error:
            raise FileRefusedError("opening.damaged", part=name) from error

    def prepared(self, name: str, *, keep: bool = False) -> bytes:
        """The bytes of an XML part as they may be parsed; *keep* them for whoever asks next."""
        data = self._kept.pop(name, None)
        if data is None:
            data = self.read(name)
            data = prepare(data, name) if self.guarded else data
        if keep:
            self._kept[name] = data
        return data

    def let_go(self, name: str) -> None:
        """Nobody will ask for the part again."""
        self._kept.pop(name, None)

    def xml(self, name: str) -> etree._Element:
        return parse_xml(self.prepared(name), name, self.limits, guarded=self.guarded)

    def stream(
        self, name: str, tags: Iterable[str], *, events: Events = ("end",), painting: bytes = b""
    ) -> Stream:
        """The part parsed piece by piece, without its elements *painting*."""
        data = self.prepared(name)
        if painting:
            data = without(data, painting)
        return Stream(data, name, tags, self.limits, events=events, guarded=self.guarded)

    def content_type(self, name: str) -> str:
        override = self._overrides.get("/" + name.lower())
        return override or self._defaults.get(name.rpartition(".")[2].lower(), "")

    def content_types(self) -> Iterator[str]:
        yield from self._overrides.values()
        yield from self._defaults.values()

    def relationships(self, source: str = "") -> dict[str, Relationship]:
        """Relationships of a part ("" is the package) by id; none if the part has none."""
        if source not in self._relationships:
            folder, _, base = source.rpartition("/")
            name = posixpath.join(folder, "_rels", base + ".rels")
            found = self._parse_relationships(name, folder) if name in self else {}
            self._relationships[source] = found
        return self._relationships[source]

    def related(self, source: str, kind: str) -> str | None:
        """The part that *source* points to by the first internal relationship of *kind*, if it is there."""
        for relationship in self.relationships(source).values():
            if relationship.kind == kind and not relationship.external and relationship.target in self:
                return relationship.target
        return None

    def _parse_relationships(self, name: str, folder: str) -> dict[str, Relationship]:
        found = {}
        for element in self.xml(name).iter(_REL):
            target = element.get("Target", "")
            external = element.get("TargetMode", "").lower() == "external"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relationship(element.get("Id", ""), kind, target, external)
        return found

    def _read_types(self) -> None:
        if _TYPES not in self:
            raise FileRefusedError("opening.not_office")
        for element in self.xml(_TYPES):
            kind = element.get("ContentType", "")
            if "Extension" in element.attrib:
                self._defaults[element.get("Extension", "").lower()] = kind
            elif "PartName" in element.attrib:
                self._overrides[element.get("PartName", "").lower()] = kind


def _extent(entry: zipfile.ZipInfo, data: bytes) -> tuple[int, int]:
    """First byte of the packed content and first byte after it, by the entry's own local header."""
    header = data[entry.header_offset : entry.header_offset + _LOCAL.size]
    if len(header) != _LOCAL.size or not header.startswith(b"PK\x03\x04"):
        raise FileRefusedError("opening.damaged_zip")
    *_, name, extra = _LOCAL.unpack(header)
    start = entry.header_offset + _LOCAL.size + name + extra
    return start, start + entry.compress_size


def _refuse_hostile(entries: list[zipfile.ZipInfo], data: bytes, limits: Limits) -> None:
    """Limits on the declared sizes (held to when a part is read) and tricks no office program plays."""
    if len(entries) > limits.parts:
        raise FileRefusedError("opening.parts", count=len(entries), limit=limits.parts)
    for entry in entries:
        if entry.file_size > limits.part:
            raise FileRefusedError("opening.part_size", part=entry.filename, limit=limits.part >> 20)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        raise FileRefusedError("opening.unpacked", limit=limits.unpacked >> 20)
    if unpacked > limits.ratio * len(data):
        raise FileRefusedError("opening.ratio", limit=limits.ratio)
    seen: set[str] = set()
    for entry in entries:
        _refuse_entry(entry, seen)
    _refuse_overlap(entries, data)


def _refuse_entry(entry: zipfile.ZipInfo, seen: set[str]) -> None:
    name = entry.filename
    if entry.flag_bits & 0x1:
        raise FileRefusedError("opening.encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefusedError("opening.damaged", part=name)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefusedError("opening.archive_trick", part=name)
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise FileRefusedError("opening.archive_trick", part=name)
    if name.lower() in seen:
        raise FileRefusedError("opening.duplicate_part", part=name)
    seen.add(name.lower())


def _refuse_overlap(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    end = 0
    for entry in sorted(entries, key=lambda item: item.header_offset):
        start, after = _extent(entry, data)
        named = data[entry.header_offset + _LOCAL.size : start][
            : len(entry.orig_filename.encode("utf-8", "replace"))
        ]
        if entry.header_offset < end or after > len(data):
            raise FileRefusedError("opening.archive_trick", part=entry.filename)
        if entry.flag_bits & 0x800 and named != entry.orig_filename.encode("utf-8", "replace"):
            raise FileRefusedError("opening.archive_trick", part=entry.filename)
        end = after
