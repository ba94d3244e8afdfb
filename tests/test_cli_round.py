"""A round by the command alone, as an operator runs it: forms out, filled-in forms back, report and conclusion."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from bagdar.cli.main import main
from bagdar.consolidation.issue import open_cycle
from bagdar.demo.content import demonstration
from bagdar.demo.files import write_received, write_register
from bagdar.demo.round import Round
from bagdar.documents.bodies import RegisterFile
from bagdar.documents.forms import Plan
from bagdar.documents.pages import plan_layout
from bagdar.documents.writing.docx import write_docx
from bagdar.kernel import clock, jsonio
from bagdar.methodology.loader import load

TORN = "torn.docx"


class Said(NamedTuple):
    code: int
    out: str
    err: str


def bagdar(*words: object) -> Said:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--lang", "en", *map(str, words)])
    return Said(code, out.getvalue(), err.getvalue())


class Steps(NamedTuple):
    folder: Path
    issued: Said
    consolidated: Said
    concluded: Said


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Steps:
    """The demonstration's plan in one language, its year 2025, every step a command; one file came damaged."""
    folder, methodology = tmp_path_factory.mktemp("round"), load()
    demo = demonstration(methodology)
    layout = plan_layout(demo.plan, methodology.forms["plan"], "ru", bodies=demo.bodies)
    write_docx(layout, folder / "plan.ru.docx")
    bodies = write_register(demo, folder)
    round_ = ("--year", 2025, "--bodies", bodies)
    with clock.at(demo.instant):
        name = ("--strategy-name", "Стратегия")
        issued = bagdar("forms", folder / "plan.ru.docx", *round_, *name, "--out", folder / "forms")
        plan = folder / "forms" / "plan.json"
        send(folder, jsonio.loads(plan.read_bytes(), Plan), bodies)
        back = bagdar(
            "consolidate",
            folder / "back",
            "--plan",
            plan,
            *round_,
            "--out",
            folder / "out",
            "--format",
            "docx",
        )
        concluded = bagdar("conclude", folder / "out", "--out", folder / "end", "--format", "docx")
    return Steps(folder, issued, back, concluded)


def send(folder: Path, plan: Plan, bodies: Path) -> None:
    """What the bodies of the demonstration answer to the forms, and one torn file."""
    from bagdar.cli.common import by_register

    methodology = load()
    by = by_register(methodology, jsonio.loads(bodies.read_bytes(), RegisterFile))
    demo = demonstration(methodology)
    told = Round(by.methodology, demo, open_cycle(plan, by.methodology, by.bodies, demo.period))
    list(write_received(told, folder / "back"))
    (folder / "back" / TORN).write_bytes(b"PK\3\4" + bytes(100))


def test_forms_go_out_with_who_owes_what_and_the_plan(steps: Steps) -> None:
    assert steps.issued.code == 0, steps.issued.err
    forms = steps.folder / "forms"
    assert f"--plan {forms / 'plan.json'}" in steps.issued.out
    bodies = {path.stem for path in forms.glob("*.docx")}
    assert bodies == {path.stem for path in forms.glob("*.xlsx")}
    assert f"Forms issued: {len(bodies)}." in steps.issued.out
    owed = json.loads((forms / "obligations.json").read_bytes())
    assert bodies <= {each.get("sender") for each in owed}
    plan = jsonio.loads((forms / "plan.json").read_bytes(), Plan)
    assert plan.strategy_name["ru"] == "Стратегия"


def test_executors_that_nobody_knows_are_named_when_forms_go_out(steps: Steps, tmp_path: Path) -> None:
    """Without its own register the demonstration's invented bodies are unknown."""
    unknown = "Executors that are not in the register"
    assert unknown not in steps.issued.err
    issued = bagdar(
        "forms", steps.folder / "plan.ru.docx", "--year", 2025, "--out", tmp_path, "--format", "xlsx"
    )
    assert issued.code == 0
    assert unknown in issued.err
    assert "УМВД" in issued.err


def test_a_refused_file_is_named_and_the_others_go_on(steps: Steps) -> None:
    assert steps.consolidated.code == 4
    assert TORN in steps.consolidated.err
    came = len(list((steps.folder / "back").iterdir())) - 1
    assert f"Files received: {came};" in steps.consolidated.out


def test_what_came_back_is_known_by_the_fingerprint_it_was_issued_with(steps: Steps) -> None:
    found = json.loads((steps.folder / "out" / "findings.json").read_bytes())
    assert found
    assert not [each for each in found if "fingerprint" in each["check"]]


def test_findings_name_file_and_row_and_clause(steps: Steps) -> None:
    told = [line for line in steps.consolidated.out.splitlines() if line.startswith(("ERROR", "WARNING"))]
    assert told
    files = {path.name for path in (steps.folder / "back").iterdir()}
    for line in told:
        assert any(name in line for name in files), line
        assert line.endswith(")"), line


def test_each_section_has_its_report(steps: Steps) -> None:
    levels = [path for path in (steps.folder / "out").iterdir() if path.is_dir()]
    assert [len(list(level.glob("section-*.ru.docx"))) for level in levels] == [6]


def test_the_conclusion_needs_no_register_again(steps: Steps) -> None:
    """What was consolidated carries the register it was made by."""
    assert steps.concluded.code == 0, steps.concluded.err
    assert {path.name for path in (steps.folder / "end").iterdir()} == {
        "conclusion.json",
        "conclusion.ru.docx",
        "strategy-report.json",
        "strategy-report.ru.docx",
    }
    conclusion = json.loads((steps.folder / "end" / "conclusion.json").read_bytes())
    assert all(executor["name"] for executor in conclusion["executors"])


def test_a_draft_without_positions_is_told_what_it_lacks(steps: Steps) -> None:
    checked = bagdar(
        "check",
        steps.folder / "end" / "conclusion.ru.docx",
        "--plan",
        steps.folder / "forms" / "plan.json",
        "--bodies",
        steps.folder / "bodies.json",
    )
    assert checked.code == 1
    assert "(A3.6)" in checked.out


def test_one_file_is_checked_alone_as_it_is_among_all(steps: Steps) -> None:
    file = next(path for path in sorted((steps.folder / "back").glob("d-city*")))
    against = ("--plan", steps.folder / "forms" / "plan.json", "--bodies", steps.folder / "bodies.json")
    alone = bagdar("check", file, *against, "--year", 2025)
    for line in alone.out.splitlines()[:-1]:
        assert line in steps.consolidated.out.splitlines()
    assert bagdar("check", file, *against).code == 2, "the year is needed"
    assert bagdar("check", file).code == 2, "and the plan"


def test_an_offline_form_is_not_turned_into_a_report(steps: Steps) -> None:
    file = next((steps.folder / "forms").glob("*.docx"))
    refused = bagdar("convert", file, "--to", "pdf", "--out", steps.folder / "no.pdf")
    assert refused.code == 2
    assert "This is an offline form" in refused.err
    assert not (steps.folder / "no.pdf").exists()


def test_two_answers_of_one_body_and_files_nobody_can_read_are_named(steps: Steps, tmp_path: Path) -> None:
    """The same file twice is one answer; another that says something else is told, and which was taken."""
    sent = next(path for path in sorted((steps.folder / "back").glob("d-finance*")))
    book = load_workbook(sent)
    lines = book.worksheets[1]
    wording = next(cell for cell in lines["I"] if cell.row > 12 and str(cell.value or "").endswith("."))
    wording.value = "Иначе."
    (tmp_path / "same").mkdir()
    for path in (tmp_path / sent.name, tmp_path / "same" / sent.name):
        path.write_bytes(sent.read_bytes())
    against = ("--plan", steps.folder / "forms" / "plan.json", "--bodies", steps.folder / "bodies.json")
    go = ("consolidate", tmp_path, *against, "--year", 2025, "--format", "docx", "--out")
    assert "differently in two files" not in bagdar(*go, steps.folder / "once").out
    book.save(tmp_path / "again.xlsx")
    (tmp_path / "old.rtf").write_bytes(b"{\\rtf1 report}")
    told = bagdar(*go, steps.folder / "twice")
    assert f"{sent.name}: One body answered one line differently in two files" in told.out
    assert "again.xlsx" in told.out
    assert "by file name it comes later" in told.out
    assert told.code == 4
    assert "old.rtf" in told.err
    (tmp_path / "old.rtf").unlink()
    day = next(cell for sheet in book for row in sheet for cell in row if cell.value == "09.01.2026")
    day.value = "12.01.2026"
    book.save(tmp_path / "again.xlsx")
    later = bagdar(*go, steps.folder / "later")
    assert "again.xlsx: One body answered one line differently in two files" in later.out
    assert "it was signed later (12.01.2026; the other on 09.01.2026)" in later.out
    assert "Иначе." in (steps.folder / "later" / "consolidated.json").read_text("utf-8")


def test_a_form_of_another_year_is_told_and_not_counted(steps: Steps, tmp_path: Path) -> None:
    against = ("--plan", steps.folder / "forms" / "plan.json", "--bodies", steps.folder / "bodies.json")
    sent = next(path for path in sorted((steps.folder / "back").glob("d-finance*")))
    (tmp_path / sent.name).write_bytes(sent.read_bytes())
    told = bagdar(
        "consolidate", tmp_path, *against, "--year", 2026, "--format", "docx", "--out", steps.folder / "no"
    )
    (finding,) = [line for line in told.out.splitlines() if line.startswith("ERROR")]
    assert "The form is for another period" in finding
    assert f"A file for another period is not counted: {sent.name} (Sample Ministry of Finance)" in told.out
    assert "No report received from: Sample Ministry of Finance" in told.out
    result = json.loads((steps.folder / "no" / "consolidated.json").read_bytes())["consolidation"]
    assert not [line for line in result["lines"] if line.get("status")]


def test_a_report_sent_as_json_is_taken_and_other_json_is_not(steps: Steps, tmp_path: Path) -> None:
    from bagdar.consolidation.levels import Consolidation
    from bagdar.documents.forms import BodyRef, Report, ReportLine

    folder = tmp_path / "back"
    folder.mkdir()
    plan = jsonio.loads((steps.folder / "forms" / "plan.json").read_bytes(), Plan)
    item = next(item for item in plan.items if item.kind == "activity")
    line = ReportLine(key=item.key, kind=item.kind, title=item.title, status="executed")
    sent = Report(languages=("ru",), sender=BodyRef(id="d-interior"), lines=(line,))
    (folder / "interior.json").write_bytes(jsonio.dumps(sent))
    (folder / "obligations.json").write_bytes(b"[]")
    said = bagdar(
        "consolidate", folder, "--plan", steps.folder / "forms" / "plan.json", "--year", 2025,
        "--bodies", steps.folder / "bodies.json", "--out", tmp_path / "out", "--format", "docx", "--in", "ru",
    )  # fmt: skip
    assert said.code == 0, said.err
    kept = json.loads((tmp_path / "out" / "consolidated.json").read_bytes())
    result = jsonio.convert(kept["consolidation"], Consolidation)
    found = {each.key: each.status for each in result.lines if each.status}
    assert found == {item.key: "executed"}
