"""What an official sees first: nothing leaves its margins, no cell is blank, headings can be navigated by."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from msgspec.structs import replace

from bagdar.documents.layout import Layout
from bagdar.documents.pages import conclusion_layout, plan_layout, report_layout, strategy_report_layout
from bagdar.documents.pages.tests import make as sample
from bagdar.documents.pages.tests.look import cell_text, tables
from bagdar.documents.writing.cells import paragraph_size, place
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.measure import width
from bagdar.documents.writing.pdf import write_pdf
from bagdar.methodology.loader import load

KZ = "kz-mne-82-2021"
LANGUAGES = ("kk", "ru", "en")
MM = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def layouts(language: str) -> dict[str, Layout]:
    forms = load(KZ).forms
    plan, bodies = sample.plan(), sample.bodies()
    return {
        "plan": plan_layout(plan, forms["plan"], language, bodies=bodies),
        "report": report_layout(sample.report(), forms["report"], language, plan=plan, bodies=bodies),
        "strategy_report": strategy_report_layout(
            sample.strategy_report(),
            forms["strategy_report"],
            language,
            annex_spec=forms["report"],
            plan=plan,
            bodies=bodies,
        ),
        "conclusion": conclusion_layout(sample.conclusion(), forms["conclusion"], language, bodies=bodies),
    }


def pdf_text(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_leaves_the_margins(language: str, tmp_path: Path) -> None:
    for name, layout in layouts(language).items():
        path = tmp_path / f"{name}.pdf"
        write_pdf(layout, path)
        pages = _PAGE.findall(pdf_text(path, "-bbox"))
        assert pages
        for across, down, words in pages:
            wide, high = float(across) / MM, float(down) / MM
            left, right = (20, 12) if wide > high else (25, 15)
            for x0, y0, x1, y1, word in _WORD.findall(words):
                assert float(x0) / MM >= left - 0.3, (name, word)
                assert float(x1) / MM <= wide - right + 0.5, (name, word)
                assert float(y0) / MM >= 5, (name, word)
                assert float(y1) / MM <= high - 5, (name, word)


@needs_poppler
@pytest.mark.parametrize("shift", range(9, 13))
def test_the_years_of_a_case_stay_with_their_figures(shift: int, tmp_path: Path) -> None:
    """Wherever the page ends: *shift* lines more above the tables move them down."""
    conclusion = sample.conclusion()
    longer = sample.text("стратегия құжаты " * 4 * shift + "аяқталды")
    longer_conclusion = replace(conclusion, name=longer)
    layout = conclusion_layout(longer_conclusion, load(KZ).forms["conclusion"], "kk", bodies=sample.bodies())
    write_pdf(layout, tmp_path / "conclusion.pdf")
    pages = pdf_text(tmp_path / "conclusion.pdf", "-layout").split("\f")
    counts = [[len(re.findall(rf"\b{word}\b", page)) for word in ("Жыл", "Нақты")] for page in pages]
    assert sum(years for years, _ in counts) == len(conclusion.cases)
    assert all(years == actuals for years, actuals in counts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "more", [(), ("not_shown", "not_published"), ("not_shown", "not_published", "not_judged")]
)
def test_no_word_parts_in_the_table_of_counts(language: str, more: tuple[str, ...]) -> None:
    """However many classes have something to count: in three figures, in bold."""
    tallies = tuple(
        replace(tally, total=999, due=888, counts={"executed": 123, **dict.fromkeys(more, 111)})
        for tally in sample.tallies()
        if tally.section is None
    )
    report = replace(sample.strategy_report(), tallies=tallies)
    layout = strategy_report_layout(
        report, load(KZ).forms["strategy_report"], language, bodies=sample.bodies()
    )
    (table,) = tables(layout, "tallies")
    assert sum(table.widths) == pytest.approx(170)
    for row, placed in zip(table.rows, place(table), strict=True):
        for item in placed:
            room = sum(table.widths[item.column : item.column + item.columns]) - (1.6 if row.header else 3.0)
            for paragraph in item.cell.paragraphs:
                size = paragraph_size(paragraph, row, table)
                for run in paragraph.runs:
                    for word in run.text.split(" "):
                        assert width(word, run.size or size, bold=run.bold) <= room + 0.1, word


@needs_poppler
@pytest.mark.parametrize("lines", range(30, 44, 2))
def test_the_proposals_go_with_the_signature(lines: int, tmp_path: Path) -> None:
    """Wherever the page ends: the text above is *lines* lines long."""
    long = sample.text("ұсыныстар мен тұжырымдар " * 3 * lines)
    conclusion = replace(sample.conclusion(), cases=(), assessment=long)
    layout = conclusion_layout(conclusion, load(KZ).forms["conclusion"], "kk", bodies=sample.bodies())
    write_pdf(layout, tmp_path / "conclusion.pdf")
    pages = pdf_text(tmp_path / "conclusion.pdf", "-layout").split("\f")
    (signed,) = [page for page in pages if "Бірінші басшысы" in page]
    assert "ай сайынғы" in signed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_a_table_is_blank(language: str) -> None:
    for name, layout in layouts(language).items():
        for table in (table for table in tables(layout) if table.bordered):
            for row in table.rows:
                assert all(cell_text(cell).strip() for cell in row.cells), (name, table.name, row.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_has_headings_to_navigate_by_and_marked_table_heads(language: str, tmp_path: Path) -> None:
    found = layouts(language)
    write_docx(found["report"], tmp_path / "report.docx")
    document = Document(str(tmp_path / "report.docx"))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert styles.count("Title") == 1
    word = load(KZ).forms["report"].word
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [word(part, language) for part in ("part.1", "part.2", "part.3", "passports.title")]
    assert document.core_properties.title == found["report"].title
    for table in document.tables:
        first = table.rows[0]._tr.trPr
        assert first is not None
        assert first.find(qn("w:tblHeader")) is not None
