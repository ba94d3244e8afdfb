"""A body's form with four lines, and ways to change a laid-out table as people do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from bagdar.documents.forms import BodyRef, Factor, Head, Reason, Statement, Value
from bagdar.documents.layout import Layout, Table, TableRow
from bagdar.documents.offline.issue import offline_layout
from bagdar.documents.offline.model import Answer, Delivery, Filled, OfflineForm, OfflineLine
from bagdar.documents.offline.read_back import read_offline
from bagdar.documents.opening import open_document
from bagdar.documents.spec import FormSpec
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.xlsx import write_xlsx
from bagdar.kernel.periods import Period
from bagdar.kernel.text import Text
from bagdar.methodology.loader import load

BODY = BodyRef(id="dana-co", name=Text.of(kk="Дана серіктестігі", ru="Компания Дана", en="Dana company"))
KEEPER = BodyRef(id="ministry", name=Text.of(kk="Министрлік", ru="Министерство", en="Ministry"))
LEAD = BodyRef(id="lead", name=Text.of(kk="Уәкілетті орган", ru="Уполномоченный орган", en="Lead body"))


def text(word: str) -> Text:
    return Text.of(kk=f"{word} (қаз)", ru=f"{word} (рус)", en=f"{word} (eng)")


def spec() -> FormSpec:
    return load().forms["report"]


def make_form() -> OfflineForm:
    to_keeper = (Delivery(level="co_executors", recipient=KEEPER, due=date(2027, 1, 10), clause="31"),)
    to_lead = (
        Delivery(level="responsible", recipient=LEAD, section="1", due=date(2027, 1, 18), clause="32"),
    )
    return OfflineForm(
        body=BODY,
        period=Period(2026),
        languages=("kk", "ru", "en"),
        lines=(
            OfflineLine(key="1", kind="section", code="1", title=text("Қауіпсіздік")),
            OfflineLine(
                key="1.ti1",
                kind="target_indicator",
                parent="1",
                code="1/target_indicator/1",
                title=text("Үлес"),
                cells={"deadline": text("жыл сайын")},
                role="main_responsible",
                asked=True,
                measured=True,
                unit=Text.of(kk="%", ru="%", en="%"),
                decimals=1,
                target=Decimal("43.0"),
                deliveries=to_lead,
            ),
            OfflineLine(
                key="1.t1",
                kind="task",
                parent="1",
                code="1.1",
                title=text("Міндет"),
            ),
            OfflineLine(
                key="1.t1.a1",
                kind="activity",
                parent="1.t1",
                code="1.1/activity/1",
                number="1",
                title=text("Шара"),
                cells={"deadline": text("2026"), "completion": text("бұйрық")},
                role="co_executor",
                asked=True,
                deliveries=to_keeper,
            ),
            OfflineLine(
                key="1.t1.a2",
                kind="activity",
                parent="1.t1",
                code="1.1/activity/2",
                number="2",
                title=text("Кейінгі шара"),
                role="co_executor",
                hint="not_yet_due",
                deliveries=to_keeper,
            ),
        ),
    )


def make_filled(language: str = "kk") -> Filled:
    def said(words: str) -> tuple[Statement, ...]:
        return (Statement(language=language, text=words, author=BODY.id),)

    return Filled(
        form=make_form(),
        language=language,
        answers=(
            Answer(
                key="1.ti1",
                status="partly_executed",
                value=Value(period="2026", number=Decimal("44.2"), standing="preliminary"),
                information=said("Деректер алдын ала."),
                reason=Reason(kind="external", statements=said("Шарттар кеш күшіне енді.")),
            ),
            Answer(key="1.t1.a1", status="executed", information=said("=1+1 бұйрық қабылданды.")),
        ),
        factors=(
            Factor(
                side="external",
                sign="-",
                keys=("1.ti1",),
                statements=said("Құрғақшылық болды."),
                measures=said("Субсидия берілді."),
            ),
        ),
        note={"proposals": said("Ұсыныс жоқ.")},
        head=Head(name=Text({language: "Дана Ә."}), post=Text({language: "басшы"}), signed=date(2027, 1, 9)),
    )


def bare(filled: Filled) -> Filled:
    """*filled* without sources: what the body said, not where it stood."""

    def statements(given: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(replace(statement, source=None) for statement in given)

    return replace(
        filled,
        answers=tuple(
            replace(
                answer,
                source=None,
                value=replace(answer.value, source=None) if answer.value else None,
                information=statements(answer.information),
                reason=replace(answer.reason, statements=statements(answer.reason.statements))
                if answer.reason
                else None,
            )
            for answer in filled.answers
        ),
        factors=tuple(
            replace(f, statements=statements(f.statements), measures=statements(f.measures))
            for f in filled.factors
        ),
        note={item: statements(said) for item, said in filled.note.items()},
    )


def write(layout: Layout, folder: Path, suffix: str) -> Path:
    path = folder / f"form.{suffix}"
    {"docx": write_docx, "xlsx": write_xlsx}[suffix](layout, path)
    return path


def returned(
    folder: Path,
    suffix: str,
    *,
    language: str = "kk",
    change: Callable[[Layout], Layout] = lambda layout: layout,
) -> Filled:
    """Write the filled-in form, changed as people do, and read the file back."""
    filled = make_filled(language)
    layout = change(offline_layout(filled.form, spec(), language, filled=filled))
    raw = open_document(write(layout, folder, suffix), limited=False)
    return read_offline(raw, filled.form, spec())


def in_lines(layout: Layout, change: Callable[[tuple[TableRow, ...]], tuple[TableRow, ...]]) -> Layout:
    """*layout* with the rows of its table of lines changed."""
    return replace(
        layout,
        blocks=tuple(
            replace(block, rows=change(block.rows))
            if isinstance(block, Table) and block.role == "lines"
            else block
            for block in layout.blocks
        ),
    )
