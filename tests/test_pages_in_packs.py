"""The four forms laid out with each pack that ships, in each of its languages, and opened by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace

from bagdar.documents.forms import (
    BodyRef,
    Case,
    Conclusion,
    Factor,
    Head,
    Passport,
    Plan,
    PlanItem,
    Proposal,
    Reason,
    Report,
    ReportLine,
    Statement,
    StrategyReport,
    Tally,
    Value,
    YearRow,
)
from bagdar.documents.forms.conclusion import Activity
from bagdar.documents.forms.strategy_report import Analysis
from bagdar.documents.layout import Layout
from bagdar.documents.pages import (
    Marks,
    Snapshot,
    assign_codes,
    conclusion_layout,
    plan_layout,
    report_layout,
    strategy_report_layout,
)
from bagdar.documents.pages.tests import make as sample
from bagdar.documents.pages.tests.look import cell_text, paragraphs, rows, runs, tables
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.tests.office import convert, once
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import available, load
from bagdar.methodology.model import Methodology

KZ = "kz-mne-82-2021"
MARKS = Marks(
    snapshot=Snapshot(code="9C41-7AF0-22BD-E681", name="R-1", revision="1"), restricted=frozenset({"x"})
)


class Invented:
    """Documents with one item of each kind of *methodology*, every text in all its languages."""

    def __init__(self, methodology: Methodology) -> None:
        self.pack = methodology
        self.languages = methodology.languages
        self.period = Period(2026, 1, methodology.reports_a_year, methodology.year_starts)

    def text(self, said: str) -> Text:
        return Text({language: f"{said} {language}" for language in self.languages})

    def told(self, said: str) -> tuple[Statement, ...]:
        return tuple(
            Statement(language=language, text=f"{said} {language}", author="b") for language in self.languages
        )

    def items(self) -> tuple[PlanItem, ...]:
        placed: dict[str, str] = {}
        out = []
        for kind in self.pack.kinds:
            if not kind.form:
                continue
            parent = next((placed[p] for p in reversed(kind.parents) if p in placed), None)
            passport = Passport(
                unit=self.text("unit"),
                direction="up",
                base_period="2024",
                base=Decimal("1.5"),
                targets={self.period.label: Decimal("2.5")},
                actuals={self.period.label: Value(period=self.period.label, number=Decimal(2))},
            )
            out.append(
                PlanItem(
                    key=kind.id,
                    kind=kind.id,
                    parent=parent,
                    title=self.text(kind.id),
                    passport=passport if kind.measured else None,
                )
            )
            placed[kind.id] = kind.id
        return assign_codes(out, self.pack.forms["plan"])

    def plan(self) -> Plan:
        return Plan(languages=self.languages, first_year=2025, last_year=2029, items=self.items())

    def report(self) -> Report:
        status, standing = self.pack.statuses[-1], self.pack.standings[0]
        reason = Reason(kind=self.pack.reasons[0].id, statements=self.told("because"))
        value = Value(period=self.period.label, number=Decimal(2), standing=standing.id)
        lines = tuple(
            ReportLine(
                key=item.key,
                kind=item.kind,
                parent=item.parent,
                code=item.code,
                title=item.title,
                status=status.id if self.pack.kind(item.kind).reported else None,
                value=value if item.passport else None,
                reason=reason if self.pack.kind(item.kind).reported else None,
            )
            for item in self.items()
        )
        factors = tuple(
            Factor(side=side, sign=sign, statements=self.told("factor"), measures=self.told("measure"))
            for side, sign in (("internal", "-"), ("external", "+"))
        )
        return Report(
            languages=self.languages,
            period=self.period,
            sender=self.body(),
            recipient=self.body(),
            lines=lines,
            factors=factors,
            missing=(self.body(),),
            head=Head(name=self.text("name"), post=self.text("post"), capacity="acting_head"),
            demonstration=True,
        )

    def body(self) -> BodyRef:
        return BodyRef(id="b", name=self.text("body"))

    def tallies(self) -> tuple[Tally, ...]:
        section = next(kind.id for kind in self.pack.kinds if kind.section)
        counts = {self.pack.statuses[0].id: 1, "not_shown": 1, "not_published": 1, "not_judged": 1}
        counts |= {"attained": 1, "not_attained": 1, self.pack.states[0].id: 2}
        return tuple(
            Tally(kind=kind.id, section=where, total=8, due=6, counts=counts)
            for kind in self.pack.kinds
            if kind.reported
            for where in (None, section)
        )

    def strategy_report(self) -> StrategyReport:
        lines = self.report().lines
        return StrategyReport(
            languages=self.languages,
            name=self.text("strategy"),
            period=self.period,
            tallies=self.tallies(),
            analysis=tuple(
                Analysis(key=line.key, kind=line.kind, code=line.code, title=line.title, status=line.status)
                for line in lines
                if not self.pack.kind(line.kind).section
            ),
            annex=self.report(),
            missing=(self.body(),),
        )

    def conclusion(self, final: bool) -> Conclusion:
        measured = next(item for item in self.items() if item.passport)
        year = YearRow(period=self.period.label, plan=Decimal(2), actual=Decimal(1))
        activity = Activity(key="a", number="1", code="1/x/1", title=self.text("a"), bodies=(self.body(),))
        return Conclusion(
            languages=self.languages,
            name=self.text("strategy"),
            period=self.period,
            tallies=self.tallies(),
            cases=(
                Case(
                    key="c",
                    code=measured.code,
                    kind=measured.kind,
                    title=measured.title,
                    unit=self.text("unit"),
                    direction="down",
                    years=(replace(year, standing=self.pack.standings[0].id),),
                    activities=(activity,),
                ),
                Case(key="d", kind=measured.kind, title=measured.title, years=(year,)),
            ),
            proposals=(Proposal(text=self.text("proposal")),) if final else (),
            final=final,
            missing=(self.body(),),
        )

    def layouts(self, language: str) -> Iterator[Layout]:
        forms = self.pack.forms
        for marks in (Marks(), MARKS):
            yield plan_layout(self.plan(), forms["plan"], language, marks=marks)
            yield report_layout(self.report(), forms["report"], language, plan=self.plan(), marks=marks)
            yield strategy_report_layout(
                self.strategy_report(),
                forms["strategy_report"],
                language,
                annex_spec=forms["report"],
                plan=self.plan(),
                marks=marks,
            )
            yield conclusion_layout(
                self.conclusion(final=marks is MARKS), forms["conclusion"], language, marks=marks
            )


EACH = [(pack, language) for pack in available() for language in load(pack).languages]


@pytest.mark.parametrize("pack, language", EACH)
def test_every_pack_has_the_words_that_its_sheets_print(pack: str, language: str) -> None:
    others = [other for other in load(pack).languages if other != language]
    for layout in Invented(load(pack)).layouts(language):
        shown = " ".join(run.text for table in tables(layout) for run in runs(table))
        shown = " ".join([shown, *paragraphs(layout)])
        assert not re.search(r"\{\w+\}", shown)
        # The invented texts end with their language: none of another language may be printed.
        assert not re.search(rf" ({'|'.join(others)})\b", shown)


@pytest.mark.parametrize("pack, language", EACH)
def test_no_cell_is_left_blank_and_word_opens_every_form(pack: str, language: str) -> None:
    for layout in Invented(load(pack)).layouts(language):
        assert all(cell_text(cell) for table in tables(layout) for row in table.rows for cell in row.cells)
        target = io.BytesIO()
        write_docx(layout, target)
        assert len(Document(target).tables) >= len(tables(layout))


def test_the_kazakh_plan_prints_the_captions_of_the_annex_and_the_codes_of_the_specimen() -> None:
    (table,) = tables(plan_layout(sample.plan(), load(KZ).forms["plan"], "kk"), "lines")
    shown = rows(table)
    assert shown[0][1:] == [
        "Әрекет",
        "Аяқтау нысаны",
        "Жауапты орындаушылар",
        "Орындау мерзімі",
        "Қаржыландыру көздері",
    ]
    assert shown[2] == ["2-бөлім. Экономикалық қауіпсіздік"]
    assert [row[0] for row in shown[3:]] == [
        *("2-М", "2-НИ1", "2-НИ2", "2.1", "2.1-НК1", "2.1-НК2"),
        *("1\n2.1-Ш1", "2\n2.1-Ш2", "3\n2.1-Ш3"),
    ]
    assert shown[4][1].startswith("1-нысаналы индикатор. Маңызды өнімдер")
    assert table.widths == (19, 87, 42, 47, 32, 38)


def test_the_kazakh_report_prints_column_seven_as_the_specimen() -> None:
    layout = report_layout(sample.report(), load(KZ).forms["report"], "kk", plan=sample.plan())
    (table,) = tables(layout, "lines")
    shown = {row[0].split("\n")[-1]: row[-1] for row in rows(table)}
    nb = "\u00a0"
    assert shown["2-М"] == "–"
    assert shown["2-НИ1"] == (
        f"Ішінара орындалды. Жоспар:{nb}43,0{nb}%; нақты:{nb}44,2{nb}% (алдын ала).\n"
        "Себебі: баламалы жеткізушілермен шарттар IV тоқсанда ғана күшіне енді."
    )
    assert shown["2.1-Ш1"] == "Орындалды. 2026 жылғы тәуекел картасы 11.12.2026 бекітілді."
    assert shown["2.1-Ш3"].startswith("Мерзімі келген жоқ. Техникалық тапсырма бекітілді")
    assert sum(table.widths) == pytest.approx(265, abs=0.1)


def test_words_that_are_not_translated_print_in_the_original_with_a_mark() -> None:
    layout = report_layout(sample.report(), load(KZ).forms["report"], "ru", plan=sample.plan())
    (table,) = tables(layout, "lines")
    (cell,) = [row.cells[-1] for row in table.rows if row.key == "a2"]
    assert cell.shade == "FFF2CC"
    assert cell_text(cell).startswith(
        "Исполнено частично. [Русский текст не введен; язык оригинала: казахский] Үш келісімнің екеуіне қол қойылды."
    )


# ── LibreOffice ──


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four forms of the sample in one run of LibreOffice: as PDF, and saved by it as Word again."""
    return once(tmp_path_factory, "pages", lambda folder: _draw(tmp_path_factory, folder))


def _draw(factory: pytest.TempPathFactory, folder: Path) -> None:
    folder.mkdir()
    forms = load(KZ).forms
    made = {
        "plan": plan_layout(sample.plan(), forms["plan"], "kk", marks=Marks(fingerprint="f" * 64)),
        "report": report_layout(sample.report(), forms["report"], "kk", plan=sample.plan()),
        "strategy": strategy_report_layout(
            sample.strategy_report(), forms["strategy_report"], "kk", annex_spec=forms["report"]
        ),
        "conclusion": conclusion_layout(sample.conclusion(), forms["conclusion"], "kk"),
    }
    for name, layout in made.items():
        write_docx(layout, folder / f"{name}.docx")
    opened = convert(factory, "odt", folder, *(folder / f"{name}.docx" for name in made))
    convert(factory, "docx", folder / "again", *opened)


office = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=office) for n in ("plan", "report", "strategy", "conclusion")],
)
def test_tables_are_the_same_after_libreoffice_has_saved_them(drawn: Path, name: str) -> None:
    before, after = Document(str(drawn / f"{name}.docx")), Document(str(drawn / "again" / f"{name}.docx"))
    assert len(after.tables) == len(before.tables)
    for old, new in zip(before.tables, after.tables, strict=True):
        if "w:tblDescription" in old._tbl.xml:
            continue  # the chart: LibreOffice drops the columns of its grid that no bar ends at
        assert [[c.text for c in row.cells] for row in new.rows] == [
            [c.text for c in row.cells] for row in old.rows
        ]


@pytest.mark.parametrize("name", [pytest.param("plan", marks=office)])
def test_keys_and_properties_survive_libreoffice(drawn: Path, name: str) -> None:
    again = Document(str(drawn / "again" / f"{name}.docx"))
    xml = again.element.xml
    assert {"bk_s2", "bk_t1_23_actual"} <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert "bagdar:t1#target" in xml
    assert 'w:tblHeader w:val="true"' in xml or "<w:tblHeader/>" in xml
    custom = next(part for part in again.part.package.iter_parts() if "custom" in str(part.partname))
    assert b"f" * 64 in custom.blob
