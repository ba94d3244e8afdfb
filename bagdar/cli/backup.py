"""``bagdar backup``: one file with everything, made while the service runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bagdar.cli.exits import OK, USAGE
from bagdar.cli.installation import add_home, enter
from bagdar.cli.output import bar
from bagdar.kernel import clock
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.backup.help", language)
    parser = subparsers.add_parser("backup", help=text, description=text)
    add_home(parser, language)
    for name in ("out", "key", "new-key"):
        help_text = render(f"cli.backup.{name.replace('-', '_')}.option", language)
        parser.add_argument(f"--{name}", type=Path, help=help_text)


def run(args: argparse.Namespace, language: str) -> int:
    from bagdar.ops.archive import container

    if args.new_key is not None:
        try:
            container.new_key(args.new_key)
        except FileExistsError as error:
            raise DomainError("ops.backup.exists", file=args.new_key) from error
        print(render("cli.backup.key_made", language, file=args.new_key))
    if args.out is None:
        if args.new_key is None:
            print(render("cli.backup.nothing", language), file=sys.stderr)
        return OK if args.new_key is not None else USAGE
    secret = container.read_key(args.key or args.new_key)
    enter(args)
    from bagdar.ops.archive.backup import backup

    target = _file(args.out)
    made = backup(target, secret, bar(render("cli.backup.label", language)))
    if secret is None:
        print(render("cli.backup.open", language), file=sys.stderr)
    rows = sum(table.rows for table in made.tables.values())
    print(render("cli.backup.done", language, file=target, rows=rows, files=len(made.files)))
    return OK


def _file(out: Path) -> Path:
    """*out* itself, or in the folder *out* a name by the instant. Raises DomainError: no backup is replaced."""
    if out.is_dir():
        out = out / f"bagdar-{clock.now():%Y%m%dT%H%M%SZ}.backup"
    if out.exists():
        raise DomainError("ops.backup.exists", file=out)
    return out
