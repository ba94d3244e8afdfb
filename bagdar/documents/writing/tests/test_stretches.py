"""A long table drawn in stretches is the document that would have been drawn at once."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bagdar.documents.layout import Layout, Run, Table, TableRow
from bagdar.documents.writing import stretches
from bagdar.documents.writing.pdf import write_pdf
from bagdar.documents.writing.tests import samples
from bagdar.documents.writing.tests.test_pdf import counted, drawn, elements, one, words, words_of


def _long_report() -> Layout:
    """Heading, long table, then what follows it: heading, prose, signature."""
    whole = samples.report()
    blocks = tuple(samples.plan_table("kk", 60) if i == 6 else b for i, b in enumerate(whole.blocks))
    assert isinstance(whole.blocks[6], type(blocks[6]))
    return Layout(
        language="kk", title="Есеп", landscape=True, margins=samples.LANDSCAPE, blocks=blocks,
        footer_left="сол", footer_right="оң", produced=samples.PRODUCED,
    )  # fmt: skip


def _spans() -> Layout:
    """Each line takes three rows of which the first cell covers all."""
    rows = [samples.head("Код", "Мән", "2026"), samples.numbers(3)]
    for n in range(70):
        rows.append(TableRow((samples.cell(f"код{n}", rows=3), samples.cell("Жоспар"), samples.cell(str(n)))))
        rows += [TableRow((samples.cell(kind), samples.cell(str(n)))) for kind in ("Нақты", "Дерек түрі")]
    return one(Table(widths=(40, 60, 40), rows=tuple(rows)))


def _bare() -> Layout:
    """A table that has no head."""
    rows = tuple(samples.activity_row("kk", n) for n in range(1, 71))
    return one(Table(widths=samples.PLAN_WIDTHS, rows=rows), samples.text("соңы"))


LAYOUTS = {"plan": lambda: samples.plan("kk", 70), "report": _long_report, "spans": _spans, "bare": _bare}


@cache
def in_stretches(name: str) -> bytes:
    """A layout drawn in stretches of a few rows, once for all tests of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "ROWS", 25)
        return drawn(LAYOUTS[name]())


@pytest.fixture(params=list(LAYOUTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pdf(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(in_stretches(name)))


@pytest.fixture
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "ROWS", 25)


def test_words_pages_and_tags_are_those_of_one_drawing(name: str, tmp_path: Path) -> None:
    at_once = drawn(LAYOUTS[name]())
    whole, joined = (pikepdf.open(io.BytesIO(made)) for made in (at_once, in_stretches(name)))
    assert words_of(in_stretches(name), tmp_path) == words_of(at_once, tmp_path)
    assert len(joined.pages) == len(whole.pages)
    tags = counted(whole)
    # A new body begins with a stretch; nothing else differs.
    assert {k: v for k, v in counted(joined).items() if k != "TBody"} == {
        k: v for k, v in tags.items() if k != "TBody"
    }


def test_reading_order_leads_to_each_page_and_back(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    assert list(parents) == sorted(parents)
    for page in pdf.pages:
        owners = parents[int(page.obj.StructParents)]
        assert len(owners) > 10
        for mark, owner in enumerate(owners):
            assert owner.Pg.objgen == page.obj.objgen
            assert mark in [int(kid) for kid in owner.K if not isinstance(kid, pikepdf.Dictionary)]


def test_each_cell_names_header_cells_that_exist(pdf: pikepdf.Pdf) -> None:
    listed = pdf.Root.StructTreeRoot.IDTree.Names
    names = [str(listed[i]) for i in range(0, len(listed), 2)]
    assert names == sorted(set(names), key=str.encode)
    own = {str(e.ID) for e in elements(pdf) if "/ID" in e}
    assert own == set(names)
    used = {str(n) for e in elements(pdf) for a in e.get("/A", ()) for n in a.get("/Headers", ())}
    assert bool(used) == bool(own)
    assert used <= own


def test_each_element_knows_its_parent(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        for kid in element.get("/K", ()) if isinstance(element.get("/K"), pikepdf.Array) else ():
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_outline_leads_to_the_pages_of_its_headings() -> None:
    pdf = pikepdf.open(io.BytesIO(in_stretches("report")))
    pages = [page.obj.objgen for page in pdf.pages]
    with pdf.open_outline() as outline:
        found = [(item.title, pages.index(item.destination[0].objgen)) for item in outline.root]  # type: ignore[index]
    titles = [title for title, _ in found]
    assert [title.split(".")[0] for title in titles] == ["1", "2", "3"]
    assert found[0][1] == 0
    assert found[1][1] >= len(pages) - 2


@pytest.mark.usefixtures("short_stretches")
def test_the_same_layout_gives_the_same_bytes() -> None:
    assert drawn(samples.plan("ru", 60)) == drawn(samples.plan("ru", 60))


def test_a_table_that_cannot_be_cut_is_drawn_at_once(short_stretches: None, tmp_path: Any) -> None:
    # One cell reaches over all rows, so no page begins with a row that may be cut before.
    rows = [TableRow((samples.cell("бәрі", rows=60), samples.cell("0")))]
    rows += [TableRow((samples.cell(Run("x").text + str(n)),)) for n in range(1, 60)]
    layout = one(Table(widths=(40, 40), rows=tuple(rows)))
    shown = words(layout, tmp_path)
    assert all(f"x{n}" in shown for n in range(1, 60))
    assert write_pdf(layout, io.BytesIO()) == ()
