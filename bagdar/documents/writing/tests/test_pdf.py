"""A drawn document: one structure for eye and ear, own typefaces, equal bytes, nothing evaluated."""

from __future__ import annotations

import io
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from bagdar.documents.layout import Layout, PageBreak, Paragraph, Run, Table, TableRow
from bagdar.documents.writing.pdf import write_pdf
from bagdar.documents.writing.tests import samples


def drawn(layout: Layout) -> bytes:
    out = io.BytesIO()
    assert write_pdf(layout, out) == ()
    return out.getvalue()


def opened(layout: Layout) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(drawn(layout)))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """All structure elements in reading order."""
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.Array):
            stack.extend(reversed(list(item)))
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            yield item
            if "/K" in item:
                stack.append(item.K)


def counted(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S).lstrip("/") for element in elements(pdf))


def words(layout: Layout, tmp_path: Path) -> str:
    return words_of(drawn(layout), tmp_path)


def words_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "drawn.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def one(*blocks: Paragraph | Table | PageBreak, language: str = "kk") -> Layout:
    return Layout(
        language=language, title="Сынақ", landscape=True, margins=samples.LANDSCAPE, blocks=blocks, produced=samples.PRODUCED
    )  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_declares_language_title_and_archival_standard(language: str) -> None:
    pdf = opened(samples.plan(language))
    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert len(pdf.Root.OutputIntents) == 1
    with pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == samples.WORDS[language]["title"].replace("\n", " ")
    assert str(pdf.docinfo["/Keywords"]) == "fingerprint: 4B7E90C15D2AF318"


def test_a_plan_is_one_table_however_many_pages() -> None:
    pdf = opened(samples.plan("kk", 40))
    found = counted(pdf)
    assert len(pdf.pages) > 3
    assert (found["Table"], found["THead"]) == (1, 1)
    # Head and column numbers: 6 + 6; the section: 1; ten task rows, which stay with the next row: 6 each.
    assert found["TH"] == 12 + 1 + 60
    # 40 activities, goal and indicator.
    assert found["TD"] == 42 * 6
    assert found["TR"] == 2 + 1 + 10 + 42


def test_headings_make_an_outline_without_gaps() -> None:
    deep = samples.text("Терең", role="heading", level=3)
    pdf = opened(one(samples.text("Бірінші", role="heading", level=1), deep, deep))
    levels = [str(e.S) for e in elements(pdf) if str(e.S).startswith("/H")]
    assert levels == ["/H1", "/H2", "/H3"]
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Бірінші"]


def test_the_chart_speaks_through_its_alternative_text() -> None:
    pdf = opened(samples.strategy_report())
    assert [str(e.Alt) for e in elements(pdf) if str(e.S) == "/Figure"] == [
        "Бөлімдер бойынша орындалған, ішінара орындалған және орындалмаған жолдар саны"
    ]


def test_only_the_shipped_typefaces_are_embedded() -> None:
    pdf = opened(samples.plan("kk"))
    names = set()
    for page in pdf.pages:
        for font in page.resources.Font.values():
            (inner,) = font.DescendantFonts
            assert "/FontFile2" in inner.FontDescriptor or "/FontFile3" in inner.FontDescriptor
            names.add(str(font.BaseFont).split("+")[1].split("-Identity")[0])
    assert {name.split("-")[0] for name in names} == {"PTSerif", "NotoSerif"}
    assert {name for name in names if name.startswith("Noto")} == {"NotoSerif-Regular"}  # ₸ alone


def test_the_same_layout_gives_the_same_bytes() -> None:
    assert drawn(samples.report()) == drawn(samples.report())


def test_threads_draw_at_the_same_time() -> None:
    expected = drawn(samples.plan("ru"))
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(drawn(samples.plan("ru")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_sheets_turn_with_the_layout() -> None:
    pdf = opened(samples.strategy_report())
    shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert shapes == [False, True]


def test_text_is_never_evaluated(tmp_path: Path) -> None:
    risky = '#panic("x") $x^2$ *a* _b_ `c` <label> @ref // no comment [d] \\ "e" -- ---'
    table = Table(widths=(120,), rows=(TableRow((samples.cell(risky),)),))
    shown = words(one(samples.text(risky), table), tmp_path)
    assert shown.count('#panic("x") $x^2$ *a* _b_ `c` <label> @ref') == 2
    assert '// no comment [d] \\ "e" -- ---' in " ".join(shown.split())


def test_kazakh_letters_come_out_of_the_file_as_they_went_in(tmp_path: Path) -> None:
    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІі ₸ № «–» ≥"
    shown = words(one(samples.text(Run(letters), Run(letters, bold=True))), tmp_path)
    assert " ".join(shown.split()).count(letters) == 2


def test_head_and_page_number_repeat_but_the_first_page_has_no_number(tmp_path: Path) -> None:
    pages = words(samples.plan("kk", 20), tmp_path).split("\f")[:-1]
    assert len(pages) > 2
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert pages[0].split()[0] == "Қазақстан"
    assert all("Қаржыландыру" in page for page in pages if "Мемлекеттік" in page)


def test_a_task_row_is_never_last_on_its_page(tmp_path: Path) -> None:
    # Rows of different heights bring the task row to every place on a page.
    pages = words(samples.plan("kk", 60), tmp_path).split("\f")[:-1]
    for page in pages[:-1]:
        lines = [line for line in page.splitlines() if line.strip()]
        assert not any("1-міндет" in line for line in lines[-4:]), page
    assert any("1-міндет" in "\n".join(page.splitlines()[:12]) for page in pages[1:])


def test_a_row_higher_than_half_the_page_splits_and_nothing_is_lost(tmp_path: Path) -> None:
    long = " ".join(f"сөз{n}" for n in range(1500))
    rows = (samples.activity_row("kk", 1), samples.activity_row("kk", 2, words=long))
    shown = words(one(Table(widths=samples.PLAN_WIDTHS, rows=rows)), tmp_path)
    assert shown.count("\f") >= 3
    assert all(f"сөз{n}" in shown for n in (0, 700, 1499))


def test_a_short_row_does_not_split(tmp_path: Path) -> None:
    rows = tuple(samples.activity_row("kk", n, words="бір екі үш " * 12 + f"соңы{n}") for n in range(1, 30))
    pages = words(one(Table(widths=samples.PLAN_WIDTHS, rows=rows)), tmp_path).split("\f")
    for n in range(1, 30):
        (page,) = [page for page in pages if f"2.1-Ш{n}\n" in page or f"2.1-Ш{n} " in page]
        assert f"соңы{n}" in page


def test_the_signature_stays_whole_and_takes_the_last_paragraph_along(tmp_path: Path) -> None:
    pages = words(samples.report(), tmp_path).split("\f")
    (signed,) = [page for page in pages if "Бірінші басшы" in page]
    assert "2) Тұжырымдар" in signed
    assert "Сертификат сериясы" in signed


def test_a_table_wider_than_the_sheet_is_drawn_narrower(tmp_path: Path) -> None:
    table = Table(widths=(200, 200), rows=(TableRow((samples.cell("сол"), samples.cell("оң жақ шеті"))),))
    assert "оң жақ шеті" in words(one(table), tmp_path)


def test_an_untranslated_line_is_marked() -> None:
    pdf = opened(samples.plan("kk"))
    fill = b"1 0.9490196 0.8 "
    assert any(fill in page.Contents.read_bytes() for page in pdf.pages)


def test_a_document_of_many_tag_objects_is_packed() -> None:
    # Compressed object streams: fewer than a tenth of the objects stand by themselves.
    raw = drawn(samples.plan("kk", 40))
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert raw.count(b" obj") < len(pdf.objects) / 10


def test_a_path_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    write_pdf(samples.plan("en"), path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_row_with_too_many_cells_is_refused() -> None:
    table = Table(widths=(10,), rows=(TableRow((samples.cell("a"), samples.cell("b"))),))
    with pytest.raises(ValueError, match="1 cells too many"):
        write_pdf(one(table), io.BytesIO())
