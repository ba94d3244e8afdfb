"""The demonstration of every pack, through its files: what was put in comes out, and nothing else."""

from __future__ import annotations

import hashlib
import re
import shutil
from argparse import Namespace
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from bagdar.cli import conclude, demo_files
from bagdar.consolidation.conclusion import draft_conclusion
from bagdar.consolidation.issue import Cycle, forms_of, open_cycle
from bagdar.consolidation.levels import Consolidation, consolidate
from bagdar.consolidation.levels import Round as Over
from bagdar.consolidation.receive import Desk, Received
from bagdar.consolidation.split import split
from bagdar.demo.content import Demonstration, demonstration, load_content
from bagdar.demo.round import Round
from bagdar.documents.forms import Case, Contribution, Passport, Plan, PlanItem, Report, ReportLine, Statement
from bagdar.documents.opening import parse_document
from bagdar.documents.raw import RawDocument
from bagdar.documents.reading import Grammars, read
from bagdar.documents.writing.tests.office import convert, once
from bagdar.kernel import jsonio
from bagdar.kernel.findings import Finding
from bagdar.methodology.loader import available, default_pack, load, load_lexicons
from bagdar.methodology.model import Methodology

FORMATS = ("docx", "xlsx", "pdf")


class Demo(NamedTuple):
    """One pack's demonstration as it was written, and what it was written from."""

    out: Path
    methodology: Methodology
    content: Demonstration
    told: Round
    over: Over
    result: Consolidation

    @property
    def languages(self) -> tuple[str, ...]:
        return self.content.plan.languages

    @property
    def cycle(self) -> Cycle:
        return self.told.cycle

    @property
    def script(self) -> Any:
        return self.told.script

    def findings(self, step: str) -> list[Finding]:
        return jsonio.loads((self.out / step / "findings.json").read_bytes(), list[Finding])


def write(pack: str, out: Path) -> None:
    assert demo_files.run(Namespace(methodology=pack, out=out), "en") == 0


@pytest.fixture(scope="session", params=available())
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    out = once(tmp_path_factory, f"demo-{request.param}", lambda path: write(request.param, path))
    over, result = conclude.load(
        out / "4-consolidated",
        Namespace(methodology=None, bodies=None, strategy_name=None, strategy_act=None),
    )
    content = demonstration(load(request.param))
    cycle = open_cycle(over.plan, over.methodology, over.bodies, over.period)
    told = Round(over.methodology, content, cycle)
    return Demo(out, over.methodology, content, told, over, result)


def opened(path: Path) -> RawDocument:
    return parse_document(path.read_bytes(), path.name)


def received_files(demo: Demo) -> list[Path]:
    return sorted((demo.out / "3-received").iterdir())


# ── what is written ──


def test_every_document_is_there_in_every_language_and_format(demo: Demo) -> None:
    names = {str(path.relative_to(demo.out)) for path in demo.out.rglob("*") if path.is_file()}
    (level,) = (each.id for each in demo.methodology.levels if each.sender == "lead")
    sections = len({item.key for item in demo.over.plan.items if item.parent is None})
    for language in demo.languages:
        for suffix in FORMATS:
            for stem in ("1-plan/plan", "5-conclusion/strategy-report", "5-conclusion/conclusion"):
                assert f"{stem}.{language}.{suffix}" in names
            wanted = [
                n for n in names if re.fullmatch(rf"4-consolidated/{level}/.*\.{language}\.{suffix}", n)
            ]
            assert len(wanted) == sections
    for body in forms_of(demo.cycle):
        assert {f"2-forms/{body}.docx", f"2-forms/{body}.xlsx"} <= names
    assert all((demo.out / name).stat().st_size > 100 for name in names)


def texts_of(raw: RawDocument) -> Iterator[str]:
    yield from raw.paragraphs
    for table in raw.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


@pytest.mark.parametrize("demo", sorted(set(available()) - {default_pack()}), indirect=True)
def test_documents_of_the_second_pack_hold_no_word_of_the_firsts_languages(demo: Demo) -> None:
    assert not {"kk", "ru", "en"} & set(demo.languages)
    english = {"the", "of", "and", "with", "not", "is", "are", "was", "this", "which", "executed", "by"}
    for path in sorted(demo.out.rglob("*.docx")):
        text = " ".join(texts_of(opened(path)))
        assert not re.findall(r"[а-яёәғқңөұүһі]+", text, re.IGNORECASE), path.name
        assert not english & set(re.findall(r"[a-z]+", text.casefold())), path.name


def test_two_runs_write_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    write(demo.methodology.id, tmp_path)
    first, second = (
        {
            str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in out.rglob("*")
            if path.is_file()
        }
        for out in (demo.out, tmp_path)
    )
    assert len(first) > 40
    assert first == second


# ── the plan read back ──


def seen(item: PlanItem, language: str) -> tuple[Any, ...]:
    """What a sheet in *language* shows of an item, and its key."""
    cells = {column: text[language] for column, text in item.cells.items() if language in text}
    return (
        item.key,
        item.kind,
        item.parent,
        item.code,
        item.title[language],
        cells,
        measured(item.passport, language),
    )


def measured(passport: Passport | None, language: str) -> tuple[Any, ...] | None:
    if passport is None:
        return None
    return (
        passport.unit[language],
        passport.direction,
        passport.base_period if passport.base is not None else None,
        passport.base,
        {label: number for label, number in passport.targets.items() if number is not None},
        {label: (value.number, value.standing) for label, value in passport.actuals.items()},
    )


def plan_in(path: Path, demo: Demo) -> Plan:
    grammars = Grammars(demo.over.bodies, lexicons=load_lexicons(demo.methodology.id))
    reading = read(opened(path), demo.methodology.forms, demo.over.bodies, form="plan", grammars=grammars)
    assert not any(table.not_understood() for table in reading.tables)
    return reading.plan()


def assert_same_plan(path: Path, language: str, demo: Demo) -> None:
    found, written = plan_in(path, demo), demo.content.plan
    assert [seen(item, language) for item in found.items] == [seen(item, language) for item in written.items]
    assert [item.number for item in found.items if item.number] == [
        item.number for item in written.items if item.number
    ]
    assert (found.first_year, found.last_year) == (written.first_year, written.last_year)
    assert found.plan_act is not None
    assert written.plan_act is not None
    assert (found.plan_act.number, found.plan_act.day) == (written.plan_act.number, written.plan_act.day)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_the_plan_reads_back_equal_from_word_and_excel(demo: Demo, suffix: str) -> None:
    for language in demo.languages:
        assert_same_plan(demo.out / "1-plan" / f"plan.{language}.{suffix}", language, demo)


def test_the_plan_has_the_faults_put_into_it_and_no_others(demo: Demo) -> None:
    head = load_content(demo.methodology.id, "demo.toml")
    expected = sorted((f"checks.{each['check']}", each.get("key") or "") for each in head["finding"])
    found = demo.findings("1-plan")
    assert sorted((each.check, each.place.key or "") for each in found if each.severity != "info") == expected


# ── what bodies sent ──


def test_every_fault_of_the_round_is_found_where_it_is_and_nothing_else(demo: Demo) -> None:
    """A report typed by hand has no place for the day of signing, and is told so."""
    expected = {
        (fault["body"], find if find.startswith("offline.") else f"checks.{find}", fault.get("key"))
        for fault in demo.script["fault"]
        for find in fault.get("finds", ())
    } | {(body, "checks.report.signature_details", None) for body in demo.script["format"]["typed"]}
    found = {
        (str(each.place.file).split(".")[0], each.check, each.place.key)
        for each in demo.findings("4-consolidated")
    }
    assert found == expected


def test_contradictions_are_those_put_in(demo: Demo) -> None:
    expected = {(fault["key"], body) for fault in demo.script["fault"] for body in fault.get("differs", ())}
    found = [(each.key, each.theirs) for each in demo.result.contradictions]
    assert len(found) == len(set(found))
    assert set(found) == expected
    ranks = [each.rank for each in demo.result.contradictions]
    assert ranks == sorted(ranks)


def test_bodies_without_a_report_are_named_and_blank_lines_listed(demo: Demo) -> None:
    assert {each.body for each in demo.result.missing} == set(demo.told.missing())
    unbound = {body for roles in demo.over.roles.values() for body in roles.unbound}
    assert {each.body for each in demo.result.missing if not each.bound} == set(demo.told.missing()) & unbound
    silent = {(f["body"], f["key"]) for f in demo.script["fault"] if f["kind"] == "blank"}
    assert set(demo.result.silent) == silent
    for language in demo.languages:
        for document in ("strategy-report", "conclusion"):
            raw = opened(demo.out / "5-conclusion" / f"{document}.{language}.docx")
            text = " ".join(" ".join(texts_of(raw)).split())
            for body in demo.told.missing():
                assert demo.over.bodies[body].name[language] in text


def statements_of(report: Report) -> Iterator[Statement]:
    for line in report.lines:
        parts: tuple[ReportLine | Contribution, ...] = (line, *line.contributions)
        for part in parts:
            yield from part.information
            yield from part.reason.statements if part.reason else ()
    for factor in report.factors:
        yield from (*factor.statements, *factor.measures)
    for statements in report.note.values():
        yield from statements


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_sentence_of_the_national_report_stands_in_a_cell_that_came(demo: Demo) -> None:
    """By the file's SHA-256 to the cell. Only the note of a report typed by hand stands in no table."""
    raws = {hashlib.sha256(path.read_bytes()).hexdigest(): opened(path) for path in received_files(demo)}
    typed = {
        plain(paragraph)
        for raw in raws.values()
        if raw.file.split(".")[0] in demo.script["format"]["typed"]
        for paragraph in raw.paragraphs
    }
    said = list(statements_of(demo.result.national))
    assert len(said) > 30
    for statement in said:
        source = statement.source
        if source is None:
            assert any(plain(statement.text) in paragraph for paragraph in typed), statement
            continue
        (row,) = (r for r in raws[source.sha256].tables[source.table].rows if r.index == source.row)
        (cell,) = (c for c in row.cells if c.column == source.column)
        assert plain(statement.text) in plain(cell.text)


# ── the draft conclusion ──


def missed(demo: Demo) -> set[str]:
    """Indicators with a figure beside its target on the wrong side, in any period so far."""
    found = set()
    label = demo.content.period.label
    for item in demo.content.plan.items:
        if item.passport is None:
            continue
        figures = {period: value.number for period, value in item.passport.actuals.items()}
        figures[label] = demo.content.actuals.get(item.key)
        for period, figure in figures.items():
            target = item.passport.targets.get(period)
            if figure is not None and target is not None:
                worse = figure > target if item.passport.direction == "down" else figure < target
                found |= {item.key} if worse else set()
    return found


def test_item_six_has_a_case_for_each_missed_indicator_and_no_other(demo: Demo) -> None:
    conclusion = jsonio.loads((demo.out / "5-conclusion" / "conclusion.json").read_bytes(), dict[str, Any])
    assert {case["key"] for case in conclusion["cases"]} == missed(demo)
    assert all("position" not in case for case in conclusion["cases"])


def sent(demo: Demo) -> list[Report]:
    """The reports as bodies filled them in, before any file."""
    forms = forms_of(demo.cycle).items()
    return [
        report
        for body, form in forms
        if body not in demo.told.missing()
        for report in split(demo.told.filled(form))
    ]


def with_value(reports: Iterable[Report], body: str, key: str, number: Decimal) -> list[Report]:
    def changed(report: Report) -> Report:
        return replace(
            report,
            lines=tuple(
                replace(line, value=replace(line.value, number=number))
                if line.key == key and line.value is not None
                else line
                for line in report.lines
            ),
        )

    return [changed(report) if report.sender.id == body else report for report in reports]


def facts(demo: Demo, reports: Iterable[Report]) -> dict[str, dict[str, object]]:
    """Indicator → id of a fact → its fields."""
    conclusion = draft_conclusion(demo.over, consolidate(demo.over, reports), demo.content.strategy_name)

    def of(case: Case) -> dict[str, object]:
        return {fact.message: dict(fact.params) for fact in (*case.facts_for, *case.facts_against)}

    return {case.key: of(case) for case in conclusion.cases}


def test_another_value_of_one_body_makes_another_fact(demo: Demo) -> None:
    """Of one that says the same as the keeper, and then another figure on the other side of the target."""
    reports = sent(demo)
    before = facts(demo, reports)
    key, other = next(
        (key, body)
        for key, found in before.items()
        if "fact.contradicted" not in found
        for body in demo.over.roles[key].bodies
        if body != demo.over.roles[key].main
        and any(r.sender.id == body and (at := r.by_key().get(key)) and at.value for r in reports)
    )
    target = demo.content.plan.item(key).passport
    assert target is not None
    attained = target.targets[demo.content.period.label]
    assert attained is not None
    after = facts(demo, with_value(reports, other, key, attained))
    assert after[key]["fact.contradicted"] == {"n": 1}
    assert {k: v for k, v in after.items() if k != key} == {k: v for k, v in before.items() if k != key}


# ── after another office program ──


@pytest.fixture(scope="session")
def resaved(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan and offline forms that came back, saved again by LibreOffice through its own formats."""
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    return once(
        tmp_path_factory,
        f"office-{demo.methodology.id}",
        lambda path: save_again(tmp_path_factory, demo, path),
    )


def save_again(factory: pytest.TempPathFactory, demo: Demo, work: Path) -> None:
    language = demo.languages[0]
    back = [path for path in received_files(demo) if path.name.count(".") == 1]
    for suffix, middle in (("docx", "odt"), ("xlsx", "ods")):
        files = [path for path in back if path.suffix == f".{suffix}"][:2]
        files.append(demo.out / "1-plan" / f"plan.{language}.{suffix}")
        own = convert(factory, middle, work / middle, *files)
        convert(factory, suffix, work / suffix, *own)


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_the_plan_reads_back_equal_after_libreoffice_saved_it(demo: Demo, resaved: Path, suffix: str) -> None:
    language = demo.languages[0]
    assert_same_plan(resaved / suffix / f"plan.{language}.{suffix}", language, demo)


def bare(received: Received) -> Any:
    """What a file brought, without the places in the file."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: stripped(v) for k, v in value.items() if k not in ("source", "sources", "place")}
        return [stripped(each) for each in value] if isinstance(value, (list, tuple)) else value

    return stripped(
        jsonio.plain({"body": received.body, "reports": received.reports, "found": received.findings})
    )


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_offline_forms_bring_the_same_after_libreoffice_saved_them(
    demo: Demo, resaved: Path, suffix: str
) -> None:
    desk = Desk(demo.cycle)
    files = [path for path in (resaved / suffix).iterdir() if not path.name.startswith("plan.")]
    assert len(files) == 2
    for path in files:
        original = desk.receive(opened(demo.out / "3-received" / path.name))
        assert bare(desk.receive(opened(path))) == bare(original)
