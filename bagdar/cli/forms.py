"""``bagdar forms PLAN --year --out``: an offline form for every body that owes something in the period."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bagdar.cli import common, writing
from bagdar.cli.exits import OK
from bagdar.cli.output import citation, progress
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.consolidation.issue import Cycle
    from bagdar.documents.offline.model import OfflineForm

FORMATS = ("docx", "xlsx")
PLAN = "plan.json"
SHOWN = 10


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.forms.help", language)
    parser = subparsers.add_parser("forms", help=text, description=text)
    parser.add_argument("plan", nargs="+", type=Path, help=render("cli.plan", language))
    common.add_period(parser, language)
    parser.add_argument("--out", type=Path, required=True, help=render("cli.out.option", language))
    parser.add_argument("--body", action="append", help=render("cli.forms.body", language))
    parser.add_argument("--in", dest="language", help=render("cli.in.option", language))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        action="append",
        help=render("cli.format.option", language),
    )
    common.add_evaluation(parser, language)
    common.add_strategy(parser, language)
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    """Writes the forms, and beside them who owes what and the plan they were issued from."""
    by = common.setting(args)
    plan = common.with_strategy(common.load_plan(args.plan, by), args)
    in_ = args.language or plan.languages[0]
    writing.printable([in_], by.methodology.forms["report"])
    cycle = common.cycle_of(args, plan, by)
    forms = asked(cycle, by, args.body)
    label = render("cli.forms.progress", language)
    for form in progress(forms.values(), len(forms), label):
        issue(form, cycle, in_, args.out, args.format or FORMATS)
    kept = keep(cycle, args.out)
    unknown = unresolved(cycle)
    if unknown:
        named = {
            "n": len(unknown),
            "names": [*unknown[:SHOWN], *(["…"] if len(unknown) > SHOWN else [])],
        }
        print(render("cli.forms.unresolved", language, **named), file=sys.stderr)
    for remark in remarks(cycle, language):
        print(remark, file=sys.stderr)
    print(render("cli.forms.done", language, n=len(forms), folder=args.out, plan=kept))
    return OK


def remarks(cycle: Cycle, language: str) -> Iterator[str]:
    """What the forms say of an evaluation year and on what ground; an act that their head will lack."""
    if cycle.evaluation.year:
        cited = citation(cycle.evaluation.clause, language)
        yield render(
            "cli.forms.evaluation",
            language,
            clause=cited,
            ground=cycle.evaluation.ground or "–",
        )
    head = cycle.methodology.checks.get("report.head_approved")
    if cycle.plan.strategy_act is None and head is not None:
        yield render(
            "cli.forms.no_strategy_act",
            language,
            clause=citation(head.clause, language),
        )


def unresolved(cycle: Cycle) -> list[str]:
    """Executors that the plan names on due lines and the register does not know: nobody got a form for them."""
    return list(
        dict.fromkeys(
            name for key, line in cycle.roles.items() if key in cycle.due for name in line.unresolved
        )
    )


def keep(cycle: Cycle, folder: Path) -> Path:
    """``obligations.json`` and ``plan.json``; returns the latter.

    It holds what Word files of the plan do not (the Strategy's name and act, all languages at once): what
    comes back is read against it and finds the fingerprint it was issued with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "obligations.json").write_bytes(jsonio.dumps(cycle.obligations, indent=1))
    (folder / PLAN).write_bytes(jsonio.dumps(cycle.plan, indent=1))
    return folder / PLAN


def asked(cycle: Cycle, by: common.Setting, bodies: Sequence[str] | None) -> dict[str, OfflineForm]:
    """The forms of *bodies*, else of all. Raises DomainError where there is none: no empty folder as an answer."""
    from bagdar.consolidation.issue import forms_of

    forms = forms_of(cycle)
    clause = by.methodology.levels[0].clause
    for body in bodies or ():
        common.known_body(body, by)
        if body not in forms:
            raise DomainError("cli.owes_nothing", clause=clause, period=cycle.period.label, body=body)
    if not forms:
        first, last = cycle.plan.first_year or "?", cycle.plan.last_year or "?"
        raise DomainError(
            "cli.nobody_owes",
            clause=clause,
            period=cycle.period.label,
            first=first,
            last=last,
        )
    return {body: form for body, form in forms.items() if not bodies or body in bodies}


def issue(form: OfflineForm, cycle: Cycle, language: str, folder: Path, formats: Sequence[str]) -> None:
    """One body's form as Word and Excel files named after the body."""
    from bagdar.documents.offline.issue import offline_layout
    from bagdar.documents.writing.docx import write_docx
    from bagdar.documents.writing.xlsx import write_xlsx

    layout = offline_layout(form, cycle.methodology.forms["report"], language)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix in formats:
        write = write_docx if suffix == "docx" else write_xlsx
        write(layout, folder / f"{file_name(form.body.id or '')}.{suffix}")


def file_name(body: str) -> str:
    """A body's id as a file name that every system takes; what had to be changed keeps a mark of its own."""
    name = re.sub(r"[^\w.-]+", "_", body)[:80].rstrip(".")
    if name and name == body and not _RESERVED.fullmatch(name):
        return name
    return f"{name.replace('.', '_') or 'body'}-{hashlib.sha256(body.encode()).hexdigest()[:8]}"


_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names of devices on Windows."""
