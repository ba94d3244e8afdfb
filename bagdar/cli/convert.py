"""``bagdar convert FILE --to …``: a document into another format, or onto another language's form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bagdar.cli import common, writing
from bagdar.cli.output import print_findings
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Place
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.documents.forms import Form
    from bagdar.documents.layout import Layout


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.convert.help", language)
    parser = subparsers.add_parser("convert", help=text, description=text)
    parser.add_argument("file", type=Path, help=render("cli.file", language))
    parser.add_argument(
        "--to", choices=(*writing.FORMATS, "json"), required=True, help=render("cli.convert.to", language)
    )
    parser.add_argument("--in", dest="language", help=render("cli.in.option", language))
    parser.add_argument("--out", type=Path, help=render("cli.convert.out", language))
    parser.add_argument("--plan", nargs="+", type=Path, help=render("cli.plan.option", language))
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    by = common.setting(args)
    form = _form(args.file, by)
    out = _target(args)
    if out.resolve() == args.file.resolve():
        raise DomainError("cli.convert.same", place=Place(file=args.file.name))
    if args.to == "json":
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(jsonio.dumps(form, indent=1))
    else:
        layout = layout_of(form, by, args.language, args.plan)
        found = writing.write_as(layout, out, args.to)
        if found:
            print_findings(found, language)
    print(render("cli.convert.done", language, path=out))
    return 0


def _target(args: argparse.Namespace) -> Path:
    """The file to write: beside the source, in a folder that is there, or as named (with the format's ending)."""
    name = f"{args.file.stem}.{args.to}"
    out: Path = args.out or args.file.with_name(name)
    if out.is_dir():
        return out / name
    return out if out.suffix.lower() == f".{args.to}" else out.with_name(f"{out.name}.{args.to}")


def _form(path: Path, by: common.Setting) -> Form:
    return (
        common.form_of_json(path) if common.is_json(path) else common.typed(common.read_file(path, by), path)
    )


def layout_of(form: Form, by: common.Setting, language: str | None, plan: list[Path] | None) -> Layout:
    """The form laid out in *language* (its own first language where none is asked)."""
    from bagdar.documents import pages

    in_ = language or form.languages[0]
    spec = by.methodology.forms[form.form]
    writing.printable([in_], spec)
    if form.form == "report":
        known = common.load_plan(plan, by) if plan else None
        return pages.report_layout(form, spec, in_, plan=known, bodies=by.bodies)
    if form.form == "plan":
        return pages.plan_layout(form, spec, in_, bodies=by.bodies)
    if form.form == "conclusion":
        return pages.conclusion_layout(form, spec, in_, bodies=by.bodies)
    annex = by.methodology.forms["report"]
    return pages.strategy_report_layout(form, spec, in_, annex_spec=annex, bodies=by.bodies)
