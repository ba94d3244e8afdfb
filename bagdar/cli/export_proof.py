"""``bagdar export-proof``: the journal with everything by which it can be checked without this installation."""

from __future__ import annotations

import argparse
from pathlib import Path

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.export-proof.help", language)
    parser = subparsers.add_parser("export-proof", help=text, description=text)
    add_home(parser, language)
    out = render("cli.export-proof.out.option", language)
    parser.add_argument("--out", type=Path, required=True, help=out)


def run(args: argparse.Namespace, language: str) -> int:
    enter(args)
    from bagdar.evidence.exporting import write_folder, zip_pieces
    from bagdar.evidence.services.exports import note_exported

    if args.out.exists():
        raise DomainError("ops.backup.exists", file=args.out)
    note_exported()
    if args.out.suffix == ".zip":
        with args.out.open("xb") as file:
            file.writelines(zip_pieces())
    else:
        write_folder(args.out)
    print(render("cli.export-proof.done", language, file=args.out))
    return OK
