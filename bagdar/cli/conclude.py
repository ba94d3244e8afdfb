"""``bagdar conclude``: the report on the Strategy and the draft conclusion from what was consolidated."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bagdar.cli import common, writing
from bagdar.cli.consolidate import RESULT, Kept
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Place
from bagdar.kernel.messages import render
from bagdar.kernel.text import Text

if TYPE_CHECKING:
    from bagdar.consolidation.levels import Consolidation, Round
    from bagdar.documents.forms import Conclusion, Report, StrategyReport


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.conclude.help", language)
    parser = subparsers.add_parser("conclude", help=text, description=text)
    parser.add_argument("consolidated", type=Path, help=render("cli.conclude.consolidated", language))
    parser.add_argument("--out", type=Path, required=True, help=render("cli.out.option", language))
    parser.add_argument(
        "--history", nargs="+", type=Path, default=[], help=render("cli.conclude.history", language)
    )
    parser.add_argument("--in", dest="languages", action="append", help=render("cli.in.option", language))
    parser.add_argument(
        "--format", choices=writing.FORMATS, action="append", help=render("cli.format.option", language)
    )
    common.add_strategy(parser, language)
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    over, result = load(args.consolidated, args)
    writing.printable(args.languages, over.methodology.forms["conclusion"])
    history = [national(path) for path in args.history]
    report, conclusion = draw_up(over, result, strategy_name(over), history)
    write(args.out, over, report, conclusion, args.languages, args.format)
    print(render("cli.conclude.done", language, cases=len(conclusion.cases), folder=args.out))
    return 0


def load(path: Path, args: argparse.Namespace) -> tuple[Round, Consolidation]:
    """What ``bagdar consolidate`` kept, against the methodology and register it was made by."""
    from bagdar.consolidation.issue import open_cycle
    from bagdar.consolidation.levels import Consolidation, Round
    from bagdar.documents.forms import Plan

    kept = _kept(path)
    args.methodology = args.methodology or kept.methodology
    by = common.setting(args)
    if args.bodies is None and kept.bodies is not None:
        by = common.by_register(by.methodology, kept.bodies)
    plan = common.with_strategy(jsonio.loads(bytes(kept.plan), Plan), args)
    result = jsonio.loads(bytes(kept.consolidation), Consolidation)
    cycle = open_cycle(plan, by.methodology, by.bodies, result.period)
    over = Round(
        plan=plan,
        methodology=by.methodology,
        bodies=by.bodies,
        period=result.period,
        roles=cycle.roles,
        due={key: line.due for key, line in cycle.due.items()},
    )
    return over, result


def _kept(path: Path) -> Kept:
    file = path / RESULT if path.is_dir() else path
    try:
        return jsonio.loads(file.read_bytes(), Kept)
    except OSError as error:
        raise DomainError("cli.no_file", place=Place(file=str(file))) from error
    except msgspec.DecodeError as error:
        raise DomainError(
            "cli.not_json", place=Place(file=file.name), form=RESULT, fault=str(error)
        ) from error


def is_kept(path: Path) -> bool:
    """Is this JSON file what ``bagdar consolidate`` keeps, whatever it is called now?"""
    try:
        keys = jsonio.loads(path.read_bytes(), dict[str, msgspec.Raw])
    except (OSError, msgspec.ValidationError, msgspec.DecodeError):
        return False
    return {"plan", "consolidation"} <= set(keys)


def national(path: Path) -> Report:
    """The national report that an earlier ``consolidated.json`` holds."""
    from bagdar.consolidation.levels import Consolidation

    return jsonio.loads(bytes(_kept(path).consolidation), Consolidation).national


def strategy_name(over: Round) -> Text:
    """The Strategy's name as the plan gives it, else as the methodology does."""
    words = over.methodology.forms["strategy_report"].words
    return over.plan.strategy_name or words["strategy.default_name"]


def draw_up(
    over: Round, result: Consolidation, name: Text, history: list[Report]
) -> tuple[StrategyReport, Conclusion]:
    from bagdar.consolidation.conclusion import draft_conclusion
    from bagdar.consolidation.strategy_report import strategy_report

    return strategy_report(over, result, name), draft_conclusion(over, result, name, history)


def write(
    out: Path,
    over: Round,
    report: StrategyReport,
    conclusion: Conclusion,
    languages: list[str] | None,
    formats: list[str] | None,
) -> None:
    """Both documents in each language and format, and as JSON."""
    from bagdar.documents.pages import conclusion_layout, strategy_report_layout

    forms = over.methodology.forms
    out.mkdir(parents=True, exist_ok=True)
    (out / "strategy-report.json").write_bytes(jsonio.dumps(report, indent=1))
    (out / "conclusion.json").write_bytes(jsonio.dumps(conclusion, indent=1))
    for language in writing.languages_of(languages, over.plan.languages):
        layout = strategy_report_layout(
            report,
            forms["strategy_report"],
            language,
            annex_spec=forms["report"],
            plan=over.plan,
            bodies=over.bodies,
        )
        writing.write(layout, out / f"strategy-report.{language}", formats or writing.FORMATS)
        layout = conclusion_layout(conclusion, forms["conclusion"], language, bodies=over.bodies)
        writing.write(layout, out / f"conclusion.{language}", formats or writing.FORMATS)
