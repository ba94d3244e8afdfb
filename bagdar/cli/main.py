"""Entry point of the ``bagdar`` command: picks the language and the subcommand, imports only that one."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Final, Protocol

from bagdar import __version__
from bagdar.cli.language import choose_language, speak
from bagdar.cli.output import complain
from bagdar.kernel.errors import DomainError
from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES

COMMANDS: Final = {
    "read": "bagdar.cli.read",
    "check": "bagdar.cli.check",
    "phrase": "bagdar.cli.phrase",
    "forms": "bagdar.cli.forms",
    "consolidate": "bagdar.cli.consolidate",
    "conclude": "bagdar.cli.conclude",
    "convert": "bagdar.cli.convert",
    "schema": "bagdar.cli.schema",
    "methodology": "bagdar.cli.methodology",
    "demo-files": "bagdar.cli.demo_files",
}
"""Subcommand → module with ``add_parser(subparsers, language)`` and ``run(args, language)``."""

OK, FINDINGS, USAGE, REFUSED, PARTLY, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: done; errors found; wrong call or refused request; file refused; some files left out."""


class Command(Protocol):
    def add_parser(
        self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str
    ) -> None: ...

    def run(self, args: argparse.Namespace, language: str) -> int: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    language = choose_language(arguments)
    speak(language)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    wanted = _command(arguments)
    module: Command | None = importlib.import_module(COMMANDS[wanted]) if wanted else None
    args = _parser(wanted, module, language).parse_args(arguments)
    if module is None:
        _parser(None, None, language).print_help()
        return USAGE
    try:
        return module.run(args, language)
    except DomainError as error:
        complain(error, language)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return OK


def _command(arguments: Sequence[str]) -> str | None:
    """The first word that names a subcommand, past ``--lang X``."""
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--lang":
            skip = True
        elif not argument.startswith("-"):
            return argument if argument in COMMANDS else None
    return None


def _parser(wanted: str | None, module: Command | None, language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bagdar", description=render("cli.description", language))
    parser.add_argument("--version", action="version", version=f"bagdar {__version__}")
    add_language(parser, language)
    subparsers = parser.add_subparsers(dest="command", metavar=render("cli.command", language))
    for name in COMMANDS:
        if name == wanted and module is not None:
            module.add_parser(subparsers, language)
            add_language(subparsers.choices[name], language, inherited=True)
        else:
            subparsers.add_parser(name, help=render(f"cli.{name}.help", language), add_help=False)
    return parser


def add_language(parser: argparse.ArgumentParser, language: str, *, inherited: bool = False) -> None:
    """``--lang`` before or after the subcommand; read by :func:`choose_language` before parsing."""
    if "--lang" in parser._option_string_actions:
        return
    parser.add_argument(
        "--lang",
        choices=UI_LANGUAGES,
        default=argparse.SUPPRESS if inherited else language,
        help=render("cli.lang.help", language),
    )
