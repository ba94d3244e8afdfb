"""No character costs a document: it is drawn, drawn as a like one, or marked and reported."""

from __future__ import annotations

import io
import random
import unicodedata

import openpyxl
import pytest

from bagdar.documents.layout import Layout, Paragraph, Run, SignatureBlock, Table
from bagdar.documents.writing.glyphs import MARK, covered, for_drawing, for_office, name_of
from bagdar.documents.writing.pdf import write_pdf
from bagdar.documents.writing.tests import samples
from bagdar.documents.writing.xlsx import write_xlsx

CASES = [
    # written, drawn, missing, changed
    ("Қазақ ₸ №, «≥ 5»", "Қазақ ₸ №, «≥ 5»", "", ""),
    ("\uf0b7 бірінші", "• бірінші", "", ""),  # Word's Symbol bullet
    ("\uf0a7 екінші", "• екінші", "", "▪"),
    ("\uf0fe дайын", "√ дайын", "", "☑"),
    ("→ әрі", "–> әрі", "", "→"),
    ("и\u0306", "й", "", ""),  # decomposed
    ("✅", MARK, "✅", ""),
    ("中文", MARK * 2, "中文", ""),
    ("😀а", MARK + "а", "😀", ""),
    ("\ufffe", MARK, "\ufffe", ""),
    ("\ud800", MARK, "\ud800", ""),
    ("а\x07б", f"а{MARK}б", "\x07", ""),
    ("а\u200bб\ufeffв\u202eг", "абвг", "", ""),  # nothing that one sees
    ("а\u3000б\tв", "а б в", "", ""),
    ("1\r\n2\x0b3\u20284", "1\n2\n3\n4", "", ""),
    ("№\x1e1", "№‑1", "", ""),  # Word's own no-break hyphen
    ("≥\u0304", f"≥{MARK}", "\u0304", ""),  # the two typefaces share no such pair
    ("㎡", "m2", "", "㎡"),
]


@pytest.mark.parametrize("written, drawn, missing, changed", CASES)
def test_what_is_drawn(written: str, drawn: str, missing: str, changed: str) -> None:
    assert for_drawing(written) == (drawn, missing, changed)


@pytest.mark.parametrize(
    "written, kept, missing",
    [
        ("\uf0b7 тармақ 中 😀 →", "• тармақ 中 😀 →", ""),
        ("а\x00б\x9fв", f"а{MARK}б{MARK}в", "\x00\x9f"),
        ("\uffff\udfff", MARK * 2, "\uffff\udfff"),
        ("\uf8ff", MARK, "\uf8ff"),
        ("жол\r\nжол\tжол", "жол\nжол\tжол", ""),
    ],
)
def test_what_office_files_hold(written: str, kept: str, missing: str) -> None:
    assert for_office(written) == (kept, missing, "")


def test_a_lost_character_is_named() -> None:
    assert name_of("✅") == "U+2705 WHITE HEAVY CHECK MARK"
    assert name_of("\ud800") == "U+D800"


def test_finding_says_where_and_what() -> None:
    table = Table(widths=(50, 50), rows=(samples.activity_row("kk", 1),))
    row = table.rows[0]
    cells = (samples.cell("жақсы"), samples.cell("Толық ✅ орындалды", field="completion"))
    table = Table(widths=(50, 50), rows=(type(row)(cells=cells, key="2.1-Ш1"),))
    (finding,) = write_pdf(_layout(table), io.BytesIO())
    assert (finding.check, finding.clause) == ("writing.missing_glyph", "practice")
    place = finding.place
    assert (place.table, place.row, place.column, place.key, place.field) == (0, 0, 1, "2.1-Ш1", "completion")
    assert finding.params == {
        "characters": ["U+2705 WHITE HEAVY CHECK MARK"],
        "text": f"Толық {MARK} орындалды",
    }


def test_typesetter_draws_all_that_is_called_covered() -> None:
    # PDF/A is refused for one missing glyph, so a list that promises too much fails here.
    for bold, italic in ((False, False), (True, False), (False, True), (True, True)):
        codes = sorted(frozenset.union(*covered()))
        marks = [c for c in codes if unicodedata.category(chr(c))[0] == "M"]
        text = " ".join(chr(c) for c in codes if c not in marks) + " " + " ".join("а" + chr(c) for c in marks)
        words = Paragraph((Run(for_drawing(text).text, bold=bold, italic=italic),))
        assert write_pdf(_layout(words), io.BytesIO()) == ()


def _sample_of_unicode(seed: int) -> list[str]:
    """Strings of mixed characters, each category of Unicode in each of them."""
    rng = random.Random(seed)
    by_category: dict[str, list[int]] = {}
    for code in range(0x110000):
        by_category.setdefault(unicodedata.category(chr(code)), []).append(code)
    strings = []
    for _ in range(60):
        codes = [code for group in by_category.values() for code in rng.sample(group, min(6, len(group)))]
        rng.shuffle(codes)
        strings.append("".join(map(chr, codes)))
    strings += [
        "\ufffe\uffff",
        "‮שלום עולם‬",
        "مرحبا",
        "e" + "\u0301\u0489" * 40,
        "👨‍👩‍👧‍👦",
        "\ud83d",
        "<r>a</r>",
        "&amp;<b>",
        "_x0041_",
    ]
    return strings


def test_all_categories_of_unicode_pass_through_both_writers() -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    strings = _sample_of_unicode(seed)
    rows = tuple(
        type(samples.head("a"))(cells=(samples.cell(s, field=s), samples.cell(samples.code(s))), key=s)
        for s in strings
    )
    nasty = strings[0]
    layout = Layout(
        language="kk", title=nasty, landscape=True, margins=samples.LANDSCAPE,
        blocks=(
            samples.text(nasty, role="title"), Table(widths=(20, 60), rows=rows, name=nasty),
            SignatureBlock(left=(nasty, nasty), under_line=nasty, name=nasty, box=(nasty,)),
        ),
        footer_left=nasty, footer_right=nasty, properties={"fingerprint": nasty}, produced=samples.PRODUCED,
    )  # fmt: skip
    pdf, xlsx = io.BytesIO(), io.BytesIO()
    assert any(f.check == "writing.missing_glyph" for f in write_pdf(layout, pdf))
    write_xlsx(layout, xlsx)
    assert pdf.getvalue().startswith(b"%PDF-")
    sheet = openpyxl.load_workbook(xlsx).worksheets[0]
    shown = {str(sheet.cell(row, 1).value) for row in range(1, sheet.max_row + 1)}
    assert {"<r>a</r>", "&amp;<b>", "_x0041_"} <= shown


def _layout(*blocks: Paragraph | Table) -> Layout:
    return Layout(
        language="kk", title="Сынақ", landscape=True, margins=samples.LANDSCAPE, blocks=blocks, produced=samples.PRODUCED
    )  # fmt: skip
