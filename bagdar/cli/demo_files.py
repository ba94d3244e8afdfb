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
    from bagdar.demo.content import Demonstration
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
        _run(args.out, methodology, demo, language)
    return 0


def _run(out: Path, methodology: Methodology, demo: Demonstration, language: str) -> None:
    from bagdar.demo.files import write_plan, write_received, write_register
    from bagdar.demo.round import Round

    folders = {step: out / step for step in STEPS}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
    say = _Speaker(language)

    with say.step("plan", folders["1-plan"]):
        plans = write_plan(demo, methodology, folders["1-plan"])
        bodies = write_register(demo, folders["1-plan"])
    by = common.setting(Namespace(methodology=methodology.id, bodies=bodies))
    with say.step("check", folders["1-plan"]):
        plan = replace(
            common.load_plan(plans, by),
            strategy_name=demo.strategy_name,  # A1 prints neither the Strategy's name nor its act
            strategy_act=demo.plan.strategy_act,
        )
        found = _check(plan, by)
        (folders["1-plan"] / consolidate.FINDINGS).write_bytes(jsonio.dumps(found, indent=1))
        say.findings(found)
    from bagdar.consolidation.issue import forms_of, open_cycle

    cycle = open_cycle(plan, by.methodology, by.bodies, demo.period)
    told = Round(by.methodology, demo, cycle)
    with say.step("forms", folders["2-forms"]):
        for body, form in forms_of(cycle).items():
            forms.issue(form, cycle, told.language(body), folders["2-forms"], forms.FORMATS)
        forms.keep(cycle, folders["2-forms"])
    with say.step("received", folders["3-received"]):
        list(write_received(told, folders["3-received"]))
    with say.step("consolidated", folders["4-consolidated"]):
        received, _ = consolidate.receive_all(folders["3-received"], cycle, by, language)
        findings = consolidate.check_all(received, cycle, language)
        result = consolidate.work_out(cycle, received)
        folders["4-consolidated"].mkdir(parents=True)
        consolidate.keep(folders["4-consolidated"] / consolidate.RESULT, cycle, result, by)
        (folders["4-consolidated"] / consolidate.FINDINGS).write_bytes(jsonio.dumps(findings, indent=1))
        consolidate.write_levels(folders["4-consolidated"], cycle, result, None, None)
        consolidate.tell(cycle, result, received, findings, language)
    with say.step("conclusion", folders["5-conclusion"]):
        over, kept = conclude.load(
            folders["4-consolidated"],
            Namespace(methodology=None, bodies=None, strategy_name=None, strategy_act=None),
        )
        report, conclusion = conclude.draw_up(over, kept, demo.strategy_name, [])
        conclude.write(folders["5-conclusion"], over, report, conclusion, None, list(writing.FORMATS))
    print(
        render(
            "cli.demo.done",
            language,
            folder=out,
            plan=plans[-1],
            bodies=bodies,
            methodology=methodology.id,
        )
    )


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
