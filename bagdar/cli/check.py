"""``bagdar check FILE…``: the document is detected, checked against the methodology, findings are listed."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from bagdar.cli import common
from bagdar.cli.exits import FINDINGS, OK, PARTLY, REFUSED
from bagdar.cli.output import (
    ahead,
    citation,
    complain,
    location,
    print_findings,
    print_json,
    progress,
    refusal,
)
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError, FileRefusedError
from bagdar.kernel.findings import Finding, Place, Severity
from bagdar.kernel.messages import is_message, render

if TYPE_CHECKING:
    from bagdar.documents.forms import Conclusion, Form, Plan, Report
    from bagdar.documents.raw import RawDocument
    from bagdar.methodology.checks.plan_context import UnreadTable


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
    common.add_evaluation(parser, language)
    common.add_strategy(parser, language)
    parser.add_argument("--json", action="store_true", help=render("cli.json.option", language))
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    """0 without errors among the findings, 1 with; 3 where every file was refused, 4 where some were."""
    from bagdar.documents.opening import open_documents

    # The reading child works while this process loads the methodology.
    opened = ahead(open_documents([path for path in args.files if not common.is_json(path)]))
    checking = _Checking(args, common.setting(args))
    found: list[Finding] = []
    refused: list[FileRefusedError] = []
    for path in progress(args.files, len(args.files), render("cli.consolidate.checking", language)):
        try:
            found += checking.file(path, None if common.is_json(path) else next(opened))
        except FileRefusedError as error:
            complain(error, language)
            refused.append(error)
    found += checking.languages()
    if args.json:
        print_json(
            {
                "files": checking.files,
                "findings": [_plain(finding, language) for finding in found],
                "refused": [refusal(error, language) for error in refused],
            }
        )
    elif len(refused) < len(args.files):
        print_findings(found, language)
    if refused:
        return REFUSED if len(refused) == len(args.files) else PARTLY
    return FINDINGS if any(finding.severity is Severity.ERROR for finding in found) else OK


def _plain(finding: Finding, language: str) -> dict[str, Any]:
    remedy = f"{finding.check}.remedy"
    return {
        **jsonio.plain(finding),
        "where": location(finding.place, language),
        "cited": citation(finding.clause, language),
        "text": render(finding.check, language, **finding.params),
        "remedy": render(remedy, language, **finding.params) if is_message(remedy) else "",
    }


class _Checking:
    def __init__(self, args: argparse.Namespace, by: common.Setting) -> None:
        self.args = args
        self.by = by
        self.files: list[dict[str, Any]] = []
        self.plans: list[Plan] = []
        self._plan: Plan | None = None

    def file(self, path: Path, opened: RawDocument | FileRefusedError | None) -> Iterator[Finding]:
        """Findings on one file, each with the file's name in its place; *opened* is None for JSON."""
        if isinstance(opened, FileRefusedError):
            raise opened
        if opened:
            yield from self._marks(opened)
        for finding in self._findings(opened, path) if opened else self._of_json(path):
            place = finding.place
            yield finding if place.file else replace(finding, place=replace(place, file=path.name))

    def _marks(self, raw: RawDocument) -> Iterator[Finding]:
        """Marks by which the service would refuse the file."""
        from bagdar.documents.marking import findings

        return findings(raw, self.by.methodology.marks)

    def languages(self) -> list[Finding]:
        """Differences between the language texts of one plan, where two files give them."""
        from bagdar.methodology.checks import compare_languages

        if len(self.plans) != 2 or self.plans[0].languages == self.plans[1].languages:
            return []
        first, second = self.plans
        return compare_languages(first, second, methodology=self.by.methodology, bodies=self.by.bodies)

    def _findings(self, raw: RawDocument, path: Path) -> Sequence[Finding]:
        from bagdar.documents.offline.model import issued_to
        from bagdar.documents.reading import read

        if issued_to(raw) is not None:
            return self._offline(raw, path)
        reading = read(raw, self.by.methodology.forms, self.by.bodies, grammars=common.grammars_of(self.by))
        typed = common.typed(reading, path)
        return self._typed(typed, path, raw.sha256, account=reading.tables)

    def _of_json(self, path: Path) -> Sequence[Finding]:
        return self._typed(common.form_of_json(path), path, hashlib.sha256(path.read_bytes()).hexdigest())

    def _typed(
        self, form: Form, path: Path, sha256: str, *, account: Sequence[UnreadTable] = ()
    ) -> Sequence[Finding]:
        from bagdar.documents.forms import Conclusion, Plan, Report

        self._note(path, sha256, form.form)
        if isinstance(form, Plan):
            return self._of_plan(form, account)
        if isinstance(form, Report):
            return self._check_report(form, path, account)
        if isinstance(form, Conclusion):
            return self._of_conclusion(form, path)
        raise DomainError("cli.no_checks", place=Place(file=path.name))

    def _note(self, path: Path, sha256: str, form: str) -> None:
        self.files.append({"file": path.name, "sha256": sha256, "form": form})

    def _of_plan(self, plan: Plan, account: Sequence[UnreadTable]) -> Sequence[Finding]:
        from bagdar.methodology.checks import check_plan

        self.plans.append(plan)
        strategy = common.load_plan([self.args.strategy], self.by) if self.args.strategy else None
        return check_plan(plan, self.by.methodology, self.by.bodies, strategy=strategy, account=account)

    def _check_report(
        self, report: Report, path: Path, account: Sequence[UnreadTable] = ()
    ) -> Sequence[Finding]:
        from bagdar.methodology.checks import check_report

        common.known_body(self.args.body, self.by)
        period = common.period_of(self.args, self.by.methodology) if self.args.year else report.period
        return check_report(
            report,
            self._against(path),
            self.by.methodology,
            self.by.bodies,
            body=self.args.body,
            period=period,
            history=[self._earlier(each) for each in self.args.history],
            evaluation=common.evaluation(self.args),
            account=account,
        )

    def _earlier(self, path: Path) -> Report:
        """A report as Word, Excel or JSON, or the national one of what ``bagdar consolidate`` kept."""
        from bagdar.cli.conclude import is_kept, national
        from bagdar.documents.forms import Report

        if path.is_dir() or (common.is_json(path) and is_kept(path)):
            return national(path)
        if common.is_json(path):
            return common.load_json(path, Report)
        return common.read_file(path, self.by, "report").report()

    def _of_conclusion(self, conclusion: Conclusion, path: Path) -> Sequence[Finding]:
        """The national report of the conclusion's own period among ``--history`` is its annex."""
        from bagdar.methodology.checks import check_conclusion

        reports = [self._earlier(each) for each in self.args.history]
        annex = next((report for report in reports if report.period == conclusion.period), None)
        return check_conclusion(
            conclusion,
            self._against(path),
            self.by.methodology,
            self.by.bodies,
            annex=annex,
            history=[report for report in reports if report is not annex],
        )

    def _offline(self, raw: RawDocument, path: Path) -> Sequence[Finding]:
        """What was done to the form, then the findings on every report it stands for."""
        from bagdar.consolidation.receive import Desk, check_received

        if not self.args.year:
            raise DomainError("cli.need_year", place=Place(file=path.name))
        cycle = common.cycle_of(self.args, self._against(path), self.by)
        received = Desk(cycle, common.grammars_of(self.by)).receive(raw)
        self._note(path, raw.sha256, "offline")
        return check_received(received, cycle, [self._earlier(each) for each in self.args.history])

    def _against(self, path: Path) -> Plan:
        if not self.args.plan:
            raise DomainError("cli.need_plan", place=Place(file=path.name))
        if self._plan is None:
            plan = common.load_plan(self.args.plan, self.by)
            if self.args.strategy and plan.strategy_act is None:
                strategy = common.load_plan([self.args.strategy], self.by)
                plan = replace(plan, strategy_act=strategy.strategy_act or strategy.plan_act)
            self._plan = common.with_strategy(plan, self.args)
        return self._plan
