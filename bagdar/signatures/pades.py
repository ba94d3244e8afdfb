"""Signatures inside a PDF (PAdES): a place made for one, a message put into it, and who signed which revision."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from bagdar.kernel.findings import Finding
from bagdar.signatures.cms import message_bytes
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.trust import Trust
from bagdar.signatures.verification import Demands, Verified, verify_message

RESERVED = 32 * 1024
"""Bytes kept free for a message: a national one with chain, stamp and revocation data takes 8 to 15 KB."""
HOLE = re.compile(rb"<(?:[0-9A-F]*|[0-9a-f]*)>")
"""What may stand where a signature leaves its gap: one hexadecimal string, in one case of letters."""
KIND = "/ETSI.CAdES.detached"


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF with an empty place for a signature; *begin* and *end* are the gap's bounds, in bytes."""

    pdf: bytes
    begin: int
    end: int

    @property
    def to_sign(self) -> bytes:
        """All of the file but the gap: what the signer's message is over, and does not contain."""
        return self.pdf[: self.begin] + self.pdf[self.end :]


class PdfSignature(msgspec.Struct, frozen=True, kw_only=True):
    """One signature of a PDF. ``covered``: bytes from the file's beginning that it speaks for."""

    field: str
    covered: int
    verdict: Verified | Finding


def prepare(pdf: bytes, *, field: str, at: datetime, name: str = "", reason: str = "") -> Prepared:
    """*pdf* with a place for one more signature, appended so that every byte of *pdf* stays where it was.

    ``name`` and ``reason`` (such as the capacity and the act) stand in the signature's properties.
    Raises SignatureRefusedError("pdf_unreadable") where *pdf* cannot be extended.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        steps = PdfCMSEmbedder().write_cms(field, writer)
        next(steps)
        place = SignatureObject(
            timestamp=at,
            name=name or None,
            reason=reason or None,
            subfilter=SigSeedSubFilter.PADES,
            bytes_reserved=2 * RESERVED,
        )
        steps.send(SigObjSetup(sig_placeholder=place))
        digest, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    except Exception as fault:  # whatever the library's parts raise over hostile bytes
        raise SignatureRefusedError("pdf_unreadable") from fault
    return Prepared(pdf=output.getvalue(), begin=digest.reserved_region_start, end=digest.reserved_region_end)


def embed(prepared: Prepared, cms: bytes) -> bytes:
    """The signed PDF: *cms* (DER, PEM or base64) in the gap.

    Whether it fits the file is for :func:`verify_pdf` to say.
    Raises SignatureRefusedError where the message is none or longer than the gap.
    """
    message = message_bytes(cms)
    room = prepared.end - prepared.begin - 2
    written = message.hex().upper().encode()
    if len(written) > room:
        raise SignatureRefusedError("too_large", limit=room // 2048)
    gap = b"<" + written.ljust(room, b"0") + b">"
    return prepared.pdf[: prepared.begin] + gap + prepared.pdf[prepared.end :]


def verify_pdf(
    pdf: bytes, *, trust: Trust, at: datetime, demands: Demands | None = None
) -> tuple[PdfSignature, ...]:
    """Each signature of *pdf*, the earliest first; none for a PDF that nobody signed.

    A signature holds when it speaks for the whole revision it closes and what was appended later adds
    signatures and their proofs only: something else appended is the refusal "pdf_changed".
    Raises SignatureRefusedError("pdf_unreadable") for what is no PDF.
    """
    try:
        found = list(_embedded(pdf))
    except Exception as fault:  # whatever the library's parts raise over hostile bytes
        raise SignatureRefusedError("pdf_unreadable") from fault
    return tuple(_judged(pdf, one, trust, at, demands) for one in found)


def _embedded(pdf: bytes) -> Iterator[Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    yield from PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures


def _judged(pdf: bytes, found: Any, trust: Trust, at: datetime, demands: Demands | None) -> PdfSignature:
    covered = 0
    verdict: Verified | Finding
    try:
        begin, end, covered = _gap(pdf, found)
        message = _message(pdf[begin + 1 : end - 1])
        _check_later(found, whole=covered == len(pdf))
        verdict = _only(message, pdf[:begin] + pdf[end:covered], trust, at, demands)
    except SignatureRefusedError as refusal:
        verdict = refusal.finding()
    return PdfSignature(field=str(found.field_name), covered=covered, verdict=verdict)


def _gap(pdf: bytes, found: Any) -> tuple[int, int, int]:
    """Bounds of the gap, and the end of what the signature speaks for.

    Everything from the first byte on but one hexadecimal string: else bytes could hide beside it.
    """
    ranges = [int(one) for one in found.byte_range]
    if len(ranges) != 4 or ranges[0] != 0:
        raise SignatureRefusedError("pdf_changed")
    begin, end, covered = ranges[1], ranges[2], ranges[2] + ranges[3]
    if not 0 < begin < end < covered <= len(pdf) or not HOLE.fullmatch(pdf[begin:end]):
        raise SignatureRefusedError("pdf_changed")
    if str(found.sig_object.get("/SubFilter")) != KIND:
        raise SignatureRefusedError("pdf_kind", name=str(found.sig_object.get("/SubFilter")).lstrip("/"))
    return begin, end, covered


def _message(hexadecimal: bytes) -> bytes:
    """The message in the gap; the rest of the gap must be zeros."""
    from asn1crypto import parser

    try:
        raw = bytes.fromhex(hexadecimal.decode("ascii"))
        length = parser.peek(raw)
    except ValueError as fault:
        raise SignatureRefusedError("unreadable") from fault
    if raw[length:].strip(b"\0"):
        raise SignatureRefusedError("pdf_changed")
    return raw[:length]


def _check_later(found: Any, *, whole: bool) -> None:
    """That after this signature only signatures and their proofs were appended."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    try:
        found.coverage = found.evaluate_signature_coverage()
        later = None if whole else found.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except Exception as fault:  # whatever the library's parts raise over hostile bytes
        raise SignatureRefusedError("pdf_changed") from fault
    if found.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise SignatureRefusedError("pdf_changed")
    level = getattr(later, "modification_level", None if later else ModificationLevel.NONE)
    if level is None or level > ModificationLevel.FORM_FILLING:
        raise SignatureRefusedError("pdf_changed")


def _only(
    message: bytes, content: bytes, trust: Trust, at: datetime, demands: Demands | None
) -> Verified | Finding:
    verdicts = verify_message(message, trust=trust, at=at, content=content, demands=demands)
    if len(verdicts) != 1:
        raise SignatureRefusedError("unreadable")
    return verdicts[0]
