"""A thousand reports of fifty lines, as Word and Excel files: received, checked, consolidated; and how it grows."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from bagdar.consolidation.issue import Cycle, forms_of, open_cycle
from bagdar.consolidation.levels import Round, consolidate
from bagdar.consolidation.receive import Desk, check_received
from bagdar.demo.content import demonstration
from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.forms import Act, Factor, Head, Plan, PlanItem, Statement
from bagdar.documents.offline.issue import offline_layout
from bagdar.documents.offline.model import Answer, Filled, OfflineForm
from bagdar.documents.opening import open_documents
from bagdar.documents.pages.codes import assign_codes
from bagdar.documents.writing.docx import write_docx
from bagdar.documents.writing.xlsx import write_xlsx
from bagdar.kernel.errors import DomainError
from bagdar.kernel.text import Text
from bagdar.methodology.due import period_of
from bench import material
from bench.measuring import Line, Measured, Work, Works, turns

REPORTS, FEWER = 1000, 100
LINES = 50
TOGETHER = 10
"""Bodies that answer for one line."""
SECONDS, EXPONENT = 60, 1.15
YEAR = 2025
ACT = Act(text=Text.of(kk="2025 жылғы 28 ақпандағы № 1 қаулы"), number="1", day=date(2025, 2, 28))


def _bodies(count: int) -> Bodies:
    return Bodies(
        Body(
            id=f"b{n}",
            kind="central_body",
            name=Text.of(kk=f"Үлгі {n}-агенттігі", ru=f"Агентство {n} «Улги»", en=f"Sample Agency {n}"),
            abbreviations={"kk": (f"ҮА{n}",)},
        )
        for n in range(count)
    )


def _plan(count: int) -> Plan:
    """*count* bodies, each of them on LINES lines beside TOGETHER - 1 others."""
    given = demonstration(material.methodology()).plan
    form = material.methodology().forms["plan"]
    activity = next(item for item in given.items if form.kind(item.kind).ordinal)
    heads: list[PlanItem] = []
    above = activity.parent
    while above is not None:
        heads.insert(0, given.item(above))
        above = heads[0].parent
    items = [
        _activity(activity, n, tuple((n * TOGETHER + k) % count for k in range(TOGETHER)))
        for n in range(count * LINES // TOGETHER)
    ]
    return replace(
        given, plan_act=ACT, strategy_act=ACT, abbreviations={}, items=assign_codes((*heads, *items), form)
    )


def _activity(like: PlanItem, number: int, bodies: tuple[int, ...]) -> PlanItem:
    column = next(c.id for c in material.methodology().forms["plan"].columns if c.role == "executors")
    cells = {name: Text.of(kk=text["kk"]) for name, text in like.cells.items()}
    return replace(
        like,
        key=f"a{number}",
        number=str(number + 1),
        title=Text.of(kk=f"Үлгі жұмысын жүргізу, {number + 1}-учаске"),
        cells={**cells, column: Text.of(kk=", ".join(f"ҮА{n}" for n in bodies))},
    )


def _filled(form: OfflineForm) -> Filled:
    def said(text: str) -> tuple[Statement, ...]:
        return (Statement(language="kk", text=text, author=form.body.id),)

    done = next(status.id for status in material.methodology().statuses if status.result == "full")
    return Filled(
        form=form,
        language="kk",
        answers=tuple(
            Answer(key=line.key, status=done, information=said(f"{line.number}-жол бойынша жұмыс аяқталды."))
            for line in form.lines
            if line.asked
        ),
        factors=(
            Factor(side="internal", statements=said("Ішкі факторлар жоқ.")),
            Factor(side="external", statements=said("Сыртқы факторлар жоқ.")),
        ),
        note={
            item.id: said("Ұсыныстар жоқ.") for item in material.methodology().note if item.when == "always"
        },
        head=Head(name=Text.of(kk="Ахметов Асан"), post=Text.of(kk="төраға"), signed=date(YEAR + 1, 1, 9)),
    )


def _write(cycle: Cycle, folder: Path) -> list[Path]:
    """Every other report in Word, the rest in Excel."""
    spec = cycle.methodology.forms["report"]
    paths = []
    for n, (body, form) in enumerate(forms_of(cycle).items()):
        path = folder / f"{body}.{'xlsx' if n % 2 else 'docx'}"
        (write_xlsx if n % 2 else write_docx)(offline_layout(form, spec, "kk", filled=_filled(form)), path)
        paths.append(path)
    return paths


def _round(reports: int) -> Work:
    methodology, bodies = material.methodology(), _bodies(reports)
    plan = replace(_plan(reports), languages=("kk",))
    period = period_of(methodology, YEAR)
    folder = TemporaryDirectory()
    paths = _write(open_cycle(plan, methodology, bodies, period), Path(folder.name))

    def work() -> None:
        cycle = open_cycle(plan, methodology, bodies, period)
        desk = Desk(cycle)
        received = []
        for raw in open_documents(paths):
            if isinstance(raw, DomainError):
                raise raw
            received.append(desk.receive(raw))
        found = [finding for each in received for finding in check_received(each, cycle)]
        result = consolidate(_over(cycle), [report for each in received for report in each.reports])
        folder.cleanup()
        answered = sum(len(line.contributions) + 1 for line in result.lines if line.status)
        if found or answered != reports * LINES:
            raise AssertionError(f"{answered} answers, {len(found)} findings: {found[:1]}")

    return work


def _over(cycle: Cycle) -> Round:
    return Round(
        plan=cycle.plan,
        methodology=cycle.methodology,
        bodies=cycle.bodies,
        period=cycle.period,
        roles=cycle.roles,
        due={key: line.due for key, line in cycle.due.items()},
    )


WORKS: Works = {"round": _round}


def lines(reports: int = REPORTS) -> list[Line]:
    """Seconds of all processors together: two of them need half as long by the clock."""
    few = reports * FEWER // REPORTS
    fewer, many = (turns(__name__, WORKS, count, rounds=1)["round"] for count in (few, reports))
    exponent = math.log(many.cpu / fewer.cpu) / math.log(reports / few)
    return [
        Line(f"{reports} reports consolidated", "seconds", many, None, f"<= {SECONDS}"),
        Line(
            f"{few} to {reports} reports",
            "exponent",
            Measured(exponent, many.wall, many.megabytes),
            None,
            f"<= {EXPONENT}",
        ),
    ]
