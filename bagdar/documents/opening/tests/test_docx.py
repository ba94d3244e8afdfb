"""A Word document is read as a person sees it."""

from __future__ import annotations

import pytest

from bagdar.documents.opening.tests.make import p, read_docx, run, tbl, tc, texts, tr
from bagdar.documents.raw import RawCell

DELETED = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
INSERTED = "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>"
OPEN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
CLOSE = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
ALTERNATE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>'
    "<v:shape><v:textbox><w:txbxContent>{1}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    "paragraph, seen",
    [
        (p("Бірінші ", "сөз"), "Бірінші сөз"),
        (p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>"), "a\nb\tc\nd"),
        (p("<w:r><w:t>2025</w:t><w:noBreakHyphen/><w:t>2029</w:t></w:r>"), "2025-2029"),
        (p("<w:r><w:t>согласо</w:t><w:softHyphen/><w:t>ванию</w:t></w:r>"), "согласованию"),
        (p("<w:r><w:t>согласо\u00adванию</w:t></w:r>"), "согласованию"),
        (p("<w:r><w:t> a \n b </w:t></w:r>"), "a   b"),
        (p("a", DELETED.format("gone"), INSERTED.format("new")), "anew"),
        (p("<w:moveFrom><w:r><w:t>old place</w:t></w:r></w:moveFrom>", "x"), "x"),
        (p("<w:moveTo><w:r><w:t>new place</w:t></w:r></w:moveTo>"), "new place"),
        (p('<w:hyperlink r:id="h">' + run("link") + "</w:hyperlink>"), "link"),
        (p("<w:smartTag>" + run("тег") + "</w:smartTag>"), "тег"),
        (p("<w:sdt><w:sdtPr/><w:sdtContent>" + run("in control") + "</w:sdtContent></w:sdt>"), "in control"),
        (p('<w:fldSimple w:instr=" PAGE ">' + run("7") + "</w:fldSimple>"), "7"),
        (p(OPEN.format("REF x"), "result", CLOSE, "."), "result."),
        (p(OPEN.format("IF 1"), OPEN.format("REF y"), "inner", CLOSE, CLOSE), "inner"),
        (p(OPEN.format("IF 1").replace("separate", "begin"), "in the code"), ""),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', " да"), "✓ да"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "5"), "≥5"),
        (p('<w:r><w:sym w:font="Nobody Knows" w:char="F041"/></w:r>'), "▪"),
        (p(run("\uf0b7 пункт", '<w:rFonts w:ascii="Symbol"/>')), "• пункт"),
        (p("<m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"), "x²"),
        (p("<w:ruby><w:rt>" + run("reading") + "</w:rt></w:ruby>"), ""),
        (
            p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="нет"/>'
              '<w:listEntry w:val="да"/></w:ddList></w:ffData></w:fldChar></w:r>'), "да",
        ),
        (p(run("visible"), run("hidden", "<w:vanish/>"), run("!", '<w:vanish w:val="0"/>')), "visible!"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_seen(paragraph: str, seen: str) -> None:
    assert read_docx(paragraph).paragraphs == (seen,)


def test_a_deleted_paragraph_end_joins_it_to_the_next() -> None:
    read = read_docx(p("first ", properties="<w:rPr><w:del/></w:rPr>") + p("second") + p("third"))
    assert read.paragraphs == ("first second", "third")


def test_tracked_changes_are_counted() -> None:
    read = read_docx(p(INSERTED.format("a"), DELETED.format("b")))
    assert read.remarks == {"tracked_changes": 2}


def test_paragraphs_and_tables_keep_their_order() -> None:
    read = read_docx(p("one") + tbl(tr("a")) + p("two") + p("three") + tbl(tr("b")) + p("four"))
    assert read.order == (("p", 0), ("t", 0), ("p", 1), ("p", 2), ("t", 1), ("p", 3))
    assert read.paragraphs == ("one", "two", "three", "four")


def test_everything_is_found_inside_a_control_around_the_whole_document() -> None:
    body = p("one") + tbl(tr("a"), tr("b")) + p("two")
    read = read_docx(f"<w:sdt><w:sdtPr/><w:sdtContent>{body}</w:sdtContent></w:sdt>" + p("three"))
    assert read.order == (("p", 0), ("t", 0), ("p", 1), ("p", 2))
    assert [texts(table) for table in read.tables] == [[["a"], ["b"]]]


def test_sections_do_not_interrupt_the_flow() -> None:
    read = read_docx(p("one", properties="<w:sectPr/>") + p("two") + "<w:sectPr/>")
    assert read.paragraphs == ("one", "two")


def test_cells_are_taken_by_order_with_their_spans_whatever_the_grid_says() -> None:
    wide = tc("wide", properties='<w:gridSpan w:val="2"/>')
    read = read_docx(tbl(tr("a", "b", "c"), tr(wide, "c"), tr("x", wide), columns=1))
    spans = [[(cell.text, cell.span, cell.column) for cell in row.cells] for row in read.tables[0].rows]
    assert spans[1:] == [[("wide", 2, 0), ("c", 1, 1)], [("x", 1, 0), ("wide", 2, 1)]]


def test_a_vertical_merge_shows_its_text_once() -> None:
    start = tc("merged", properties='<w:vMerge w:val="restart"/>')
    more = tc("under it", properties="<w:vMerge/>")
    table = read_docx(tbl(tr(start, "1"), tr(more, "2"), tr("new", "3"))).tables[0]
    assert [(row.cells[0].text, row.cells[0].merge) for row in table.rows] == [
        ("merged", "restart"),
        ("", "continue"),
        ("new", ""),
    ]
    assert table.rows[1].cells[0].hidden == "under it"


def test_a_merge_that_continues_nothing_begins_here() -> None:
    table = read_docx(tbl(tr(tc("text", properties="<w:vMerge/>"), "1"))).tables[0]
    assert (table.rows[0].cells[0].text, table.rows[0].cells[0].merge) == ("text", "restart")


def test_old_horizontal_merges_become_spans() -> None:
    first, next_ = (
        tc(t, properties=f'<w:hMerge w:val="{v}"/>') for t, v in (("a", "restart"), ("b", "continue"))
    )
    cells = read_docx(tbl(tr(first, next_, "c"))).tables[0].rows[0].cells
    assert [(cell.text, cell.span, cell.column) for cell in cells] == [("a", 2, 0), ("c", 1, 1)]


def test_a_row_that_begins_further_right_begins_with_an_empty_cell() -> None:
    cells = read_docx(tbl(tr("c", properties='<w:gridBefore w:val="2"/>'))).tables[0].rows[0].cells
    assert [(cell.text, cell.span) for cell in cells] == [("", 2), ("c", 1)]


def test_deleted_rows_and_cells_are_out_and_inserted_rows_are_in() -> None:
    rows = tr("a"), tr("b", properties="<w:del/>"), tr("c", properties="<w:ins/>")
    read = read_docx(tbl(*rows, tr(tc("d", properties="<w:cellDel/>"), "e")))
    assert texts(read.tables[0]) == [["a"], ["c"], ["e"]]
    assert [row.index for row in read.tables[0].rows] == [0, 1, 2]
    assert read.remarks["deleted_rows"] == 1


def test_a_table_all_of_whose_rows_are_deleted_is_no_table() -> None:
    read = read_docx(tbl(tr("a", properties="<w:del/>")) + p("x") + tbl(tr("b")))
    assert [(table.index, texts(table)) for table in read.tables] == [(0, [["b"]])]
    assert read.order == (("p", 0), ("t", 0))


def test_controls_around_rows_cells_and_content_are_not_seen() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    table = read_docx(
        tbl(control(tr("a", "b")), tr(control(tc("c")), "d"), tr(tc(control(p("e"))), "f"))
    ).tables[0]
    assert texts(table) == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_locked_controls_lock_their_cells() -> None:
    lock = (
        '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    )
    row = tr(lock.format(tc("a")), tc(lock.format(p("b"))), tc(p(lock.format(run("c")))), "d")
    cells = read_docx(tbl(row)).tables[0].rows[0].cells
    assert [(cell.text, cell.locked) for cell in cells] == [
        ("a", True),
        ("b", True),
        ("c", True),
        ("d", None),
    ]


def test_a_prompt_of_an_empty_control_is_not_content() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + run("Введите")
        + "</w:sdtContent></w:sdt>"
    )
    read = read_docx(tbl(tr(tc(p(prompt)), "b")))
    assert texts(read.tables[0]) == [["", "b"]]
    assert read.remarks == {"placeholders": 1}


def test_a_nested_table_follows_its_parent_and_leaves_no_text_there() -> None:
    nested = tbl(tr("n1", tc("deep", tbl(tr("deeper")), p(""))))
    read = read_docx(tbl(tr(tc("before", nested, p("after")), "b")) + p("") + tbl(tr("next")))
    assert [(t.index, t.parent, texts(t)) for t in read.tables] == [
        (0, None, [["before\nafter", "b"]]),
        (1, 0, [["n1", "deep"]]),
        (2, 1, [["deeper"]]),
        (3, None, [["next"]]),
    ]
    assert [what for what in read.order if what[0] == "t"] == [("t", 0), ("t", 3)]


def test_text_boxes_are_seen_once() -> None:
    box = ALTERNATE.format(BOX.format(p("in the box")), p("in the box"))
    read = read_docx(p("anchor", box) + tbl(tr(tc(p("cell", box)))))
    assert read.paragraphs == ("anchor", "in the box")
    assert texts(read.tables[0]) == [["cell\nin the box"]]


def test_a_table_in_a_text_box_is_a_table() -> None:
    read = read_docx(p(ALTERNATE.format(BOX.format(tbl(tr("a"))), "")))
    assert [texts(table) for table in read.tables] == [[["a"]]]


def test_the_fallback_is_read_where_the_choice_shows_nothing() -> None:
    emoji = '<w:r><mc:AlternateContent><mc:Choice Requires="x"><x/></mc:Choice><mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>'
    assert read_docx(p("a", emoji)).paragraphs == ("a☺",)


def test_footnotes_go_to_what_calls_them_without_gluing_their_mark() -> None:
    note = '<w:footnote w:id="2">' + p("по данным статистики") + "</w:footnote>"
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    custom = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    read = read_docx(
        tbl(tr(tc(p("2026", mark)), tc(p("год", custom)))) + p("текст", mark), {"footnotes": note}
    )
    assert texts(read.tables[0]) == [["2026", "год"]]
    assert [cell.notes for cell in read.tables[0].rows[0].cells] == [("по данным статистики",)] * 2
    assert read.paragraph_notes == {0: ("по данным статистики",)}


def test_hidden_runs_are_kept_apart() -> None:
    cell = read_docx(tbl(tr(tc(p("seen", run("key-17", "<w:vanish/>")))))).tables[0].rows[0].cells[0]
    assert (cell.text, cell.hidden) == ("seen", "key-17")


def test_styles_hide_and_embolden() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style>'
    )
    row = tr(
        tc(p("x", run("k", '<w:rStyle w:val="H"/>'))),
        tc(p("bold", properties='<w:pStyle w:val="C"/>')),
        tc(p(run("b", "<w:b/>"), run("not"))),
    )
    assert read_docx(tbl(row), {"styles": styles}).tables[0].rows[0].cells == (
        RawCell("x", column=0, hidden="k"),
        RawCell("bold", column=1, bold=True),
        RawCell("bnot", column=2),
    )


def test_bookmarks_belong_to_their_row() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="{}"/><w:bookmarkEnd w:id="1"/>'
    rows = (
        tr(tc(p(mark.format("line_1"), "a")), "b"),
        mark.format("line_2") + tr("c"),
        tr(mark.format("_GoBack"), "d"),
    )
    table = read_docx(tbl(*rows)).tables[0]
    assert [row.bookmarks for row in table.rows] == [("line_1",), ("line_2",), ()]


def test_repeated_header_rows_and_hidden_rows_are_marked() -> None:
    rows = (
        tr("h", properties="<w:tblHeader/>"),
        tr("x", properties="<w:hidden/>"),
        tr("y", properties='<w:tblHeader w:val="0"/>'),
    )
    table = read_docx(tbl(*rows)).tables[0]
    assert [(row.header, row.hidden) for row in table.rows] == [(True, False), (False, True), (False, False)]


def test_page_headers_are_read_once_each() -> None:
    read = read_docx(
        p("x", properties='<w:sectPr><w:headerReference r:id="r_header"/></w:sectPr>')
        + '<w:sectPr><w:headerReference r:id="r_header"/><w:footerReference r:id="r_footer"/></w:sectPr>',
        {"header": p("ДСП") + tbl(tr("a", "b")), "footer": p("")},
    )
    assert read.headers == ("ДСП\na\nb",)


def test_a_short_row_and_a_long_way_row_read_the_same() -> None:
    plain = tr(
        "1.", tc("два", "три"), tc("x", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
    )
    special = plain.replace("<w:trPr>", '<w:trPr><w:tblHeader w:val="0"/>')
    short, long_way = read_docx(tbl(plain)).tables[0], read_docx(tbl(special)).tables[0]
    assert short == long_way
    assert [cell.text for cell in short.rows[0].cells] == ["1.", "два\nтри", "x"]


def test_tab_stops_of_a_paragraph_are_no_tabs() -> None:
    stops = p("a", properties='<w:tabs><w:tab w:val="left" w:pos="100"/></w:tabs>')
    assert texts(read_docx(tbl(tr(tc(stops), "b"))).tables[0]) == [["a", "b"]]
