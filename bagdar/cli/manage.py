"""``bagdar manage``: the framework's own commands, with the settings of this installation."""

from __future__ import annotations

import argparse

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.manage.help", language)
    parser = subparsers.add_parser("manage", help=text, description=text)
    add_home(parser, language)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=render("cli.manage.rest.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    enter(args)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["bagdar manage", *args.rest])
    return OK
