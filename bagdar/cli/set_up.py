"""``bagdar set-up``: the one-time link by which a new installation is set up; there are no default passwords."""

from __future__ import annotations

import argparse

from bagdar.cli.exits import OK
from bagdar.cli.installation import add_home, enter
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.set-up.help", language)
    parser = subparsers.add_parser("set-up", help=text, description=text)
    add_home(parser, language)
    parser.add_argument("--url", default="http://localhost:8000", help=render("cli.set-up.url", language))


def run(args: argparse.Namespace, language: str) -> int:
    """Raises DomainError where there is a person already."""
    enter(args)
    from bagdar.orgs.services.set_up import make_set_up_link

    code = make_set_up_link()
    print(render("cli.set-up.link", language))
    print(f"{args.url.rstrip('/')}/{language}/set-up/?code={code}")
    return OK
