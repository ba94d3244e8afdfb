"""``bagdar check FILE…``: the document is detected, checked against the methodology, findings are listed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from bagdar.cli import common
from bagdar.cli.output import citation, location, print_findings, print_json
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import catalogue, render

if TYPE_CHECKING:
    from bagdar.documents.forms import Plan, Report
    from bagdar.documents.raw import RawDocument
    from bagdar.documents.reading import Reading


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.check.help", language)
    parser = subparsers.add_parser("check", help=text, description=render("cli.check.description", language))
    parser.add_argument("files", nargs="+", type=Path, help=render("cli.files", language))
    parser.add_argument("--plan", nargs="+", type=Path, help=render("cli.plan.option", language))
    parser.add_argument("--strategy", type=Path, help=render("cli.strategy.option", language))
    parser.add_argument("--body", help=render("cli.body.option", language))
    parser.add_argument(
        "--history", nargs="+", type=Path, default=[], help=render("cli.history.option", language)
    )
    common.add_period(parser, language, required=False)
    parser.add_argument("--json", action="store_true", help=render("cli.json.option", language))
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    """0 without errors among the findings, 1 with; refusals are raised."""
    by = common.setting(args)
    checking = _Checking(args, by)
    found = [finding for path in args.files for finding in checking.file(path)]
    found += checking.languages()
    if args.json:
        print_json({"files": checking.files, "findings": [_plain(finding, language) for finding in found]})
    else:
        print_findings(found, language)
    return int(any(finding.severity is Severity.ERROR for finding in found))


def _plain(finding: Finding, language: str) -> dict[str, Any]:
    remedy = f"{finding.check}.remedy"
    return {
        **jsonio.plain(finding),
        "where": location(finding.place, language),
        "cited": citation(finding.clause, language),
        "text": render(finding.check, language, **finding.params),
        "remedy": render(remedy, language, **finding.params) if remedy in catalogue() else "",
    }


class _Checking:
    def __init__(self, args: argparse.Namespace, by: common.Setting) -> None:
        self.args = args
        self.by = by
        self.files: list[dict[str, Any]] = []
        self.plans: list[Plan] = []
        self._plan: Plan | None = None

    def file(self, path: Path) -> Iterator[Finding]:
        """Findings on one file, each with the file's name in its place."""
        from bagdar.documents.opening import open_document

        raw = open_document(path)
        for finding in self._findings(raw, path):
            place = finding.place
            yield finding if place.file else replace(finding, place=replace(place, file=path.name))

    def languages(self) -> list[Finding]:
        """Differences between the language texts of one plan, where two files give them."""
        from bagdar.methodology.checks import compare_languages

        if len(self.plans) != 2 or self.plans[0].languages == self.plans[1].languages:
            return []
        first, second = self.plans
        return compare_languages(first, second, methodology=self.by.methodology, bodies=self.by.bodies)

    def _findings(self, raw: RawDocument, path: Path) -> Sequence[Finding]:
        from bagdar.documents.offline.read_back import issued_to
        from bagdar.documents.reading import read

        if issued_to(raw) is not None:
            return self._offline(raw, path)
        reading = read(raw, self.by.methodology.forms, self.by.bodies, grammars=common.grammars_of(self.by))
        self._note(path, raw.sha256, reading.form)
        checks = {"plan": self._of_plan, "report": self._of_report, "conclusion": self._of_conclusion}
        if reading.form not in checks:
            raise DomainError("cli.unknown_document", place=Place(file=path.name))
        return checks[reading.form](reading, path)

    def _note(self, path: Path, sha256: str, form: str) -> None:
        self.files.append({"file": path.name, "sha256": sha256, "form": form})

    def _of_plan(self, reading: Reading, _: Path) -> Sequence[Finding]:
        from bagdar.methodology.checks import check_plan

        plan = reading.plan()
        self.plans.append(plan)
        strategy = common.load_plan([self.args.strategy], self.by) if self.args.strategy else None
        return check_plan(
            plan, self.by.methodology, self.by.bodies, strategy=strategy, account=reading.tables
        )

    def _of_report(self, reading: Reading, path: Path) -> Sequence[Finding]:
        return self._check_report(reading.report(), path)

    def _check_report(self, report: Report, path: Path) -> Sequence[Finding]:
        from bagdar.methodology.checks import check_report

        period = common.period_of(self.args, self.by.methodology) if self.args.year else report.period
        return check_report(
            report,
            self._against(path),
            self.by.methodology,
            self.by.bodies,
            body=self.args.body,
            period=period,
            history=[self._earlier(each) for each in self.args.history],
        )

    def _earlier(self, path: Path) -> Report:
        from bagdar.documents.forms import Report

        if path.suffix == ".json":
            return common.load_json(path, Report)
        return common.read_file(path, self.by, "report").report()

    def _of_conclusion(self, reading: Reading, path: Path) -> Sequence[Finding]:
        from bagdar.methodology.checks import check_conclusion

        return check_conclusion(
            reading.conclusion(),
            self._against(path),
            self.by.methodology,
            self.by.bodies,
            history=[self._earlier(each) for each in self.args.history],
        )

    def _offline(self, raw: RawDocument, path: Path) -> Sequence[Finding]:
        """What was done to the form, then the findings on every report it stands for."""
        from bagdar.consolidation.issue import open_cycle
        from bagdar.consolidation.receive import Desk, check_received

        if not self.args.year:
            raise DomainError("cli.need_year", place=Place(file=path.name))
        period = common.period_of(self.args, self.by.methodology)
        cycle = open_cycle(self._against(path), self.by.methodology, self.by.bodies, period)
        received = Desk(cycle, common.grammars_of(self.by)).receive(raw)
        self._note(path, raw.sha256, "offline")
        return check_received(received, cycle, [self._earlier(each) for each in self.args.history])

    def _against(self, path: Path) -> Plan:
        if not self.args.plan:
            raise DomainError("cli.need_plan", clause="A2.4", place=Place(file=path.name))
        if self._plan is None:
            self._plan = common.load_plan(self.args.plan, self.by)
        return self._plan
