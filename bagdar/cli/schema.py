"""``bagdar schema FORM``: the JSON schema of a form, versioned with it."""

from __future__ import annotations

import argparse
from typing import Final

from bagdar.cli.output import print_json
from bagdar.kernel.messages import render

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
VERSION: Final = 1
"""Of the forms, as each says of itself."""
FORMS: Final = ("plan", "report", "strategy_report", "conclusion")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.schema.help", language)
    parser = subparsers.add_parser("schema", help=text, description=text)
    parser.add_argument("form", choices=FORMS, help=render("cli.form.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    from bagdar.documents.forms import FORM_TYPES
    from bagdar.kernel.jsonio import schema

    described = schema(FORM_TYPES[args.form])
    print_json({"$schema": DIALECT, "$id": f"urn:bagdar:schema:{args.form}:{VERSION}", **described})
    return 0
