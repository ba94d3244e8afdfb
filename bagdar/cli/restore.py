"""``bagdar restore``: a backup into an empty installation."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.restore.help", language)
    parser = subparsers.add_parser("restore", help=text, description=text)
    add_home(parser, language)
    add_archive(parser, language)


def add_archive(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("archive", type=Path, help=render("cli.restore.archive.option", language))
    parser.add_argument("--key", type=Path, help=render("cli.restore.key.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    from bagdar.ops.archive.container import read_key

    secret = read_key(args.key)
    from bagdar.ops.surroundings import KEY, as_owner, key_of

    home = enter(args, {**as_owner(), "BAGDAR_STATEMENT_TIMEOUT": "0"})
    from bagdar.ops.archive.restore import restore

    told = restore(args.archive, secret)
    rows = sum(table.rows for table in told.tables.values())
    day = told.made_at.strftime("%d.%m.%Y %H:%M UTC")
    print(render("cli.restore.done", language, day=day, rows=rows, files=len(told.files)))
    if key_of(home / KEY) != told.key:
        print(render("cli.restore.other_key", language), file=sys.stderr)
    return OK
