"""What the program writes it reads back equal, in every language and of both packs, by what is visible."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import BodyRef, Passport, Plan, PlanItem, Report, ReportLine, Statement, Value
from bagdar.documents.layout import Layout, Table
from bagdar.documents.opening import parse_document
from bagdar.documents.pages import conclusion_layout, plan_layout, report_layout, strategy_report_layout
from bagdar.documents.pages.tests import make
from bagdar.documents.reading import Reading, read
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.xlsx import write_xlsx
from bagdar.kernel.jsonio import plain
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.model import Methodology

_PLACES = {"source", "sources"}
"""Where a thing was read: of the file, not of what it says."""
_UNSEEN = {"decimals", "languages", "code"}
"""Not printed by itself: places after the comma, languages of the others, a code that a place gives."""


def visible(obj: Any, language: str, without: frozenset[str] = frozenset()) -> Any:
    """*obj* as one sheet shows it: texts in *language*, exact figures by their value."""
    return _seen(plain(obj), language, without | _PLACES | _UNSEEN)


def _seen(value: Any, language: str, without: frozenset[str]) -> Any:
    if isinstance(value, dict):
        if value and value.keys() <= {"kk", "ru", "en", "fr", "es"}:
            return value.get(language)
        kept = {k: _seen(v, language, without) for k, v in value.items() if k not in without}
        return {k: v for k, v in kept.items() if v not in ({}, [], None)}
    if isinstance(value, (list, tuple)):
        return [_seen(each, language, without) for each in value]
    if isinstance(value, str):
        try:
            return str(Decimal(value).normalize())
        except ArithmeticError:
            return value
    return value


def written_and_read(layout: Layout, path: Path, methodology: Methodology, bodies: Bodies) -> Reading:
    if path.suffix == ".docx":
        write_docx(layout, path)
    else:
        write_xlsx(layout, path)
    return read(parse_document(path.read_bytes(), path.name), methodology.forms, bodies)


def nothing_left(reading: Reading) -> bool:
    return not any(table.not_understood() for table in reading.tables)


@pytest.mark.parametrize("language", make.LANGUAGES)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_plan_is_read_back_equal(language: str, suffix: str, tmp_path: Path) -> None:
    methodology, bodies, plan = load(), make.bodies(), make.plan()
    layout = plan_layout(plan, methodology.forms["plan"], language, bodies=bodies)
    reading = written_and_read(layout, tmp_path / f"plan{suffix}", methodology, bodies)
    assert (reading.form, reading.languages, nothing_left(reading)) == ("plan", (language,), True)
    found = reading.plan()
    # A number that only stands in a caption is told by the code.
    without = frozenset({"number"})
    assert visible(found.items, language, without) == visible(plan.items, language, without)
    assert [item.code for item in found.items][:4] == [
        "2",
        "2/goal",
        "2/target_indicator/1",
        "2/target_indicator/2",
    ]
    assert (found.first_year, found.last_year) == (plan.first_year, plan.last_year)
    assert found.plan_act is not None
    assert visible(found.plan_act, language) == visible(plan.plan_act, language)


@pytest.mark.parametrize("language", make.LANGUAGES)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_figure_of_three_places_is_neither_thousands_nor_the_other_way_round(
    language: str, suffix: str, tmp_path: Path
) -> None:
    methodology, bodies, plan = load(), make.bodies(), make.plan()
    first = next(item for item in plan.items if item.passport)
    passport = Passport(
        unit=first.passport.unit if first.passport else Text(),
        base=Decimal("98.748"),
        targets={"2025": Decimal("1234.567"), "2026": Decimal(98748), "2027": Decimal("-0.125")},
    )
    items = tuple(msgspec.structs.replace(i, passport=passport) if i is first else i for i in plan.items)
    layout = plan_layout(
        msgspec.structs.replace(plan, items=items), methodology.forms["plan"], language, bodies=bodies
    )
    found = written_and_read(layout, tmp_path / f"plan{suffix}", methodology, bodies).plan()
    read_back = next(item.passport for item in found.items if item.title == {language: first.title[language]})
    assert read_back is not None
    assert (read_back.base, read_back.targets) == (passport.base, passport.targets)


MARKS = [
    ("kz-mne-82-2021", "kk", ","),
    ("kz-mne-82-2021", "ru", ","),
    ("kz-mne-82-2021", "en", "."),
    ("xv-valdor-7-2024", "fr", ","),
    ("xv-valdor-7-2024", "es", "."),
]


@pytest.mark.parametrize("pack, language, mark", MARKS)
def test_a_figure_is_printed_with_the_decimal_mark_of_its_language(
    pack: str, language: str, mark: str
) -> None:
    methodology = load(pack)
    plan = make.plan() if pack.startswith("kz") else resilience(methodology)
    bodies = load_bodies(pack)
    layout = plan_layout(plan, methodology.forms["plan"], language, bodies=bodies)
    printed = {
        "".join(run.text for paragraph in cell.paragraphs for run in paragraph.runs)
        for block in layout.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.number is not None and "." in cell.number
    }
    assert printed
    assert all(mark in text and not {",", "."} - {mark} & set(text) for text in printed)


@pytest.mark.parametrize("language", make.LANGUAGES)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_report_is_read_back_equal(language: str, suffix: str, tmp_path: Path) -> None:
    methodology, bodies, report = load(), make.bodies(), make.report()
    layout = report_layout(report, methodology.forms["report"], language, plan=make.plan(), bodies=bodies)
    reading = written_and_read(layout, tmp_path / f"report{suffix}", methodology, bodies)
    assert (reading.form, reading.languages, nothing_left(reading)) == ("report", (language,), True)
    found = reading.report()
    assert (found.period, found.sender.id) == (report.period, report.sender.id)
    for ours, theirs in zip(report.lines, found.lines, strict=True):
        assert (theirs.key, theirs.status, theirs.state) == (ours.key, ours.status, ours.state)
        assert visible(theirs.value, language) == visible(ours.value, language)
        assert said(theirs.information, language) == said(ours.information, language)
        assert (theirs.reason is None) == (ours.reason is None)
        if ours.reason and theirs.reason:
            assert theirs.reason.kind == ours.reason.kind
            assert said(theirs.reason.statements, language) == said(ours.reason.statements, language)
    assert [(f.side, f.sign, f.keys) for f in found.factors] == [
        (f.side, f.sign, f.keys) for f in report.factors
    ]
    assert found.head is not None
    assert report.head is not None
    assert found.head.capacity == report.head.capacity
    assert found.head.name[language] == report.head.name[language]


def said(statements: tuple[Statement, ...], language: str) -> list[str]:
    """What a sheet in *language* prints of the statements."""
    own = [statement.text for statement in statements if statement.language == language]
    return own or [statement.text for statement in statements if statement.translation_of is None]


@pytest.mark.parametrize("language", make.LANGUAGES)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_conclusion_is_read_back_equal(language: str, suffix: str, tmp_path: Path) -> None:
    methodology, bodies, conclusion = load(), make.bodies(), make.conclusion()
    layout = conclusion_layout(conclusion, methodology.forms["conclusion"], language, bodies=bodies)
    reading = written_and_read(layout, tmp_path / f"c{suffix}", methodology, bodies)
    assert (reading.form, reading.languages, nothing_left(reading)) == ("conclusion", (language,), True)
    found = reading.conclusion()
    names = (
        "name",
        "act",
        "developer",
        "executors",
        "first_year",
        "last_year",
        "period",
        "assessment",
        "head",
    )
    for name in names:
        assert visible(getattr(found, name), language) == visible(getattr(conclusion, name), language), name
    # A fact is read as its sentence; a statement in the sheet's language only.
    without = frozenset({"message", "params", "statements"})
    assert visible(found.cases, language, without) == visible(conclusion.cases, language, without)


# ── the pack of an invented country ──


def both(french: str, spanish: str) -> Text:
    return Text({"fr": french, "es": spanish})


def resilience(methodology: Methodology) -> Plan:
    final = methodology.standings[0].id
    return Plan(
        languages=("fr", "es"),
        title=both("Programme des mesures de résilience", "Programa de medidas de resiliencia"),
        items=(
            PlanItem(key="x", kind="axis", title=both("Eau", "Agua")),
            PlanItem(
                key="o", kind="objective", parent="x", title=both("Garantir l’eau", "Garantizar el agua")
            ),
            PlanItem(
                key="e",
                kind="effect_indicator",
                parent="o",
                title=both("Part des foyers raccordés", "Parte de hogares conectados"),
                passport=Passport(
                    unit=both("points", "puntos"),
                    direction="up",
                    base_period="2024-2",
                    base=Decimal("71.5"),
                    targets={"2025-1": Decimal("72"), "2025-2": Decimal("73.5")},
                    actuals={"2025-1": Value(period="2025-1", number=Decimal("72.1"), standing=final)},
                ),
            ),
            PlanItem(
                key="m",
                kind="measure",
                parent="o",
                number="1",
                title=both("Réparer les conduites", "Reparar las tuberías"),
                cells={"due": both("mars 2026", "marzo de 2026")},
            ),
            PlanItem(key="j", kind="milestone", parent="m", title=both("Appel d’offres", "Licitación")),
        ),
    )


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_second_pack_is_read_back_with_its_kinds_and_half_years(
    language: str, suffix: str, tmp_path: Path
) -> None:
    methodology = load("xv-valdor-7-2024")
    bodies, plan = load_bodies(methodology.id), resilience(methodology)
    layout = plan_layout(plan, methodology.forms["plan"], language, bodies=bodies)
    reading = written_and_read(layout, tmp_path / f"plan{suffix}", methodology, bodies)
    assert nothing_left(reading)
    assert visible(reading.plan().items, language) == visible(plan.items, language)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_second_packs_report_has_its_statuses_and_its_half_year(language: str, tmp_path: Path) -> None:
    methodology = load("xv-valdor-7-2024")
    bodies, plan = load_bodies(methodology.id), resilience(methodology)
    begun = next(status.id for status in methodology.statuses if status.result == "part")
    lines = [
        ReportLine(key=i.key, kind=i.kind, parent=i.parent, number=i.number, title=i.title)
        for i in plan.items
    ]
    lines[3] = msgspec.structs.replace(lines[3], status=begun)
    report = Report(
        languages=(language,),
        period=Period(2025, 2, 2, 4),
        approved=both("décret n° 7", "decreto n.º 7"),
        sender=BodyRef(name=both("Agence de l’eau", "Agencia del agua")),
        lines=tuple(lines),
    )
    layout = report_layout(report, methodology.forms["report"], language, plan=plan, bodies=bodies)
    found = written_and_read(layout, tmp_path / "report.docx", methodology, bodies).report()
    assert found.period == report.period
    assert [line.status for line in found.lines] == [None, None, None, begun, None]
    assert found.sender.name == {language: report.sender.name[language]}


@pytest.mark.parametrize("language", make.LANGUAGES)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_analysts_words_are_told_from_the_bodies_in_a_report_on_the_strategy(
    language: str, suffix: str, tmp_path: Path
) -> None:
    methodology, bodies, sample = load(), make.bodies(), make.strategy_report()
    own = Statement(language=language, text="2,5 ≥ 2,1\n3,5 ≥ 3,1")
    written, *others = sample.analysis
    report = msgspec.structs.replace(sample, analysis=(msgspec.structs.replace(written, own=(own,)), *others))
    layout = strategy_report_layout(
        report,
        methodology.forms["strategy_report"],
        language,
        annex_spec=methodology.forms["report"],
        bodies=bodies,
    )
    found = written_and_read(layout, tmp_path / f"strategy{suffix}", methodology, bodies).strategy_report()
    told = {each.code: [statement.text for statement in each.own] for each in found.analysis}
    assert told.pop(written.code) == [own.text]
    assert not any(told.values())
