"""A form specification of no country: each word prints its own id, so that a test sees where it went."""

from __future__ import annotations

from bagdar.documents.pages.sheet import Sheet
from bagdar.documents.spec import Column, FormSpec, ItemKind, NoteItem, ReasonKind, Standing, State, Status
from bagdar.kernel.text import Text

LANGUAGE, OTHER = "la", "it"

_PLAIN = """
footer.demonstration footer.draft untranslated.missing restricted report.note report.not_shown value.none
reason part.1 part.2 part.3 factors.influence factors.measures factors.internal factors.external
factors.minus factors.plus note.not_evaluation signature.head signature.line signature.name
signature.first_head signature.acting_head signature.code signature.revision signature.frozen
signature.signed signature.digital signature.certificate passports.annex passports.title passports.code
passports.indicator passports.unit passports.direction passports.source passports.base_period
passports.base passports.value passports.periods passports.target passports.actual passports.standing
direction.up direction.down head.period head.approved head.body head.recipient approval.approved
approval.agreed tally.lines tally.total tally.due tally.of_due tally.not_due tally.not_shown
tally.not_published tally.not_judged tally.all tally.attained tally.not_attained tally.note
strategy.part.1 chart.title chart.total conclusion.1 conclusion.2 conclusion.3 conclusion.4 conclusion.5
conclusion.6 conclusion.7 conclusion.7.final conclusion.7.improvements conclusion.not_final
conclusion.no_cases case.values_plain case.year case.plan case.actual case.deviation case.bodies
case.activities case.reason case.facts_for case.facts_against case.position case.activity_position
case.none case.no_reason prompt.position prompt.assessment prompt.influence prompt.improvements
prompt.proposal proposals.number proposals.text proposals.body proposals.due
"""
_FILLED = {
    "period.year": "{year}",
    "period.part": "{part} of {year}",
    "period.column": "{year}",
    "period.column_part": "{year}/{part}",
    "years.range": "{first}–{last}",
    "footer.snapshot": "copy {code}",
    "untranslated.mark": "[in {language}]",
    "codes.note": "codes: {codes}",
    "codes.entry": "{code} – {kind}",
    "abbreviations.note": "short: {list}",
    "report.counts": "due {due}: {counts}.",
    "report.missing": "missing: {bodies}",
    "report.differs": "{body} says {said} instead.",
    "report.told": "{body} says {said}.",
    "value.plan": "plan: {value}",
    "value.actual": "actual: {value}",
    "value.only": "only: {value}",
    "value.expected": "expected {day}",
    "head.strategy": "strategy {act}",
    "head.plan": "plan {act}",
    "factors.lines": "lines {codes}",
    "signature.ground": "ground {act}",
    "conclusion.period": "period {period}",
    "conclusion.counts": "due {due}: {counts}",
    "conclusion.cases": "cases {n}",
    "case.values": "values in {unit}",
    "case.activity": "No. {number} ({code})",
    "unit.percent": "centesimae",
    "language.it": "Italian",
}


def word(text: str) -> Text:
    return Text({LANGUAGE: text, OTHER: f"it:{text}"})


def _column(key: str, role: str, width: float) -> Column:
    return Column(id=key, role=role, width=width, published=word(f"column {key}"))


COLUMNS = (
    _column("number", "number", 19),
    _column("title", "title", 87),
    _column("executors", "executors", 47),
    _column("deadline", "deadline", 32),
    _column("money", "financing", 38),
    _column("data", "data_source", 0),
    _column("unit", "unit", 0),
    _column("programme", "programme", 0),
    _column("amounts", "amounts", 0),
    _column("execution", "execution", 57),
)
KINDS = (
    ItemKind(
        id="part",
        name=word("part"),
        label=Text({LANGUAGE: "Part {n}"}),
        merged=True,
        section=True,
        shade="E0E0E0",
    ),
    ItemKind(
        id="aim",
        name=word("aim"),
        label=Text({LANGUAGE: "Aim"}),
        code=Text({LANGUAGE: "A", OTHER: "S"}),
        parents=("part",),
        shade="F0F0F0",
    ),
    ItemKind(
        id="task",
        name=word("task"),
        label=Text({LANGUAGE: "Task {n}"}),
        parents=("aim",),
        shade="F6F6F6",
    ),
    ItemKind(
        id="measure",
        name=word("measure"),
        label=Text({LANGUAGE: "Measure {n}"}),
        code=Text({LANGUAGE: "M", OTHER: "MI"}),
        parents=("aim", "task"),
        measured=True,
        reported=True,
    ),
    ItemKind(
        id="work",
        name=word("work"),
        code=Text({LANGUAGE: "W", OTHER: "L"}),
        parents=("task",),
        reported=True,
        ordinal=True,
    ),
)


def spec(form: str = "report", *, execution: bool = True, dash: str = "–") -> FormSpec:
    words = {key: word(key) for key in _PLAIN.split()} | {key: word(text) for key, text in _FILLED.items()}
    return FormSpec(
        id=form,
        languages=(LANGUAGE, OTHER),
        title=word("title of the form"),
        annex=word("annex"),
        columns=COLUMNS if execution else COLUMNS[:-1],
        kinds=KINDS,
        statuses=(
            Status(id="done", words=word("done"), result="full"),
            Status(id="half", words=word("half done"), result="part", reason=True),
            Status(id="undone", words=word("not done"), result="none", reason=True),
        ),
        states=(State(id="early", words=word("not yet due")),),
        standings=(
            Standing(id="final", words=word("final")),
            Standing(id="awaited", words=word("awaited"), figure=False),
        ),
        reasons=(ReasonKind(id="money", words=word("money")),),
        note=(
            NoteItem(id="solved", caption=word("What is solved"), when="evaluation"),
            NoteItem(id="proposals", caption=word("Proposals.")),
        ),
        words=words,
        dash=dash,
    )


def sheet(language: str = LANGUAGE) -> Sheet:
    return Sheet(spec(), language)
