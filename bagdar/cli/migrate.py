"""``bagdar migrate``: tables of this version; what was cut off is finished by calling it again."""

from __future__ import annotations

import argparse

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.migrate.help", language)
    add_home(subparsers.add_parser("migrate", help=text, description=text), language)


def run(args: argparse.Namespace, language: str) -> int:
    from bagdar.ops.surroundings import as_owner

    enter(args, {**as_owner(), "BAGDAR_STATEMENT_TIMEOUT": "0"})
    from bagdar.ops.migrating import migrate

    print(render("cli.migrate.done", language, count=migrate()))
    return OK
