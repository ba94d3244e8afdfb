"""A document that came in: an offline form, split into the reports it stands for, or an A2 typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from bagdar.consolidation.entries import said_anything
from bagdar.consolidation.issue import FROM_BODIES, Cycle, body_ref, forms_of
from bagdar.consolidation.split import split
from bagdar.documents.bodies import Bodies
from bagdar.documents.forms import BodyRef, Report, ReportLine
from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.offline.model import OfflineForm, issued_to
from bagdar.documents.offline.read_back import read_offline
from bagdar.documents.raw import RawDocument
from bagdar.documents.reading import Reading, read
from bagdar.documents.reading.model import TableReading
from bagdar.documents.reading.phrases import Grammars
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.methodology.checks import check_report
from bagdar.methodology.checks.matching import match_lines

SIDE_MISSING = "checks.report.factor_side"
OTHER_FORM, OTHER_REPORT = "offline.other_period", "checks.report.period_other"
"""What is said of an offline form, and of a report typed by hand, for another period."""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """What one file brought. ``offline``: it was an offline form; its fingerprint is in the reports."""

    file: str
    sha256: str
    offline: bool
    body: str | None
    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()
    account: tuple[TableReading, ...] = ()
    """The tables of a report typed by hand, with the rows that the reading could not place."""
    counted: bool = True
    """False: for another period; told, and left out of what is consolidated."""

    @property
    def signed(self) -> date | None:
        """The day on which the head signed."""
        return next((r.head.signed for r in self.reports if r.head is not None and r.head.signed), None)


class Desk:
    """Receives one file after another for a cycle; the forms that were issued are worked out once."""

    def __init__(self, cycle: Cycle, grammars: Grammars | None = None) -> None:
        self.cycle = cycle
        self.grammars = grammars
        self.forms: Mapping[str, OfflineForm] = forms_of(cycle)

    def receive(self, raw: RawDocument) -> Received:
        """The reports in *raw*. Raises DomainError where nobody can tell whose report it is, or it is none."""
        body = issued_to(raw)
        if body is not None:
            return self._offline(raw, body)
        reading = read(raw, self.cycle.methodology.forms, self.cycle.bodies, grammars=self.grammars)
        if reading.form != "report":
            raise DomainError(
                "consolidation.not_report", place=Place(file=raw.file, sha256=raw.sha256), form=reading.form
            )
        return self._typed(raw, reading)

    def _offline(self, raw: RawDocument, body: str) -> Received:
        form = self.forms.get(body)
        if form is None:
            raise DomainError(
                "consolidation.not_asked", place=Place(file=raw.file, sha256=raw.sha256), body=body
            )
        filled = read_offline(raw, form, self.cycle.methodology.forms["report"])
        return Received(
            file=raw.file,
            sha256=raw.sha256,
            offline=True,
            body=body,
            reports=split(filled),
            findings=filled.findings,
            counted=all(finding.check != OTHER_FORM for finding in filled.findings),
        )

    def receive_form(self, report: Report, file: str, sha256: str) -> Received:
        """A report that came as its JSON. Raises DomainError where nobody can tell whose it is."""
        return self._known(report, file, sha256, ())

    def _typed(self, raw: RawDocument, reading: Reading) -> Received:
        return self._known(reading.report(), raw.file, raw.sha256, tuple(reading.tables))

    def _known(self, report: Report, file: str, sha256: str, account: tuple[TableReading, ...]) -> Received:
        sender = self._sender(report)
        if sender is None:
            raise DomainError(
                "consolidation.unknown_sender",
                clause="A2.3",
                place=Place(file=file, sha256=sha256),
                name=report.sender.name,
            )
        known = align(report, self.cycle, sender)
        return Received(
            file=file,
            sha256=sha256,
            offline=False,
            body=sender,
            reports=(known,),
            account=account,
            counted=known.period in (None, self.cycle.period),
        )

    def _sender(self, report: Report) -> str | None:
        if report.sender.id in self.forms or report.sender.id in self.cycle.bodies:
            return report.sender.id
        return resolve(report.sender.name, self.cycle.bodies)


def resolve(names: Mapping[str, str], bodies: Bodies) -> str | None:
    """Id of the one body that *names* (language → name or abbreviation) mean; None if none or several."""
    for language, name in names.items():
        found = read_executors(name, bodies, language)
        ids = {executor.body for executor in found.executors if executor.body}
        if len(ids) == 1:
            return ids.pop()
    return None


def align(report: Report, cycle: Cycle, sender: str) -> Report:
    """*report* with the plan's keys on its lines and the registered body as its sender; words unchanged."""
    items = match_lines(report, cycle.plan)
    keys = {line.key: item.key for line, item in zip(report.lines, items, strict=True) if item is not None}
    return replace(
        report,
        sender=BodyRef(id=sender, name=report.sender.name or body_ref(cycle.bodies, sender).name),
        lines=tuple(
            replace(line, key=item.key, parent=item.parent, number=item.number or line.number)
            if item is not None
            else line
            for line, item in zip(report.lines, items, strict=True)
        ),
        factors=tuple(
            replace(factor, keys=tuple(keys.get(key, key) for key in factor.keys))
            for factor in report.factors
        ),
    )


def check_received(received: Received, cycle: Cycle, history: Sequence[Report] = ()) -> list[Finding]:
    """What was done to the form, then the findings on every report in it, each said once.

    The reports of one offline form share head, note and factors. A side of part 2 that the form shows
    for the lines of one recipient need not be shown again for the lines of another. Of a file for another
    period no more is said than that.
    """
    found: dict[bytes, Finding] = {_same(finding): finding for finding in received.findings}
    once: dict[bytes, int] = {}
    for report in received.reports:
        for finding in check_report(
            report,
            cycle.plan,
            cycle.methodology,
            cycle.bodies,
            body=received.body,
            period=cycle.period,
            history=history,
            owed=_owed(report, cycle),
            due=cycle.due,
            evaluation=cycle.evaluation.settled,
            account=received.account,
        ):
            if not received.counted and finding.check != OTHER_REPORT:
                continue
            placed = replace(finding.place, file=finding.place.file or received.file)
            found.setdefault(_same(finding), replace(finding, place=placed))
            if received.offline and finding.check == SIDE_MISSING:
                once[_same(finding)] = once.get(_same(finding), 0) + 1
    shown = {same for same, times in once.items() if times < len(received.reports)}
    return [finding for same, finding in found.items() if same not in shown]


def in_force(received: Iterable[Received]) -> list[Received]:
    """What counts for the period. Of one body's files the one that holds comes last: the one signed later,
    a signed one after those without a day of signing, else by the file's name.
    """
    counted = [each for each in received if each.counted]
    ranked: dict[str | None, Iterator[Received]] = {
        body: iter(sorted((each for each in counted if each.body == body), key=_force))
        for body in {each.body for each in counted}
    }
    return [next(ranked[each.body]) for each in counted]


def _force(received: Received) -> tuple[date, str, str]:
    return received.signed or date.min, received.file, received.sha256


def _why(taken: Received, other: Received) -> Text:
    """Why *taken* holds and not *other*, in the program's languages."""
    reason = "by_name" if taken.signed == other.signed else "later" if other.signed else "only_signed"
    message = f"consolidation.taken_{reason}"
    days = {"day": taken.signed or "", "other_day": other.signed or ""}
    return Text({language: render(message, language, **days) for language in UI_LANGUAGES})


def answered_twice(received: Iterable[Received]) -> Iterator[Finding]:
    """Lines on which one body says different things in different files: which file holds, and why."""
    known: dict[tuple[str | None, str], tuple[Received, ReportLine]] = {}
    found: dict[tuple[str, str], list[Text]] = {}
    files: dict[str, Received] = {}
    for each in in_force(received):
        for report in each.reports:
            for line in filter(said_anything, report.lines):
                before, said = known.get((report.sender.id, line.key), (each, line))
                if before.sha256 != each.sha256 and _told(said) != _told(line):
                    files |= {before.sha256: before, each.sha256: each}
                    found.setdefault((before.sha256, each.sha256), []).append(line.title)
                known[report.sender.id, line.key] = each, line
    for (first, second), titles in found.items():
        place = Place(file=files[second].file, sha256=second)
        params = {"other": files[first].file, "lines": titles, "why": _why(files[second], files[first])}
        yield Finding(
            check="consolidation.answered_twice",
            clause="practice",
            severity=Severity.ERROR,
            place=place,
            params=params,
        )


def _told(line: ReportLine) -> tuple[object, ...]:
    value, reason = line.value, line.reason
    texts = [each.text for each in (*line.information, *(reason.statements if reason else ()))]
    kind = reason.kind if reason else None
    figure = (value.number, value.standing) if value else None
    return line.status, line.state, figure, kind, texts


def _same(finding: Finding) -> bytes:
    """What makes two findings one: a factor's number differs between the reports of one form."""
    params = {name: value for name, value in finding.params.items() if name != "number"}
    return jsonio.dumps(replace(finding, params=params))


def _owed(report: Report, cycle: Cycle) -> frozenset[str]:
    """Lines *report* must hold: of the obligation it names, or of all its sender's as executor."""
    recipient = report.recipient.id if report.recipient else None
    senders = {level.id: level.sender for level in cycle.methodology.levels}
    return frozenset(
        key
        for owed in cycle.obligations
        if owed.sender == report.sender.id
        and senders[owed.level] in FROM_BODIES
        and report.level in (None, owed.level)
        and recipient in (None, owed.recipient)
        and report.section in (None, owed.section)
        for key in owed.keys
    )
