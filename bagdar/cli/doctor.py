"""``bagdar doctor``: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import argparse

from bagdar.cli.exits import FINDINGS, OK
from bagdar.cli.installation import add_home, enter
from bagdar.cli.output import print_json
from bagdar.kernel.messages import render


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str) -> None:
    text = render("cli.doctor.help", language)
    parser = subparsers.add_parser("doctor", help=text, description=text)
    add_home(parser, language)
    parser.add_argument("--json", action="store_true", help=render("cli.doctor.json.option", language))


def run(args: argparse.Namespace, language: str) -> int:
    """Errors make 1, warnings alone 0."""
    enter(args)
    from bagdar.ops.doctor.examine import examine

    found = examine()
    if args.json:
        print_json(
            [
                {
                    "check": one.check,
                    "state": one.state,
                    "text": one.text(language),
                    "remedy": one.remedy(language),
                }
                for one in found
            ]
        )
    else:
        for one in found:
            state = render(f"cli.doctor.state.{one.state}", language)
            print(f"{state:<15} {one.text(language)} {one.remedy(language)}".rstrip())
    return FINDINGS if any(one.state == "error" for one in found) else OK
