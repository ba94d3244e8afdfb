"""What several bodies say: once where they say the same, each under its name."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import (
    BodyRef,
    Case,
    Conclusion,
    Contribution,
    Reason,
    Report,
    ReportLine,
    Statement,
)
from bagdar.documents.pages import conclusion_layout, report_layout
from bagdar.documents.pages.sheet import Sheet
from bagdar.documents.pages.tests.look import cell_text, paragraphs, rows, tables
from bagdar.documents.pages.tests.spec import LANGUAGE, spec
from bagdar.documents.spec import NoteItem
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text

BODIES = Bodies(
    Body(id=name, kind="k", name=Text({LANGUAGE: name}), abbreviations={LANGUAGE: (name.upper(),)})
    for name in ("me", "mt", "mh")
)


def said(author: str | None, text: str) -> Statement:
    return Statement(language=LANGUAGE, text=text, author=author)


def printed(*statements: Statement, own: str | None = None) -> list[str]:
    sheet = Sheet(spec(), LANGUAGE, bodies=BODIES)
    return ["".join(run.text for run in runs) for runs in sheet.statements(statements, own=own)]


@pytest.mark.parametrize(
    "statements, own, lines",
    [
        ([said("me", "x"), said("mt", "x")], None, ["ME, MT: x"]),
        ([said("me", "x"), said("mt", "y"), said("mh", "x")], None, ["ME, MH: x", "MT: y"]),
        ([said("me", "x")], "me", ["x"]),
        ([said("me", "x"), said("mt", "x")], "me", ["ME, MT: x"]),
        ([said("me", "x"), said("mt", "y")], "me", ["x", "MT: y"]),
        ([said(None, "x"), said("mt", "x")], "me", ["x", "MT: x"]),
    ],
)
def test_the_same_words_stand_once_after_all_names(
    statements: list[Statement], own: str | None, lines: list[str]
) -> None:
    assert printed(*statements, own=own) == lines


def test_a_line_that_nobody_keeps_shows_what_its_members_said() -> None:
    line = ReportLine(
        key="w",
        kind="work",
        status="half",
        contributions=tuple(
            Contribution(
                body=body,
                role="co_executor",
                status="half",
                information=(said(body, f"{body} built"),),
                reason=Reason(kind="money", statements=(said(body, "no money"),)),
            )
            for body in ("mt", "mh")
        ),
    )
    report = Report(languages=(LANGUAGE,), sender=BodyRef(id="me"), period=Period(2026), lines=(line,))
    (table,) = tables(report_layout(report, spec(), LANGUAGE, bodies=BODIES), "lines")
    first, second, reason = cell_text(table.rows[-1].cells[-1]).split("\n")
    assert (first, second) == ("Half done. MT: mt built", "MH: mh built")
    assert reason.endswith("MT, MH: no money")


def test_a_kind_of_reason_stands_before_the_full_stop() -> None:
    kind = spec("conclusion").reasons[0]
    reason = Reason(kind=kind.id, statements=(said("mt", "No rain."),))
    conclusion = Conclusion(
        languages=(LANGUAGE,),
        name=Text(),
        period=Period(2026),
        cases=(Case(key="m", kind="measure", title=Text(), reasons=(reason,)),),
    )
    (table,) = tables(conclusion_layout(conclusion, spec("conclusion"), LANGUAGE, bodies=BODIES), "case")
    answers = {row[0]: row[1] for row in rows(table) if len(row) == 2}
    assert answers["case.reason"] == f"MT: No rain ({kind.words[LANGUAGE]})."


def test_pieces_of_one_item_of_the_note_share_its_number() -> None:
    items = tuple(
        NoteItem(id=name, caption=Text({LANGUAGE: name}), number=number)
        for name, number in (("solved", 1), ("influence", 1), ("proposals", 0))
    )
    report = Report(
        languages=(LANGUAGE,),
        sender=BodyRef(id="me"),
        period=Period(2026),
        note={item.id: (said("me", "text"),) for item in items},
    )
    found = paragraphs(report_layout(report, replace(spec(), note=items), LANGUAGE, bodies=BODIES))
    assert [line for line in found if line.endswith("text")] == [
        "1) solved. text",
        "influence. text",
        "2) proposals. text",
    ]
