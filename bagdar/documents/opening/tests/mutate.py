"""Makes mutated office files and reads them, inside a limited process: python -m … (docx|xlsx) COUNT SEED.

Each file has its own seed, SEED to SEED + COUNT - 1: 30 % get damaged bytes, 70 % damaged XML, attributes or
relationships. The first exception that is no refusal, or a reading over 20 seconds, ends the process with
its seed; a summary is printed otherwise.
"""

from __future__ import annotations

import copy
import html
import random
import re
import sys
import time
from collections import Counter

from lxml import etree

from bagdar.documents.opening import parse_document
from bagdar.documents.opening.sandbox import limit
from bagdar.documents.opening.tests.make import (
    c,
    docx_parts,
    p,
    relationships,
    run,
    sheet,
    tbl,
    tc,
    tr,
    xlsx_parts,
    zipped,
)  # fmt: skip
from bagdar.documents.opening.tests.measure import peak_megabytes
from bagdar.kernel.errors import FileRefusedError

Parts = dict[str, str | bytes]
SECONDS, MEGABYTES = 20, 512
_VALUES = (
    "", "0", "-1", "1", "65536", "4294967296", "99999999999999999999", "1e999", "NaN", "true", "continue", "restart",
    "XFD1048576", "A0", "A1:XFD1048576", "\U0001f600", "рус", "&amp;lt;", "%1%2%9", "../../x", "rId1", "a" * 5_000,
    "[h]:mm;;;@", "#,##0.00;[Red]", "ddmmyyyy", "[>=1e9]0", "%" * 200,
)  # fmt: skip
_TAG = re.compile(r"<[^<>]+>")
_ATTRIBUTE = re.compile(r'="[^"<>]*"')
_TEXT = re.compile(r">[^<>]+<")


def docx_seed() -> Parts:
    """A document with a little of everything that the walker knows."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar '
        'w:fldCharType="separate"/></w:r>' + run("1") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>" + p("box")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    item = p(
        "пункт", properties='<w:pStyle w:val="L"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    )
    control = f"<w:sdt><w:sdtPr><w:lock w:val='contentLocked'/></w:sdtPr><w:sdtContent>{p('c')}</w:sdtContent></w:sdt>"
    rows = (
        tr("№", "Name", properties="<w:tblHeader/>"),
        tr(tc("m", properties='<w:vMerge w:val="restart"/>'), tc("w", properties='<w:gridSpan w:val="2"/>')),
        tr(tc("", properties="<w:vMerge/>"), tc(item, control), properties='<w:gridBefore w:val="1"/>'),
        tr(tc(tbl(tr("nested")), p("")), tc(p("x", '<w:r><w:footnoteReference w:id="2"/></w:r>'))),
        tr("gone", properties="<w:del w:id='1'/>"),
        *(tr(f"{n}.", f"іс-шара {n}") for n in range(8)),
    )
    body = p("Жоспар", field, box) + tbl(*rows) + item + p("<w:ins>" + run("in") + "</w:ins><w:del/>") + p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/><w:tab/></w:r>', run("h", "<w:vanish/><w:b/>")
    ) + '<w:sectPr><w:headerReference r:id="r_header"/></w:sectPr>'  # fmt: skip
    level = (
        '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="%{0}.%1"/></w:lvl>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0">' + level.format(0, "upperRoman") + level.format(1, "decimal")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )  # fmt: skip
    styles = '<w:style w:type="paragraph" w:styleId="L" w:default="1"><w:basedOn w:val="L"/><w:rPr><w:b/></w:rPr></w:style>'
    footnotes = '<w:footnote w:id="2">' + p("note") + "</w:footnote>"
    more = {"numbering": numbering, "styles": styles, "footnotes": footnotes, "header": p("head")}
    return docx_parts(body, more)


def xlsx_seed() -> Parts:
    """A workbook with a little of everything that the walker knows."""
    strings = "<si><t>бір</t></si><si><r><t>е</t></r><r><t xml:space='preserve'>кі_x000D_</t></r><rPh><t>x</t></rPh></si>"
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="[$-419]d mmm yyyy&quot; г.&quot;;[Red]0.00"/></numFmts><fonts><font/>'
        '<font><b/></font></fonts><cellXfs><xf/><xf numFmtId="170" fontId="1"/><xf numFmtId="4"><protection locked="0"/></xf>'
        '<xf numFmtId="10"/><xf numFmtId="46"/></cellXfs>'
    )
    rows = [
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 2}</v></c><c r="B{n}" s="{n % 5}"><v>{n * 1234.5678}</v></c>'
        f'{c(f"C{n}", "text")}<c r="D{n}" t="b"><v>1</v></c><c r="E{n}" s="2"><f>A1+1</f><v>2.5</v></c></row>'
        for n in range(1, 9)
    ]  # fmt: skip
    after = (
        '<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3:C5"/></mergeCells><headerFooter>'
        "<oddHeader>&amp;CДСП</oddHeader></headerFooter>"
    )
    names = '<definedName name="_xlnm.Print_Titles" localSheetId="0">S1!$1:$2</definedName><definedName name="k">S1!$A$1</definedName>'
    first = sheet(*rows, before='<cols><col min="2" max="3" hidden="1"/></cols>', after=after)
    parts = xlsx_parts(
        first, sheet(rows[0]), strings=strings, styles=styles, names=names, states={2: "hidden"}
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships({"c": ("comments", "../comments1.xml")})
    parts["xl/comments1.xml"] = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="A1"><text><t>n</t>'
        "</text></comment></commentList></comments>"
    )
    return parts


def mutated(seeds: Parts, kind: str, dice: random.Random) -> bytes:
    if dice.random() < 0.3:
        return _damage_bytes(zipped(seeds), dice)
    parts = dict(seeds)
    for _ in range(dice.randint(1, 4)):
        name = dice.choice(sorted(parts))
        damage = damage_tree if dice.random() < 0.7 else damage_markup
        parts[name] = damage(str(parts[name]), dice)
        if dice.random() < 0.05:
            parts.pop(name)
        if not parts:
            break
    return zipped(parts)


def _damage_bytes(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(len(damaged))
        match dice.randrange(4):
            case 0:
                damaged[place] = dice.randrange(256)
            case 1:
                del damaged[place : place + dice.randint(1, 40)]
            case 2:
                damaged[place:place] = dice.randbytes(dice.randint(1, 40))
            case _:
                other = dice.randrange(len(damaged))
                damaged[place : place + 30] = damaged[other : other + 30]
        if not damaged:
            break
    return bytes(damaged)


def damage_markup(text: str, dice: random.Random) -> str:
    pattern = dice.choice((_TAG, _ATTRIBUTE, _ATTRIBUTE, _TEXT))
    places = list(pattern.finditer(text))
    if not places:
        return text
    place = dice.choice(places)
    start, end = place.span()
    if pattern is _ATTRIBUTE:
        return f'{text[:start]}="{dice.choice(_VALUES)}"{text[end:]}'
    if pattern is _TEXT:
        return f"{text[:start]}>{dice.choice(_VALUES)}<{text[end:]}"
    other = dice.choice(places)[0]
    match dice.randrange(5):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:start] + other + text[end:]
        case 2:
            return text[:end] + other + text[end:]
        case 3:
            return text[:start] + place[0] * dice.randint(2, 300) + text[end:]
        case _:
            far = dice.choice(places).start()
            return text[: min(start, far)] + text[max(start, far) :] + text[min(start, far) : max(start, far)]


def damage_tree(text: str, dice: random.Random) -> str:
    """Damage that leaves the XML well formed, so that it reaches the walkers."""
    try:
        root = etree.fromstring(text.encode())
    except etree.XMLSyntaxError:
        return text
    elements = list(root.iter())
    element, other = dice.choice(elements), dice.choice(elements)
    parent = element.getparent()
    match dice.randrange(6):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            for _ in range(dice.randint(1, 200)):
                parent.append(copy.deepcopy(element))
        case 2:
            other.append(copy.deepcopy(element))
        case 3:
            element.tag = other.tag
        case 4:
            element.text = html.unescape(dice.choice(_VALUES))
        case _:
            name = dice.choice([*element.attrib, *other.attrib, "x"])
            element.set(name, html.unescape(dice.choice(_VALUES)))
    return etree.tostring(root, encoding="unicode")


def main(kind: str, count: int, seed: int) -> None:
    limit(2 * MEGABYTES << 20, 3_600, 1 << 20)
    seeds = docx_seed() if kind == "docx" else xlsx_seed()
    outcomes: Counter[str] = Counter()
    begun = time.perf_counter()
    for number in range(seed, seed + count):
        data = mutated(seeds, kind, random.Random(number))
        start = time.process_time()
        try:
            parse_document(data, f"a.{kind}")
            outcomes["read"] += 1
        except FileRefusedError as refusal:
            outcomes[refusal.message] += 1
        except BaseException:
            print(f"seed {number}")
            raise
        if time.process_time() - start > SECONDS:
            sys.exit(f"seed {number}: too long")
    if peak_megabytes() > MEGABYTES:
        sys.exit(f"{peak_megabytes():.0f} MB")
    pace = count / (time.perf_counter() - begun)
    print(f"{count} files from seed {seed}, {pace:.0f} a second, {peak_megabytes():.0f} MB: {dict(outcomes)}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
