"""``bagdar read``: what every row of a document's tables is, for people or as JSON."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bagdar.cli.common import add_setting, grammars_of, setting
from bagdar.cli.output import print_json
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import is_message, render

if TYPE_CHECKING:
    from bagdar.documents.reading import Reading
    from bagdar.methodology.model import Methodology

FORMS: Final = ("plan", "report", "strategy_report", "conclusion")
_LONGEST: Final = 160


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    parser = subparsers.add_parser(
        "read",
        help=render("cli.read.help", language),
        description=render("reading.command.description", language),
    )
    parser.add_argument("file", type=Path, help=render("reading.command.file", language))
    parser.add_argument("--json", action="store_true", help=render("reading.command.json", language))
    add_setting(parser, language)
    parser.add_argument("--form", choices=FORMS, help=render("reading.command.form", language))
    parser.add_argument("--language", help=render("reading.command.language", language))


def run(args: argparse.Namespace, language: str) -> int:
    """Prints the account; 0 whatever was understood. A refused file raises FileRefusedError, an unknown language DomainError."""
    from bagdar.documents.opening import open_document
    from bagdar.documents.reading import read

    by = setting(args)
    known = by.methodology.languages
    if args.language not in (None, *known):
        raise DomainError("cli.unknown_language", language=args.language, known=list(known))
    raw = open_document(args.file)
    reading = read(
        raw, by.methodology.forms, by.bodies, language=args.language, form=args.form, grammars=grammars_of(by)
    )
    if args.json:
        print_json(reading.as_json())
    else:
        print_account(reading, by.methodology, language)
    return 0


def print_account(reading: Reading, methodology: Methodology, language: str) -> None:
    """One paragraph for each table: rows by kind, then every row not understood with its text."""
    account = reading.as_account()
    form = render(f"reading.form.{account['form']}", language)
    languages = ", ".join(account["languages"]) or "–"
    print(render("reading.document", language, file=account["file"], form=form, languages=languages))
    for table in account["tables"]:
        place = {"n": table["index"] + 1, "sheet": table["sheet"], "rows": table["rows"]}
        print(render("reading.sheet" if table["sheet"] else "reading.table", language, **place))
        print("  " + "; ".join(_counts(table, methodology, language)))
        for row in table["not_understood"]:
            text = " | ".join(row["text"].split("\n"))
            text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
            print("  ! " + render("reading.not_understood", language, n=row["row"] + 1, text=text))
    for remark in reading.remarks:
        print("· " + render(remark.message, language, **remark.params))


def _counts(table: dict[str, Any], methodology: Methodology, language: str) -> list[str]:
    """ "header rows – 2", "activities – 45", … for what there is any of."""
    counts = dict(table["account"])
    items = counts.pop("items")
    counts["not_understood"] = len(table["not_understood"])
    said = [render(f"reading.rows.{kind}", language, n=n) for kind, n in counts.items() if n]
    said[:0] = [
        render("reading.rows.item", language, kind=_kind(kind, methodology, language), n=n)
        for kind, n in items.items()
    ]
    return said


def _kind(kind: str, methodology: Methodology, language: str) -> str:
    if is_message(f"reading.kind.{kind}"):
        return render(f"reading.kind.{kind}", language)
    known = next((each for each in methodology.kinds if each.id == kind), None)
    return (known.plural or known.name).in_(language).lower() if known else kind
