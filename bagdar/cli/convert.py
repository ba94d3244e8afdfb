"""``bagdar convert FILE --to …``: a document into another format, or onto another language's form."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bagdar.cli import common, writing
from bagdar.cli.output import print_findings
from bagdar.kernel import jsonio
from bagdar.kernel.errors import DomainError
from bagdar.kernel.findings import Place
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.documents.layout import Layout


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.convert.help", language)
    parser = subparsers.add_parser("convert", help=text, description=text)
    parser.add_argument("file", type=Path, help=render("cli.file", language))
    parser.add_argument(
        "--to", choices=(*writing.FORMATS, "json"), required=True, help=render("cli.format.option", language)
    )
    parser.add_argument("--in", dest="language", help=render("cli.in.option", language))
    parser.add_argument("--out", type=Path, help=render("cli.convert.out", language))
    parser.add_argument("--plan", nargs="+", type=Path, help=render("cli.plan.option", language))
    common.add_setting(parser, language)


def run(args: argparse.Namespace, language: str) -> int:
    by = common.setting(args)
    form = _form(args.file, by)
    out = args.out or args.file.with_suffix(f".{args.to}")
    if out.resolve() == args.file.resolve():
        raise DomainError("cli.convert.same", place=Place(file=args.file.name))
    if args.to == "json":
        out.write_bytes(jsonio.dumps(form, indent=1))
    else:
        layout = layout_of(form, by, args.language, args.plan)
        found = writing.write(layout, out.with_suffix(""), [args.to])
        if found:
            print_findings(found, language)
    print(render("cli.convert.done", language, path=out))
    return 0


def _form(path: Path, by: common.Setting) -> Any:
    """The typed form in *path*."""
    from bagdar.documents.forms import FORM_TYPES

    if path.suffix == ".json":
        named = _named_form(path)
        if named not in FORM_TYPES:
            raise DomainError("cli.unknown_document", place=Place(file=path.name))
        return common.load_json(path, FORM_TYPES[named])
    reading = common.read_file(path, by)
    readers = {"plan": "plan", "report": "report", "conclusion": "conclusion"}
    if reading.form not in readers:
        raise DomainError("cli.unknown_document", place=Place(file=path.name))
    return getattr(reading, readers[reading.form])()


def _named_form(path: Path) -> str:
    import json

    try:
        return str(json.loads(path.read_bytes()).get("form", ""))
    except OSError as error:
        raise DomainError("cli.no_file", place=Place(file=str(path))) from error
    except (ValueError, AttributeError):
        return ""


def layout_of(form: Any, by: common.Setting, language: str | None, plan: list[Path] | None) -> Layout:
    """The form laid out in *language* (its own first language where none is asked)."""
    from bagdar.documents import pages

    in_ = language or form.languages[0]
    spec = by.methodology.forms[form.form]
    if in_ not in spec.languages:
        raise DomainError("cli.no_language", language=in_, known=spec.languages)
    if form.form == "report":
        known = common.load_plan(plan, by) if plan else None
        return pages.report_layout(form, spec, in_, plan=known, bodies=by.bodies)
    if form.form == "plan":
        return pages.plan_layout(form, spec, in_, bodies=by.bodies)
    if form.form == "conclusion":
        return pages.conclusion_layout(form, spec, in_, bodies=by.bodies)
    annex = by.methodology.forms["report"]
    return pages.strategy_report_layout(form, spec, in_, annex_spec=annex, bodies=by.bodies)
