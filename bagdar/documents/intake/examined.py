"""What the child process says of a file, and how it came to it."""

from __future__ import annotations

import msgspec

from bagdar.documents.opening.limits import LIMITS, Limits
from bagdar.documents.raw import RawDocument
from bagdar.kernel.errors import FileRefusedError

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
_EXTENSIONS = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "png": "png"}


_ZIP_END = 22
"""Bytes of the record that ends an archive."""


class Examined(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``kind``: key of :data:`MEDIA_TYPES`. ``pages``: the lines of a PDF's first pages. ``removed``: how many things
    that tell of the author the cleaned copy lacks. ``signed``: by a signature that any change would break."""

    kind: str
    document: RawDocument | None = None
    pages: tuple[tuple[str, ...], ...] = ()
    removed: int = 0
    signed: bool = False


def kind_of(data: bytes, name: str, limits: Limits = LIMITS) -> str:
    """What the file is by its first bytes, when its name says the same. Raises FileRefusedError."""
    if len(data) > limits.upload:
        raise FileRefusedError("opening.upload", limit=limits.upload >> 20)
    if not data:
        raise FileRefusedError("opening.empty")
    extension = name.rpartition(".")[2].lower()
    named = _EXTENSIONS.get(extension, "")
    for magic, kind in ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png")):
        if data.startswith(magic):
            if kind != named:
                raise FileRefusedError("opening.extension", name=name, kind=kind)
            return kind
    if named in ("pdf", "jpeg", "png"):
        raise FileRefusedError("intake.not_what_it_says", name=name, kind=named)
    if data.startswith((b"II*\x00", b"MM\x00*", b"GIF8", b"BM", b"RIFF")) or b"ftyphei" in data[:16]:
        raise FileRefusedError("intake.picture_kind")
    return named if named in ("docx", "xlsx") else "office"


def examine_here(data: bytes, name: str, limits: Limits = LIMITS) -> tuple[Examined, bytes]:
    """The file's account, and its cleaned copy (empty: it gives nothing away), in this process.

    Raises FileRefusedError with the reason and what to do.
    """
    kind = kind_of(data, name, limits)
    if kind == "pdf":
        from bagdar.documents.intake.pdf import examine_pdf

        return examine_pdf(data, limits)
    if kind in ("jpeg", "png"):
        from bagdar.documents.intake.pictures import cleaned

        clean = cleaned(data, kind, limits)
        return Examined(kind=kind, removed=int(bool(clean))), clean
    from bagdar.documents.intake.office import cleaned_package
    from bagdar.documents.opening.parse import parse

    document = parse(data, name, limits)
    end = data.rfind(b"PK\x05\x06") + _ZIP_END
    if end != len(data):  # office programs write neither a comment nor anything else there
        raise FileRefusedError("intake.behind_the_end")
    clean, removed = cleaned_package(data, limits)
    return Examined(kind=document.format, document=document, removed=removed), clean
