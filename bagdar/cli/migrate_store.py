"""``bagdar migrate-store``: from the embedded database to PostgreSQL."""

from __future__ import annotations

import argparse

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter
from bagdar.cli.output import bar
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.migrate-store.help", language)
    parser = subparsers.add_parser("migrate-store", help=text, description=text)
    add_home(parser, language)
    parser.add_argument("target", help=render("cli.migrate-store.target.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    enter(args, {"DATABASE_URL": "", "BAGDAR_STATEMENT_TIMEOUT": "0"})
    from bagdar.ops.archive.moving import move

    rows = move(args.target, bar(render("cli.backup.label", language)))
    print(render("cli.migrate-store.done", language, rows=rows))
    return OK
