"""What is taken in, what is refused and why, and what the cleaned copy no longer tells."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
import pytest

from bagdar.documents.intake import examine, examine_many
from bagdar.documents.intake.examined import examine_here
from bagdar.documents.intake.tests.samples import chunk, excel, exif, jpeg, pdf, pdf_with_text, png, word
from bagdar.documents.opening.limits import LIMITS
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.messages import is_message

NAME = pikepdf.Name
DICTIONARY: Any = pikepdf.Dictionary


def refused(data: bytes, name: str) -> str:
    with pytest.raises(FileRefusedError) as told:
        examine_here(data, name)
    assert is_message(told.value.message)
    return told.value.message


@pytest.mark.parametrize(
    "name, data, kind",
    [
        ("a.docx", word(), "docx"), ("a.xlsx", excel(), "xlsx"), ("a.PDF", pdf(), "pdf"),
        ("a.jpg", jpeg(), "jpeg"), ("a.jpeg", jpeg(), "jpeg"), ("a.png", png(), "png"),
    ],
)  # fmt: skip
def test_documents_and_scans_are_taken(name: str, data: bytes, kind: str) -> None:
    assert examine_here(data, name)[0].kind == kind


@pytest.mark.parametrize(
    "name, data, message",
    [
        ("a.pdf", word(), "intake.not_what_it_says"),
        ("a.docx", pdf(), "opening.extension"),
        ("a.png", jpeg(), "opening.extension"),
        ("a.jpg", b"GIF89a", "intake.not_what_it_says"),
        ("a.gif", b"GIF89a", "intake.picture_kind"),
        ("a.tif", b"II*\x00", "intake.picture_kind"),
        ("a.exe", b"MZ\x90", "opening.not_office"),
        ("a", b"", "opening.empty"),
        ("a.jpg", jpeg(behind=b"PK\x03\x04...PK\x05\x06"), "intake.behind_the_end"),
        ("a.jpg", jpeg(20_000, 20_000), "intake.pixels"),
        ("a.jpg", jpeg()[:-2], "intake.damaged_picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x01", "intake.damaged_picture"),
        ("a.png", png(20_000, 20_000), "intake.pixels"),
        ("a.png", png() + b"<html>", "intake.behind_the_end"),
        ("a.png", png()[:-3], "intake.damaged_picture"),
        ("a.png", png(3, 2, rows=b"\0" * 5_000_000), "opening.ratio"),
        ("a.pdf", pdf() + b"PK\x05\x06" + b"\0" * 18, "intake.behind_the_end"),
        ("a.pdf", b"%PDF-1.7\n", "intake.damaged_pdf"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(name: str, data: bytes, message: str) -> None:
    assert refused(data, name) == message


def _open_action(made: Any, _: Any) -> None:
    made.Root.OpenAction = DICTIONARY(S=NAME.JavaScript, JS="app.alert(1)")


def _page_action(made: Any, page: Any) -> None:
    page.obj.AA = DICTIONARY(O=made.make_indirect(DICTIONARY(S=NAME.Launch, F="calc.exe")))


def _names(made: Any, _: Any) -> None:
    made.Root.Names = DICTIONARY(JavaScript=DICTIONARY(Names=[]))


def _attached(made: Any, _: Any) -> None:
    made.attachments["a.exe"] = b"MZ"


def _xfa(made: Any, _: Any) -> None:
    made.Root.AcroForm = DICTIONARY(XFA=made.make_stream(b"<xdp/>"), Fields=[])


def _sends(made: Any, page: Any) -> None:
    action = DICTIONARY(S=NAME.SubmitForm, F="http://example.test/")
    page.obj.Annots = made.make_indirect(pikepdf.Array([DICTIONARY(Subtype=NAME.Link, A=action)]))


def _media(made: Any, page: Any) -> None:
    page.obj.Annots = pikepdf.Array([made.make_indirect(DICTIONARY(Subtype=NAME.RichMedia))])


def _huge_picture(made: Any, page: Any) -> None:
    picture = made.make_stream(b"", Subtype=NAME.Image, Width=50_000, Height=50_000)
    page.obj.Resources = DICTIONARY(XObject=DICTIONARY(I=picture))


def _bomb(made: Any, page: Any) -> None:
    import zlib

    stream = made.make_stream(b"")
    stream.write(zlib.compress(b"\0" * (LIMITS.part + 10), 9), filter=NAME.FlateDecode)
    page.obj.Contents = stream


@pytest.mark.parametrize(
    "change, message",
    [
        (_open_action, "intake.pdf_script"), (_page_action, "intake.pdf_script"), (_names, "intake.pdf_script"),
        (_xfa, "intake.pdf_script"), (_media, "intake.pdf_script"), (_attached, "intake.pdf_files"),
        (_sends, "intake.pdf_sends"), (_huge_picture, "intake.pixels"), (_bomb, "opening.part_size"),
    ],
)  # fmt: skip
def test_a_pdf_that_does_anything_but_lie_there_is_refused(change: Any, message: str) -> None:
    assert refused(pdf(change), "a.pdf") == message


def test_an_encrypted_pdf_is_refused_even_with_an_empty_password() -> None:
    for user in ("", "x"):
        made = pdf(encryption=pikepdf.Encryption(owner="owner", user=user))
        assert refused(made, "a.pdf") == "opening.encrypted"


def test_a_link_to_a_page_of_the_web_is_no_harm() -> None:
    def link(_made: Any, page: Any) -> None:
        action = DICTIONARY(S=NAME.URI, URI="https://example.test/")
        page.obj.Annots = pikepdf.Array([DICTIONARY(Subtype=NAME.Link, A=action)])

    assert examine_here(pdf(link), "a.pdf")[0].kind == "pdf"


def test_the_copy_of_a_pdf_does_not_tell_who_made_it() -> None:
    def sign(made: Any, page: Any) -> None:
        with made.open_metadata() as told:
            told["dc:creator"] = ["А. Автор"]
        made.docinfo["/Author"] = "А. Автор"
        made.docinfo["/Title"] = "Есеп"
        picture = made.make_stream(b"", Subtype=NAME.Image, Width=8, Height=8)
        picture.write(jpeg(extra=exif()), filter=NAME.DCTDecode)
        page.obj.Resources = DICTIONARY(XObject=DICTIONARY(I=picture))

    told, copy = examine_here(pdf(sign, object_stream_mode=pikepdf.ObjectStreamMode.disable), "a.pdf")
    assert told.removed
    with pikepdf.open(io.BytesIO(copy)) as made:
        assert "/Author" not in made.docinfo
        assert str(made.docinfo["/Title"]) == "Есеп"
        with made.open_metadata() as metadata:
            assert "dc:creator" not in metadata
        assert all(
            b"GPS" not in thing.read_raw_bytes()
            for thing in made.objects
            if isinstance(thing, pikepdf.Stream)
        )
    assert examine_here(copy, "a.pdf")[1] == b""


def test_a_signed_pdf_is_left_as_it_is() -> None:
    def sign(made: Any, _: Any) -> None:
        made.docinfo["/Author"] = "А. Автор"
        made.Root.Perms = DICTIONARY(DocMDP=DICTIONARY(Type=NAME.Sig, ByteRange=[0, 1, 2, 3]))

    told, copy = examine_here(pdf(sign), "a.pdf")
    assert (told.signed, told.removed, copy) == (True, 0, b"")


def test_the_text_of_a_pdf_is_read() -> None:
    assert examine_here(pdf_with_text("For official use only"), "a.pdf")[0].pages == (
        ("For official use only",),
    )


def test_the_copy_of_a_picture_keeps_how_it_is_turned_and_nothing_else() -> None:
    _, copy = examine_here(jpeg(extra=exif()), "a.jpg")
    assert b"GPS" not in copy
    assert b"Exif\0\0" in copy
    assert examine_here(copy, "a.jpg")[1] == b""
    _, copy = examine_here(png(extra=chunk(b"tEXt", b"Author\0A")), "a.png")
    assert copy == png()


def test_the_copy_of_an_office_document_tells_no_author_and_reads_the_same() -> None:
    data = word(picture=png(extra=chunk(b"tEXt", b"Author\0A")))
    told, copy = examine_here(data, "a.docx")
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert "Автор".encode() not in everything
    assert b"Author\0A" not in everything
    again, nothing = examine_here(copy, "a.docx")
    assert nothing == b""
    assert told.document is not None
    assert again.document is not None
    assert again.document.paragraphs == told.document.paragraphs
    assert "Автор".encode() not in examine_here(excel(), "a.xlsx")[1]


def test_the_child_tells_what_this_process_would() -> None:
    asked = [("a.docx", word()), ("b.pdf", pdf()), ("c.exe", b"MZ"), ("d.png", png())]
    outcomes = list(examine_many(asked))
    assert [one.message if isinstance(one, FileRefusedError) else one[0].kind for one in outcomes] == [
        "docx", "pdf", "opening.not_office", "png",
    ]  # fmt: skip
    assert examine(png(), "a.png") == examine_here(png(), "a.png")


def test_a_file_at_the_limit_is_taken_and_one_byte_more_refused() -> None:
    data = pdf()
    padded = data.replace(b"%%EOF", b"%%EOF\n%" + b" " * (LIMITS.upload - len(data) - 2), 1)
    assert len(padded) == LIMITS.upload
    assert examine_here(padded, "a.pdf")[0].kind == "pdf"
    assert refused(padded + b" ", "a.pdf") == "opening.upload"
