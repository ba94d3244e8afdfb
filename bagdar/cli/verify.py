"""``bagdar verify``: whether an exported proof or a receipt holds, without an installation; or this installation's own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bagdar.cli.exits import FINDINGS, OK, REFUSED
from bagdar.cli.installation import add_home, enter
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.verify.help", language)
    parser = subparsers.add_parser("verify", help=text, description=text)
    add_home(parser, language)
    parser.add_argument("export", nargs="?", type=Path, help=render("cli.verify.export.option", language))
    known = render("cli.verify.known.option", language)
    parser.add_argument("--known", action="append", default=[], help=known)


def run(args: argparse.Namespace, language: str) -> int:
    if args.export is not None:
        from bagdar.evidence.verifier import verify

        code, lines = verify(args.export, args.known, language)
        print(*lines, sep="\n", file=sys.stderr if code else sys.stdout)
        return {0: OK, 1: FINDINGS}.get(code, REFUSED)
    enter(args)
    from bagdar.evidence.checking import check_store

    print(render("cli.verify.done", language, entries=check_store()))
    return OK
