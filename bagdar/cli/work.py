"""``bagdar work``: background jobs only, for machines that answer no requests."""

from __future__ import annotations

import argparse
import sys

from bagdar.cli.exits import OK, USAGE
from bagdar.cli.installation import add_home, enter, refused_at_the_gate
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.work.help", language)
    add_home(subparsers.add_parser("work", help=text, description=text), language)


def run(args: argparse.Namespace, language: str) -> int:
    enter(args)
    from bagdar.ops.serving import work

    refused = refused_at_the_gate(language)
    if refused is not None:
        return refused
    if work():
        return OK
    print(render("ops.work.another", language), file=sys.stderr)
    return USAGE
