"""``bagdar verify-backup``: whether a backup is whole; needs no installation."""

from __future__ import annotations

import argparse

from bagdar.cli.exits import OK
from bagdar.cli.restore import add_archive
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.verify-backup.help", language)
    add_archive(subparsers.add_parser("verify-backup", help=text, description=text), language)


def run(args: argparse.Namespace, language: str) -> int:
    from bagdar.ops.archive.container import read_key
    from bagdar.ops.archive.reading import verify

    told = verify(args.archive, read_key(args.key))
    rows = sum(table.rows for table in told.tables.values())
    day = told.made_at.strftime("%d.%m.%Y %H:%M UTC")
    said = {"day": day, "version": told.version, "rows": rows, "files": len(told.files)}
    print(render("cli.verify-backup.done", language, **said))
    return OK
