"""Signatures inside a PDF: made by hand as a signer's program does, judged here and by an outside judge."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

import pikepdf
import pytest

from bagdar.kernel.findings import Finding
from bagdar.signatures.pades import Prepared, embed, prepare, verify_pdf
from bagdar.signatures.refusals import SignatureRefusedError
from bagdar.signatures.tests.make import AT, World, world
from bagdar.signatures.tests.test_mutations import mutate
from bagdar.signatures.verification import Verified


@cache
def document() -> bytes:
    """A PDF of two pages with some text, compressed as the program's own are."""
    made = pikepdf.new()
    for words in (b"BT /F1 12 Tf 72 720 Td (Report) Tj ET", b"BT /F1 12 Tf 72 720 Td (Part 1) Tj ET"):
        page = made.add_blank_page(page_size=(842, 595))
        page.Contents = made.make_stream(words)
    written = io.BytesIO()
    made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return written.getvalue()


def signed(at_work: World, pdf: bytes, field: str = "Head") -> bytes:
    place = prepare(pdf, field=field, at=AT, name="Болат", reason="Бірінші басшы")
    return embed(place, at_work.signed(place.to_sign, at_work.bolat))


def refusal(pdf: bytes, at_work: World) -> str:
    (judged,) = verify_pdf(pdf, trust=at_work.trust, at=AT)
    assert isinstance(judged.verdict, Finding), judged
    return judged.verdict.check.removeprefix("signatures.")


@pytest.mark.parametrize("kind", ["rsa", "ec", "gost"])
def test_a_signed_pdf_tells_who_signed_all_of_it(kind: str) -> None:
    at_work = world(kind)
    pdf = signed(at_work, document())
    assert pdf.startswith(document()), "what was signed is the file that was given out, byte by byte"
    (judged,) = verify_pdf(pdf, trust=at_work.trust, at=AT)
    assert isinstance(judged.verdict, Verified), judged
    assert (judged.field, judged.covered) == ("Head", len(pdf))
    assert judged.verdict.holder.capacities >= {"first_head"}


def test_nobody_signed() -> None:
    assert verify_pdf(document(), trust=world("ec").trust, at=AT) == ()


def test_two_persons_sign_one_after_the_other() -> None:
    at_work = world("ec")
    once = signed(at_work, document())
    place = prepare(once, field="Second", at=AT + timedelta(hours=1))
    twice = embed(place, at_work.signed(place.to_sign, at_work.bolat))
    first, second = verify_pdf(twice, trust=at_work.trust, at=AT)
    assert isinstance(first.verdict, Verified), first
    assert isinstance(second.verdict, Verified), second
    assert (first.covered, second.covered) == (len(once), len(twice))


def test_the_message_may_be_pem_or_base64() -> None:
    import base64

    at_work = world("ec")
    place = prepare(document(), field="Head", at=AT)
    cms = at_work.signed(place.to_sign, at_work.bolat)
    assert embed(place, base64.b64encode(cms)) == embed(place, cms)


def test_a_message_of_another_document_does_not_fit() -> None:
    at_work = world("ec")
    place = prepare(document(), field="Head", at=AT)
    assert refusal(embed(place, at_work.signed(b"%PDF another", at_work.bolat)), at_work) == "content_changed"


def test_a_longer_message_than_the_gap_is_refused() -> None:
    place = prepare(document(), field="Head", at=AT)
    with pytest.raises(SignatureRefusedError, match="too_large"):
        embed(Prepared(pdf=place.pdf, begin=place.begin, end=place.begin + 40), b"\x30\x82" + bytes(900))


def appended_page(pdf: bytes) -> bytes:
    """Another page shown instead of the first, appended without touching what was signed."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page, _ = writer.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    words = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 720 Td (Attained) Tj ET")
    page.get_object()[generic.pdf_name("/Contents")] = writer.add_object(words)
    writer.update_container(page.get_object())
    written = io.BytesIO()
    writer.write(written)  # type: ignore[no-untyped-call]
    return written.getvalue()


def saved_anew(pdf: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(written)
    return written.getvalue()


@pytest.mark.parametrize("change", [appended_page, saved_anew])
def test_what_was_changed_after_signing_is_refused(change: Callable[[bytes], bytes]) -> None:
    at_work = world("ec")
    pdf = signed(at_work, document())
    assert refusal(change(pdf), at_work) in {"pdf_changed", "content_changed"}


def test_bytes_hidden_in_the_gap_are_refused() -> None:
    at_work = world("ec")
    place = prepare(document(), field="Head", at=AT)
    pdf = embed(place, at_work.signed(place.to_sign, at_work.bolat))
    hidden = pdf[: place.end - 9] + b"DEADBEEF" + pdf[place.end - 1 :]
    assert refusal(hidden, at_work) == "pdf_changed"


def test_no_changed_pdf_verifies() -> None:
    at_work, chance = world("ec"), Random(int(os.environ["BAGDAR_SEED"]))
    pdf = signed(at_work, document())
    for _ in range(300):
        changed = mutate(pdf, chance)
        if changed == pdf:
            continue
        try:
            judged = verify_pdf(changed, trust=at_work.trust, at=AT)
        except SignatureRefusedError:
            continue
        assert not any(isinstance(one.verdict, Verified) for one in judged)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="the outside judge pdfsig is not installed")
def test_an_outside_judge_agrees(tmp_path: Path) -> None:
    at_work = world("rsa")
    pdf = signed(at_work, document())
    changed = bytearray(pdf)
    changed[60] ^= 1
    for name, content, words in (
        ("good", pdf, "Signature is Valid"),
        ("bad", bytes(changed), "Digest Mismatch"),
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        told = subprocess.run(["pdfsig", path.name], capture_output=True, text=True, cwd=tmp_path, timeout=60)
        assert words in told.stdout, told
