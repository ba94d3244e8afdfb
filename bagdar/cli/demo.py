"""``bagdar demo``: the demonstration installation, made where it lacks, and served."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bagdar.cli.exits import OK
from bagdar.kernel.jsonio import plain
from bagdar.kernel.messages import render

if TYPE_CHECKING:
    from bagdar.ops.demonstration import Account


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.demo.help", language)
    parser = subparsers.add_parser("demo", help=text, description=text)
    parser.add_argument(
        "--dir", type=Path, default=Path("var/demo-service"), help=render("cli.demo.dir.option", language)
    )
    parser.add_argument("--port", type=int, default=8000, help=render("cli.serve.port.option", language))
    parser.add_argument("--seed", type=int, help=render("cli.demo.seed.option", language))
    parser.add_argument("--json", action="store_true", help=render("cli.demo.json.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    from bagdar.ops import demonstration, surroundings

    new = demonstration.prepare(args.dir)
    surroundings.enter(args.dir, demonstration.ENVIRONMENT)
    from bagdar.ops import migrating, static
    from bagdar.ops.serving import Address, examine, serve

    address = Address(port=args.port)
    examine(address)
    if not args.json:
        print(render("cli.demo.making" if new else "cli.demo.found", language, folder=args.dir), flush=True)
    migrating.migrate()
    if new:
        demonstration.fill(args.dir, args.seed)
    static.collect()
    # By name: a security key works on "localhost" and on no bare number.
    url = f"http://localhost:{args.port}/"
    accounts = demonstration.accounts(args.dir)

    def begun() -> None:
        if args.json:
            print(json.dumps({"url": url, "accounts": plain(accounts)}, ensure_ascii=False), flush=True)
        else:
            _tell(url, accounts, language)

    serve(address, begun=begun)
    return OK


def _tell(url: str, accounts: Sequence[Account], language: str) -> None:
    from bagdar.kernel.messages import is_message

    print(render("cli.demo.address", language, url=url))
    print(render("cli.demo.who", language))
    for account in accounts:
        roles = ", ".join(
            render(f"web.roles.{role}", language) if is_message(f"web.roles.{role}") else role
            for role in account.roles
        )
        print(f"  {account.login:<10} {account.password:<34} {account.person} – {roles}; {account.body}")
    print(render("cli.demo.stop", language), flush=True)
