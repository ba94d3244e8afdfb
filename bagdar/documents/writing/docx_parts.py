"""The fixed parts of a Word file: content types, styles, settings, headers, footers, properties."""

from __future__ import annotations

from functools import cache
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from babel.core import get_global

from bagdar.documents.layout import Layout
from bagdar.documents.writing.text import clean

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FONT: Final = "Times New Roman"
GREY: Final = "555555"
RULE: Final = "464646"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def twips(mm: float) -> int:
    """Twentieths of a point, as Word measures."""
    return round(mm * 1440 / 25.4)


def half_points(size: float) -> int:
    return round(size * 2)


@cache
def language_tag(language: str) -> str:
    """``kk`` → ``kk-KZ``: the tag with the country where the language is mostly written."""
    likely = get_global("likely_subtags").get(language, "")
    country = likely.split("_")[-1]
    return f"{language}-{country}" if len(country) == 2 and country.isupper() else language


def content_types() -> str:
    parts = {
        "/word/document.xml": f"{_OFFICE}.document.main+xml",
        "/word/styles.xml": f"{_OFFICE}.styles+xml",
        "/word/settings.xml": f"{_OFFICE}.settings+xml",
        "/word/fontTable.xml": f"{_OFFICE}.fontTable+xml",
        "/word/header1.xml": f"{_OFFICE}.header+xml",
        "/word/header2.xml": f"{_OFFICE}.header+xml",
        "/word/footer1.xml": f"{_OFFICE}.footer+xml",
        "/word/footer2.xml": f"{_OFFICE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def package_relations() -> str:
    return _relations(
        [
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
            (f"{_RELATIONS}/custom-properties", "docProps/custom.xml"),
        ]
    )


def document_relations() -> str:
    """rId1 styles, rId2 settings, rId3 fonts, rId4 header, rId5 empty first header, rId6/rId7 footers
    for the upright and the turned sheet."""
    names = ["styles", "settings", "fontTable", "header1", "header2", "footer1", "footer2"]
    return _relations([(f"{_RELATIONS}/{name.rstrip('12')}", f"{name}.xml") for name in names])


def font_table() -> str:
    return (
        f'{XML}<w:fonts {W}><w:font w:name="{FONT}"><w:altName w:val="Liberation Serif"/>'
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="CC"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def settings(layout: Layout) -> str:
    """Word 2013 layout, no automatic hyphenation; read-only outside editable ranges when protected."""
    protection = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>' if layout.protected else ""
    tag = language_tag(layout.language)
    return (
        f'{XML}<w:settings {W}><w:zoom w:percent="100"/>{protection}<w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="{tag}"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


_STYLES: Final = {
    # id: (name, outline level or None, paragraph properties, run properties)
    "Title": ("Title", None, '<w:keepNext/>{0}<w:spacing w:after="120"/><w:jc w:val="center"/>', "<w:b/>"),
    "Heading1": (
        "heading 1",
        0,
        '<w:keepNext/>{0}<w:spacing w:before="397" w:after="227"/><w:jc w:val="center"/>',
        "<w:b/>",
    ),
    "Heading2": (
        "heading 2",
        1,
        '<w:keepNext/>{0}<w:spacing w:before="227" w:after="113"/><w:jc w:val="left"/>',
        "<w:b/>",
    ),
    "Heading3": (
        "heading 3",
        2,
        '<w:keepNext/>{0}<w:spacing w:before="113" w:after="57"/><w:jc w:val="left"/>',
        "<w:b/>",
    ),
    "BodyText": ("Body Text", None, '<w:ind w:firstLine="709"/><w:jc w:val="both"/>', ""),
    "Note": ("Note", None, '{0}<w:jc w:val="left"/>', '<w:sz w:val="22"/><w:szCs w:val="22"/>'),
    "Cell": ("Cell", None, '{0}<w:jc w:val="left"/>', '<w:sz w:val="24"/><w:szCs w:val="24"/>'),
    "CellHead": (
        "Cell Head",
        None,
        '{0}<w:jc w:val="center"/>',
        '<w:b/><w:sz w:val="22"/><w:szCs w:val="22"/>',
    ),
    "CellNumber": (
        "Cell Number",
        None,
        '{0}<w:jc w:val="center"/>',
        '<w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    "Header": ("header", None, '<w:jc w:val="center"/>', '<w:sz w:val="24"/><w:szCs w:val="24"/>'),
    "Footer": (
        "footer",
        None,
        '<w:jc w:val="left"/>',
        f'<w:color w:val="{GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
}


def styles(layout: Layout) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    tag = language_tag(layout.language)
    head = (
        f"{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:default="1" '
        'w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
        f'<w:style w:type="character" w:customStyle="1" w:styleId="Code"><w:name w:val="Line Code"/><w:rPr>'
        f'<w:color w:val="{GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    return head + "".join(_style(key) for key in _STYLES) + "</w:styles>"


def _style(key: str) -> str:
    name, level, paragraph, run = _STYLES[key]
    custom = ' w:customStyle="1"' if key in ("Note", "Cell", "CellHead", "CellNumber") else ""
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph.format("<w:suppressAutoHyphens/>")}'
        f"{outline}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def header() -> str:
    """Page number, top centre."""
    field = "".join(f"<w:r>{piece}</w:r>" for piece in _page_field())
    return f'{XML}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{field}</w:p></w:hdr>'


def _page_field() -> tuple[str, ...]:
    return (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )


def empty_header() -> str:
    """The first page has no number."""
    return f'{XML}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'


def footer(layout: Layout, field_mm: float) -> str:
    """A rule, the left words and the right words; *field_mm* is the width between the margins."""
    left, right = (escape(clean(words)) for words in (layout.footer_left, layout.footer_right))
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{GREY}"/></w:pBdr>'
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(field_mm)}"/></w:tabs>'
    properties = f'<w:pPr><w:pStyle w:val="Footer"/>{rule}{tabs}</w:pPr>' if left or right else ""
    runs = f'<w:r><w:t xml:space="preserve">{left}</w:t></w:r>' if left else ""
    if right:
        runs += f'<w:r><w:tab/><w:t xml:space="preserve">{right}</w:t></w:r>'
    return f"{XML}<w:ftr {W}><w:p>{properties}{runs}</w:p></w:ftr>"


def core_properties(layout: Layout) -> str:
    produced = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{escape(layout.produced)}</dcterms:created>'
        if layout.produced
        else ""
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(layout.title))}</dc:title>"
        f"<dc:language>{language_tag(layout.language)}</dc:language>{produced}</cp:coreProperties>"
    )


def app_properties() -> str:
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Bagdar</Application></Properties>"
    )


def custom_properties(layout: Layout) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006"
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{i}" name={quoteattr(clean(name))}>'
        f"<vt:lpwstr>{escape(clean(value))}</vt:lpwstr></property>"
        for i, (name, value) in enumerate(sorted(layout.properties.items()), 2)
    )
    return (
        f'{XML}<Properties xmlns="{kinds}/custom-properties" xmlns:vt="{kinds}/docPropsVTypes">'
        f"{rows}</Properties>"
    )
