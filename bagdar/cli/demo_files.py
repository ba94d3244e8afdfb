"""``bagdar demo-files``: the whole yearly job of the demonstration strategy, done on real files."""

from __future__ import annotations

import argparse
import shutil
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bagdar.cli import common, conclude, consolidate, forms, writing
from bagdar.cli.output import print_findings
from bagdar.kernel import clock, jsonio
from bagdar.kernel.findings import Finding, Severity
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.consolidation.issue import Cycle
    from bagdar.demo.content import Demonstration
    from bagdar.demo.round import Round
    from bagdar.documents.forms import Plan
    from bagdar.methodology.model import Methodology

STEPS = ("1-plan", "2-forms", "3-received", "4-consolidated", "5-conclusion")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.demo-files.help", language)
    parser = subparsers.add_parser("demo-files", help=text, description=text)
    parser.add_argument("--out", type=Path, required=True, help=render("cli.out.option", language))
    parser.add_argument("--methodology", help=render("cli.methodology.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    """Every step goes through files: what a step needs it reads back from what the one before wrote."""
    from bagdar.demo.content import demonstration
    from bagdar.methodology.loader import load

    methodology = load(args.methodology)
    demo = demonstration(methodology)
    with clock.at(demo.instant):
        _Year(args.out, methodology, demo, language).run()
    return 0


class _Year:
    """One year's job, step after step, each in a folder of its own under *out*."""

    def __init__(self, out: Path, methodology: Methodology, demo: Demonstration, language: str) -> None:
        self.out = out
        self.methodology = methodology
        self.demo = demo
        self.language = language
        self.folders = {step: out / step for step in STEPS}
        self.say = _Speaker(language)

    def run(self) -> None:
        for folder in self.folders.values():
            shutil.rmtree(folder, ignore_errors=True)
        plans, bodies = self._write_plan()
        by = common.setting(Namespace(methodology=self.methodology.id, bodies=bodies))
        told = self._open(plans, by)
        self._send(told)
        self._consolidate(told.cycle, by)
        self._conclude()
        print(
            render(
                "cli.demo.done",
                self.language,
                folder=self.out,
                plan=next((plan for plan in plans if plan.stem.endswith(f".{self.language}")), plans[0]),
                bodies=bodies,
                methodology=self.methodology.id,
            )
        )

    def _write_plan(self) -> tuple[list[Path], Path]:
        """Files of the plan, one a language, and of the register."""
        from bagdar.demo.files import write_plan, write_register

        folder = self.folders["1-plan"]
        with self.say.step("plan", folder):
            return write_plan(self.demo, self.methodology, folder), write_register(self.demo, folder)

    def _open(self, plans: list[Path], by: common.Setting) -> Round:
        """The plan read back and checked, and the round opened on it."""
        from bagdar.consolidation.issue import open_cycle
        from bagdar.demo.round import Round

        folder = self.folders["1-plan"]
        with self.say.step("check", folder):
            plan = replace(
                common.load_plan(plans, by),
                strategy_name=self.demo.strategy_name,  # A1 prints neither the Strategy's name nor its act
                strategy_act=self.demo.plan.strategy_act,
            )
            found = _check(plan, by)
            _keep(found, folder)
            self.say.findings(found)
        return Round(by.methodology, self.demo, open_cycle(plan, by.methodology, by.bodies, self.demo.period))

    def _send(self, told: Round) -> None:
        from bagdar.consolidation.issue import forms_of
        from bagdar.demo.files import write_received

        folder = self.folders["2-forms"]
        with self.say.step("forms", folder):
            for body, form in forms_of(told.cycle).items():
                forms.issue(form, told.cycle, told.language(body), folder, forms.FORMATS)
            forms.keep(told.cycle, folder)
        folder = self.folders["3-received"]
        with self.say.step("received", folder):
            list(write_received(told, folder))

    def _consolidate(self, cycle: Cycle, by: common.Setting) -> None:
        folder = self.folders["4-consolidated"]
        with self.say.step("consolidated", folder):
            received, _ = consolidate.receive_all(self.folders["3-received"], cycle, by, self.language)
            findings = consolidate.check_all(received, cycle, self.language)
            result = consolidate.work_out(cycle, received)
            folder.mkdir(parents=True)
            consolidate.keep(folder / consolidate.RESULT, cycle, result, by)
            _keep(findings, folder)
            consolidate.write_levels(folder, cycle, result, None, None)
            consolidate.tell(cycle, result, received, findings, self.language)

    def _conclude(self) -> None:
        folder = self.folders["5-conclusion"]
        with self.say.step("conclusion", folder):
            over, kept = conclude.load(
                self.folders["4-consolidated"],
                Namespace(methodology=None, bodies=None, strategy_name=None, strategy_act=None),
            )
            report, conclusion = conclude.draw_up(over, kept, self.demo.strategy_name, [])
            conclude.write(folder, over, report, conclusion, None, list(writing.FORMATS))


def _keep(findings: list[Finding], folder: Path) -> None:
    (folder / consolidate.FINDINGS).write_bytes(jsonio.dumps(findings, indent=1))


def _check(plan: Plan, by: common.Setting) -> list[Finding]:
    from bagdar.methodology.checks import check_plan, compare_languages

    return [
        *check_plan(plan, by.methodology, by.bodies),
        *compare_languages(plan, methodology=by.methodology, bodies=by.bodies),
    ]


class _Speaker:
    """Says what each step does and how long it took."""

    def __init__(self, language: str) -> None:
        self.language = language

    @contextmanager
    def step(self, name: str, folder: Path) -> Iterator[None]:
        print(render(f"cli.demo.{name}", self.language, folder=folder))
        start = time.monotonic()
        yield
        print(render("cli.demo.took", self.language, seconds=f"{time.monotonic() - start:.1f}"))

    def findings(self, found: list[Finding]) -> None:
        grave = [finding for finding in found if finding.severity is not Severity.INFO]
        print_findings(grave, self.language)
