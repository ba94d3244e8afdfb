"""PDF files: nothing that runs, fetches or carries other files; the copy does not tell who made it, and on what."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pikepdf

from bagdar.documents.intake.examined import Examined
from bagdar.documents.intake.pictures import cleaned
from bagdar.documents.opening.limits import LIMITS, MB, Limits
from bagdar.kernel.errors import FileRefusedError

PAGES: Final = 2_000
OBJECTS: Final = 200_000
FILTERS: Final = 3
READ_PAGES: Final = 40
READ_SECONDS: Final = 4.0
"""Of the processor's time: as many pages as are read by then are looked through for marks."""
_RUNS: Final = {
    "/JavaScript": "intake.pdf_script",
    "/JS": "intake.pdf_script",
    "/XFA": "intake.pdf_script",
    "/RichMedia": "intake.pdf_script",
    "/EmbeddedFiles": "intake.pdf_files",
    "/EmbeddedFile": "intake.pdf_files",
}
"""Keys of what is refused wherever it stands."""
_ACTIONS: Final = {
    "/JavaScript": "intake.pdf_script",
    "/Launch": "intake.pdf_script",
    "/Rendition": "intake.pdf_script",
    "/RichMediaExecute": "intake.pdf_script",
    "/ImportData": "intake.pdf_script",
    "/SubmitForm": "intake.pdf_sends",
    "/GoToR": "intake.pdf_sends",
    "/GoToE": "intake.pdf_files",
}
_KINDS: Final = {
    "/FileAttachment": "intake.pdf_files",
    "/EmbeddedFile": "intake.pdf_files",
    "/RichMedia": "intake.pdf_script",
    "/Screen": "intake.pdf_script",
    "/Movie": "intake.pdf_script",
    "/3D": "intake.pdf_script",
    "/Sound": "intake.pdf_script",
}
_AUTHOR: Final = (
    "/Author",
    "/Creator",
    "/Producer",
    "/Company",
    "/Manager",
    "/SourceModified",
    "/PXCViewerInfo",
)
_AUTHOR_XMP: Final = (
    "dc:creator", "dc:publisher", "dc:contributor", "xmp:CreatorTool", "pdf:Producer", "pdf:Author",
    "xmpMM:DocumentID", "xmpMM:InstanceID", "xmpMM:OriginalDocumentID", "xmpMM:History", "xmpMM:DerivedFrom",
    "xmpMM:Ingredients", "photoshop:AuthorsPosition", "photoshop:City", "photoshop:Country", "photoshop:Credit",
    "exif:GPSLatitude", "exif:GPSLongitude", "pdfx:Company", "pdfx:SourceModified",
)  # fmt: skip


def examine_pdf(data: bytes, limits: Limits = LIMITS) -> tuple[Examined, bytes]:
    """The file's account and its cleaned copy. Raises FileRefusedError."""
    if b"PK\x05\x06" in data[-66_000:]:
        raise FileRefusedError("intake.behind_the_end")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise FileRefusedError("opening.encrypted")
            if not 0 < len(pdf.pages) <= PAGES:
                raise FileRefusedError("intake.pdf_pages", limit=PAGES)
            signed = _look_through(pdf, limits)
            removed = 0 if signed else _remove(pdf, limits)
            copy = _saved(pdf) if removed else b""
    except pikepdf.PasswordError as error:
        raise FileRefusedError("opening.encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise FileRefusedError("intake.damaged_pdf") from error
    except RuntimeError as error:
        raise FileRefusedError("intake.damaged_pdf") from error
    return Examined(kind="pdf", pages=_pages(data), removed=removed, signed=signed), copy


def _look_through(pdf: pikepdf.Pdf, limits: Limits) -> bool:
    """Refuse what may not be there; whether the file bears a signature."""
    signed, left = False, limits.unpacked
    for number, thing in enumerate(pdf.objects):
        if number > OBJECTS:
            raise FileRefusedError("intake.pdf_pages", limit=PAGES)
        if isinstance(thing, pikepdf.Stream):
            left -= _unpacked(thing, limits)
            if left < 0:
                raise FileRefusedError("opening.unpacked", limit=limits.unpacked >> 20)
        for part in _dictionaries(thing, 0, limits):
            _refuse_active(part)
            signed = signed or "/ByteRange" in part
    return signed


def _dictionaries(thing: Any, depth: int, limits: Limits) -> Iterator[Any]:
    """*thing* and what it holds itself; what it only points to comes by its own turn."""
    if depth > limits.depth:
        raise FileRefusedError("opening.depth", part="PDF", limit=limits.depth)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        for _, value in thing.items():
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1, limits)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _dictionaries(value, depth + 1, limits)


def _refuse_active(part: Any) -> None:
    for key, message in _RUNS.items():
        if key in part:
            raise FileRefusedError(message)
    for key, known in (("/S", _ACTIONS), ("/Subtype", _KINDS), ("/Type", _KINDS)):
        told = part.get(key)
        if isinstance(told, pikepdf.Name) and str(told) in known:
            raise FileRefusedError(known[str(told)])
    if "/EF" in part:
        raise FileRefusedError("intake.pdf_files")


def _unpacked(stream: Any, limits: Limits) -> int:
    """Bytes that a stream gives when unpacked; of a picture only its points are counted."""
    filters = stream.get("/Filter")
    names = (
        [str(name) for name in filters]
        if isinstance(filters, pikepdf.Array)
        else [str(filters)]
        if filters
        else []
    )
    if len(names) > FILTERS:
        raise FileRefusedError("intake.damaged_pdf")
    if stream.get("/Subtype") == pikepdf.Name.Image:
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > limits.pixels:
            raise FileRefusedError("intake.pixels", limit=limits.pixels // 1_000_000)
        return 0
    raw, count = stream.read_raw_bytes(), 0
    for name in names:
        if name in ("/FlateDecode", "/Fl"):
            raw = _inflated(raw, limits)
            count = max(count, len(raw))
    return max(count, len(raw))


def _inflated(raw: bytes, limits: Limits) -> bytes:
    engine = zlib.decompressobj()
    try:
        data = engine.decompress(raw, limits.part + 1)
    except zlib.error:
        return b""  # damaged: nobody can unpack it
    if len(data) > limits.part:
        raise FileRefusedError("opening.part_size", part="PDF", limit=limits.part >> 20)
    if len(data) > MB and len(data) > 10 * limits.ratio * len(raw):
        raise FileRefusedError("opening.ratio", limit=limits.ratio)
    return data


def _remove(pdf: pikepdf.Pdf, limits: Limits) -> int:
    """Take out what tells of the author; how many things."""
    count = 0
    information = pdf.trailer.get("/Info")
    if isinstance(information, pikepdf.Dictionary):
        for key in _AUTHOR:
            if key in information:
                del information[key]
                count += 1
    if "/Metadata" in pdf.Root:
        count += _remove_from_xmp(pdf)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == pikepdf.Name.DCTDecode:
            with suppress(FileRefusedError):
                copy = cleaned(thing.read_raw_bytes(), "jpeg", limits)
                if copy:
                    thing.write(copy, filter=pikepdf.Name.DCTDecode)
                    count += 1
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and "/PieceInfo" in thing:
            del thing["/PieceInfo"]
            count += 1
    return count


def _remove_from_xmp(pdf: pikepdf.Pdf) -> int:
    count = 0
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            for key in _AUTHOR_XMP:
                with suppress(KeyError, ValueError):
                    if key in told:
                        del told[key]
                        count += 1
    except Exception:  # unreadable: then it goes as a whole
        del pdf.Root["/Metadata"]
        return 1
    return count


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _pages(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of the first pages, as far as they can be read: a scan has none."""
    from pypdf import PdfReader

    found: list[tuple[str, ...]] = []
    begun = time.process_time()
    with suppress(Exception):  # what cannot be read bears no mark that could be read
        for page in PdfReader(io.BytesIO(data)).pages[:READ_PAGES]:
            if time.process_time() - begun > READ_SECONDS:
                break
            found.append(tuple(page.extract_text().splitlines()))
    return tuple(found)
