"""What may not be opened is refused by what it is, not by what it is called."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from bagdar.documents.opening import parse_document
from bagdar.documents.opening.tests.make import (
    docx,
    docx_parts,
    p,
    read_docx,
    read_xlsx,
    relationships,
    run,
    sheet,
    tbl,
    tr,
    xlsx_parts,
    zipped,
)
from bagdar.kernel.errors import FileRefusedError
from bagdar.kernel.messages import catalogue, render

DOCX = docx(p("x"))
XLSX = zipped(xlsx_parts(sheet()))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
MACRO_DOC = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def _ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 100


def _odt() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    return buffer.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(FileRefusedError) as refused:
        parse_document(data, name)
    told = refused.value
    for language in ("kk", "ru", "en"):
        sentence = render(told.message, language, **told.params)
        assert "{" not in sentence, "a field of the sentence is missing"
    return told.message.removeprefix("opening.")


@pytest.mark.parametrize(
    "data, name, message",
    [
        (b"", "a.docx", "empty"),
        (_ole("WordDocument"), "a.doc", "doc"),
        (_ole("WordDocument"), "a.docx", "doc"),
        (_ole("Workbook"), "a.xlsx", "xls"),
        (_ole("PowerPoint Document"), "a.docx", "presentation"),
        (_ole("EncryptedPackage"), "a.docx", "encrypted"),
        (_ole("EncryptedPackage"), "a.xlsx", "encrypted"),
        (OLE, "a.docx", "not_office"),
        (b"{\\rtf1 text}", "a.docx", "rtf"),
        (b"%PDF-1.7 ...", "a.docx", "pdf"),
        (b"\n\n%PDF-1.7 ...", "a.docx", "pdf"),
        (b"\xff\xd8\xff\xe0 JFIF", "scan.docx", "picture"),
        (b"<html><table></table></html>", "a.xlsx", "html"),
        ("<html>".encode("utf-16"), "a.xlsx", "html"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "a.docx", "html"),
        (b"number;name\n1;x", "a.xlsx", "not_office"),
        (b"PK\x05\x06" + b"\0" * 18, "a.docx", "not_office"),
        (DOCX[: len(DOCX) // 2], "a.docx", "damaged_zip"),
        (_odt(), "a.odt", "opendocument"),
        (_odt(), "a.docx", "opendocument"),
        (zipped({"readme.txt": "x"}), "a.docx", "not_office"),
        (DOCX, "a.xlsx", "extension"),
        (XLSX, "a.docx", "extension"),
        (DOCX, "a.docm", "extension"),
        (DOCX, "plan", "extension"),
        (zipped(docx_parts(p("x"), main_type=MACRO_DOC)), "a.docx", "macros"),
        (zipped(docx_parts(p("x"), main_type=TEMPLATE)), "a.docx", "template"),
        (zipped(docx_parts(p("x")) | {"word/vbaProject.bin": b"\xd0\xcf"}), "a.docx", "macros"),
        (zipped(docx_parts(p("x")) | {"xl/../vbaProject.bin": b"x"}), "a.docx", "archive_trick"),
        (zipped(docx_parts(p("x")) | {"word/embeddings/oleObject1.bin": OLE}), "a.docx", "ole"),
        (zipped(docx_parts(p("x")) | {"word/media/setup.png": b"MZ\x90\0" * 99}), "a.docx", "ole"),
        (zipped(docx_parts(p("x")) | {"word/media/more.png": zipped({"x": "y"})}), "a.docx", "nested_archive"),
    ],
)  # fmt: skip
def test_what_is_no_plain_document_is_refused_with_what_it_is(data: bytes, name: str, message: str) -> None:
    assert refusal(data, name) == message


def _related(kind: str, target: str, *, external: bool, part: str = "word/_rels/document.xml.rels") -> bytes:
    links = relationships({"x": (kind, target)}, frozenset({"x"} if external else ()))
    return zipped(docx_parts(p("x")) | {part: links})


@pytest.mark.parametrize(
    "kind, target, message",
    [
        ("vbaProject", "other.bin", "macros"),
        ("control", "activeX/activeX1.xml", "activex"),
        ("activeXControlBinary", "x.bin", "activex"),
        ("oleObject", "embeddings/x.bin", "ole"),
    ],
)  # fmt: skip
def test_relationships_to_content_that_runs_are_refused(kind: str, target: str, message: str) -> None:
    assert refusal(_related(kind, target, external=False), "a.docx") == message


@pytest.mark.parametrize(
    "target",
    ["http://host/t.dotm", "https://host/t.dotm", "\\\\host\\share\\t.dotm", "file:///\\\\host\\share\\t.dotm", "file://host/t.dotm"],
)  # fmt: skip
def test_a_template_on_the_network_is_refused(target: str) -> None:
    assert refusal(_related("attachedTemplate", target, external=True), "a.docx") == "remote_template"


def test_a_linked_object_is_refused() -> None:
    assert refusal(_related("oleObject", "file:///c:/x.xls", external=True), "a.docx") == "ole"


@pytest.mark.parametrize(
    "kind, target",
    [("attachedTemplate", "file:///C:/Users/a/Отчёт.dotx"), ("image", "http://host/pixel.png"), ("frame", "http://host/x.htm")],
)  # fmt: skip
def test_harmless_links_are_overlooked_and_told(kind: str, target: str) -> None:
    assert parse_document(_related(kind, target, external=True), "a.docx").remarks == {"external_links": 1}


def test_hyperlinks_are_not_even_worth_a_remark() -> None:
    assert parse_document(_related("hyperlink", "https://host/", external=True), "a.docx").remarks == {}


def test_the_sheet_behind_a_chart_is_overlooked_and_told() -> None:
    parts = docx_parts(p("x"))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(
        "</Types>", f'<Default Extension="xlsx" ContentType="{kind}"/></Types>'
    )
    parts["word/embeddings/sheet.xlsx"] = XLSX
    parts["word/charts/_rels/chart1.xml.rels"] = relationships({"x": ("package", "../embeddings/sheet.xlsx")})
    assert parse_document(zipped(parts), "a.docx").remarks == {"embedded_files": 1}


@pytest.mark.parametrize(
    "body",
    [
        p("<w:fldSimple w:instr=' DDEAUTO cmd \"/c calc\" '>" + run("x") + "</w:fldSimple>"),
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r><w:r>'
            '<w:instrText>E cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>"dde" cmd</w:instrText></w:r><w:r>'
            '<w:fldChar w:fldCharType="separate"/></w:r>'
        ),
    ],
)
def test_fields_that_start_programs_are_refused(body: str) -> None:
    assert refusal(docx(body), "a.docx") == "dde"
    assert refusal(docx(tbl(tr(f"<w:tc>{body}</w:tc>"))), "a.docx") == "dde"


@pytest.mark.parametrize("formula", ["cmd|'/c calc'!A0", "MSEXCEL|'\\..\\cmd'!''", "1+cmd|'x'!A1"])
def test_formulas_that_start_programs_are_refused(formula: str) -> None:
    cell = f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>'
    assert refusal(zipped(xlsx_parts(sheet(cell))), "a.xlsx") == "dde"


def test_a_bar_in_a_sheet_name_or_a_text_starts_nothing() -> None:
    cell = '<row r="1"><c r="A1"><f>\'A|B\'!A1&amp;"|x!"</f><v>1</v></c></row>'
    assert read_xlsx(sheet(cell)).remarks == {"formula_cached": 1}


def _dde_link() -> bytes:
    parts = xlsx_parts(sheet())
    parts["xl/externalLinks/externalLink1.xml"] = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd"/></externalLink>'
    )
    return zipped(parts)


def test_a_workbook_link_that_starts_programs_is_refused() -> None:
    assert refusal(_dde_link(), "a.xlsx") == "dde"


def test_a_workbook_of_macro_sheets_is_refused() -> None:
    parts = xlsx_parts(sheet())
    parts["xl/_rels/workbook.xml.rels"] = relationships({"m": ("xlMacrosheet", "macrosheets/sheet1.xml")})
    assert refusal(zipped(parts), "a.xlsx") == "macros"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_documents_in_the_allowed_encodings_are_read(codec: str) -> None:
    parts = docx_parts(p("Қазақша"))
    encoding = "UTF-16" if "16" in codec else "UTF-8"
    document = str(parts["word/document.xml"]).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    parts["word/document.xml"] = document.encode(codec)
    assert parse_document(zipped(parts), "a.docx").paragraphs == ("Қазақша",)


def test_strict_documents_are_read_like_others() -> None:
    parts = docx_parts(p("strict") + tbl(tr("a")))
    for name in ("word/document.xml", "_rels/.rels"):
        parts[name] = (
            str(parts[name])
            .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
            .replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        )  # fmt: skip
    assert parse_document(zipped(parts), "a.docx").paragraphs == ("strict",)


def test_every_refusal_of_this_room_speaks_three_languages() -> None:
    own = {key: text for key, text in catalogue().items() if key.startswith("opening.")}
    assert len(own) > 50
    for key, text in own.items():
        assert set(text) == {"kk", "ru", "en"}, key
        assert len(set(text.values())) == 3, key


def test_a_plain_document_is_not_refused() -> None:
    assert read_docx(p("x")).remarks == {}
