"""``bagdar consolidate DIR``: filled-in reports through the levels of the methodology, nothing left out silently."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bagdar.cli import common, writing
from bagdar.cli.exits import OK, PARTLY
from bagdar.cli.forms import file_name
from bagdar.cli.output import complain, print_findings, progress
from bagdar.documents.bodies import RegisterFile
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.consolidation.issue import Cycle
    from bagdar.consolidation.levels import Consolidation
    from bagdar.consolidation.receive import Received
    from bagdar.documents.forms import Report

RESULT = "consolidated.json"
FINDINGS = "findings.json"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.consolidate.help", language)
    parser = subparsers.add_parser("consolidate", help=text, description=text)
    parser.add_argument("folder", type=Path, help=render("cli.consolidate.folder", language))
    parser.add_argument(
        "--plan", nargs="+", type=Path, required=True, help=render("cli.plan.option", language)
    )
    common.add_period(parser, language)
    parser.add_argument("--out", type=Path, required=True, help=render("cli.out.option", language))
    parser.add_argument("--in", dest="languages", action="append", help=render("cli.in.option", language))
    parser.add_argument(
        "--format", choices=writing.FORMATS, action="append", help=render("cli.format.option", language)
    )
    common.add_evaluation(parser, language)
    common.add_strategy(parser, language)
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    """0; 4 where files were refused (the others are consolidated, the refused are named)."""
    by = common.setting(args)
    plan = common.with_strategy(common.load_plan(args.plan, by), args)
    writing.printable(args.languages, by.methodology.forms["report"])
    if not (common.documents_in(args.folder) or common.reports_in(args.folder)):
        raise DomainError("cli.no_reports", place=Place(file=str(args.folder)))
    cycle = common.cycle_of(args, plan, by)
    received, refused = receive_all(args.folder, cycle, by, language)
    findings = check_all(received, cycle, language)
    result = work_out(cycle, received)
    args.out.mkdir(parents=True, exist_ok=True)
    keep(args.out / RESULT, cycle, result, by)
    (args.out / FINDINGS).write_bytes(jsonio.dumps(findings, indent=1))
    write_levels(args.out, cycle, result, args.languages, args.format)
    tell(cycle, result, received, findings, language)
    return PARTLY if refused else OK


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """``consolidated.json``: what ``bagdar conclude`` goes on from."""

    methodology: str
    plan: msgspec.Raw
    consolidation: msgspec.Raw
    bodies: RegisterFile | None = None
    """The register it was made by, where it was not the methodology's own."""


def keep(path: Path, cycle: Cycle, result: Consolidation, by: common.Setting) -> None:
    kept = Kept(
        methodology=cycle.methodology.id,
        plan=msgspec.Raw(jsonio.dumps(cycle.plan)),
        consolidation=msgspec.Raw(jsonio.dumps(result)),
        bodies=by.own,
    )
    path.write_bytes(jsonio.dumps(kept))


def receive_all(
    folder: Path, cycle: Cycle, by: common.Setting, language: str
) -> tuple[list[Received], list[DomainError]]:
    """Every document under *folder*, read in limited children; refusals are told and counted, not fatal."""
    from bagdar.consolidation.receive import Desk
    from bagdar.documents.forms import Report
    from bagdar.documents.opening import open_documents

    desk = Desk(cycle, common.grammars_of(by))
    paths = common.documents_in(folder)
    received: list[Received] = []
    refused: list[DomainError] = []
    label = render("cli.consolidate.progress", language)
    for raw in progress(open_documents(paths), len(paths), label):
        try:
            if isinstance(raw, DomainError):
                raise raw
            received.append(desk.receive(raw))
        except DomainError as error:
            complain(error, language)
            refused.append(error)
    for path in common.reports_in(folder):
        try:
            report = common.load_json(path, Report)
            received.append(desk.receive_form(report, path.name, sha256(path.read_bytes()).hexdigest()))
        except DomainError as error:
            complain(error, language)
            refused.append(error)
    return received, refused


def work_out(cycle: Cycle, received: list[Received]) -> Consolidation:
    from bagdar.consolidation.levels import Round, consolidate
    from bagdar.consolidation.receive import in_force

    over = Round(
        plan=cycle.plan,
        methodology=cycle.methodology,
        bodies=cycle.bodies,
        period=cycle.period,
        roles=cycle.roles,
        due={key: line.due for key, line in cycle.due.items()},
    )
    return consolidate(over, [report for each in in_force(received) for report in each.reports])


def write_levels(
    out: Path,
    cycle: Cycle,
    result: Consolidation,
    languages: list[str] | None,
    formats: list[str] | None,
) -> None:
    """The reports of every level that is consolidated (section by section), as documents."""
    from bagdar.documents.pages import report_layout

    spec = cycle.methodology.forms["report"]
    for level in cycle.methodology.levels:
        if level.sender != "lead" or level.form != "report":
            continue
        for report in result.by_level[level.id]:
            for language in writing.languages_of(languages, cycle.plan.languages):
                stem = out / level.id / f"{_section(report, cycle)}.{language}"
                writing.write(
                    report_layout(report, spec, language, plan=cycle.plan, bodies=cycle.bodies),
                    stem,
                    formats or writing.FORMATS,
                )


def _section(report: Report, cycle: Cycle) -> str:
    codes = {item.key: item.code or item.number or item.key for item in cycle.plan.items}
    return file_name(f"section-{codes.get(report.section or '', report.section or 'all')}")


def check_all(received: list[Received], cycle: Cycle, language: str) -> list[Finding]:
    """Findings on every report that came, file by file."""
    from bagdar.consolidation.receive import answered_twice, check_received

    label = render("cli.consolidate.checking", language)
    found = [
        finding
        for each in progress(received, len(received), label)
        for finding in check_received(each, cycle)
    ]
    return [*found, *answered_twice(received)]


def tell(
    cycle: Cycle, result: Consolidation, received: list[Received], findings: list[Finding], language: str
) -> None:
    """What a person must know before going on: what is wrong in the files, who is missing, what differs."""
    print_findings([finding for finding in findings if finding.severity is not Severity.INFO], language)
    for line in _summary(cycle, result, received, language):
        print(line)


def _summary(cycle: Cycle, result: Consolidation, received: list[Received], language: str) -> Iterator[str]:
    def name(body: str) -> str:
        found = cycle.bodies.get(body)
        return found.name.in_(language, *cycle.plan.languages) if found else body

    items = cycle.plan.by_key()
    yield render("cli.consolidate.received", language, files=len(received), lines=len(result.lines))
    for each in received:
        if not each.counted:
            yield render(
                "cli.consolidate.other_period",
                language,
                file=each.file,
                body=name(each.body or ""),
                period=cycle.period.label,
            )
    for missing in result.missing:
        key = "cli.consolidate.missing" if missing.bound else "cli.consolidate.silent_unbound"
        yield render(key, language, body=name(missing.body), n=len(missing.keys))
    for body, key in result.silent:
        title = items[key].title.in_(language, *cycle.plan.languages)
        yield render("cli.consolidate.blank", language, body=name(body), title=title)
    for found in result.contradictions:
        yield render(
            f"cli.contradiction.{found.what}",
            language,
            rank=render(f"cli.rank.{found.rank.name.lower()}", language),
            title=items[found.key].title.in_(language, *cycle.plan.languages),
            ours=name(found.ours),
            theirs=name(found.theirs),
            our_words=_words(found.our_words, cycle, language),
            their_words=_words(found.their_words, cycle, language),
        )
    for stray in result.strays:
        yield render("cli.consolidate.stray", language, body=name(stray.body), key=stray.key)


def _words(said: str, cycle: Cycle, language: str) -> str | Decimal:
    """A status or state in words; a figure as it is, for the message to print."""
    methodology = cycle.methodology
    words = {status.id: status.words for status in methodology.statuses}
    words |= {state.id: state.words for state in methodology.states}
    return words[said].in_(language, *methodology.languages) if said in words else Decimal(said)
