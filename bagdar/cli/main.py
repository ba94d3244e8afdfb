"""Entry point of the ``bagdar`` command: picks the language and the subcommand, imports only that one."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol

from bagdar import __version__
from bagdar.cli.exits import FAULT, INTERRUPTED, OK, USAGE
from bagdar.cli.interrupts import Interrupts, watched
from bagdar.cli.language import choose_language, name_values, speak
from bagdar.cli.output import complain, of_system
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
    "demo": "bagdar.cli.demo",
    "serve": "bagdar.cli.serve",
    "work": "bagdar.cli.work",
    "migrate": "bagdar.cli.migrate",
    "set-up": "bagdar.cli.set_up",
    "doctor": "bagdar.cli.doctor",
    "backup": "bagdar.cli.backup",
    "restore": "bagdar.cli.restore",
    "verify-backup": "bagdar.cli.verify_backup",
    "export-proof": "bagdar.cli.export_proof",
    "verify": "bagdar.cli.verify",
    "migrate-store": "bagdar.cli.migrate_store",
    "manage": "bagdar.cli.manage",
}
"""Subcommand → module with ``add_parser(subparsers, language)`` and ``run(args, language)``."""

TRACE: Final = "BAGDAR_TRACE"
"""With this in the environment a fault of the program shows where in the code it happened."""


class Command(Protocol):
    def add_parser(
        self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser], language: str
    ) -> None: ...

    def run(self, args: argparse.Namespace, language: str) -> int: ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code.

    As the process itself (no *arguments*) a fault of the program ends in a sentence, not in a traceback;
    whoever calls with arguments gets the exception.
    """
    if arguments is not None:
        return _run(list(arguments), Interrupts())
    with watched() as interrupts:
        return _as_process(sys.argv[1:], interrupts)


def _as_process(arguments: list[str], interrupts: Interrupts) -> int:
    try:
        return _run(arguments, interrupts)
    except KeyboardInterrupt:
        return _interrupted(choose_language(arguments))
    except Exception as error:
        if interrupts.struck:
            return _interrupted(choose_language(arguments))
        if os.environ.get(TRACE):
            raise
        said = {"version": __version__, "kind": type(error).__name__, "trace": TRACE}
        print(render("cli.fault", choose_language(arguments), **said), file=sys.stderr)
        return FAULT


def _run(arguments: list[str], interrupts: Interrupts) -> int:
    language = choose_language(arguments)
    speak(language)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A letter that the terminal lacks must not cost the answer.
            stream.reconfigure(encoding="utf-8", errors="replace")
    wanted = _command(arguments)
    parser = parser_of(wanted, language)
    args = parser.parse_args(arguments)
    if wanted is None:
        parser.print_help()
        return USAGE
    command: Command = importlib.import_module(COMMANDS[wanted])
    try:
        code = command.run(args, language)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _interrupted(language)
    except BrokenPipeError:
        _close_output()
        return OK
    except (DomainError, OSError) as error:
        if interrupts.struck:
            return _interrupted(language)
        refusal = error if isinstance(error, DomainError) else of_system(error)
        complain(refusal, language)
        return refusal.exit_code if refusal is error else USAGE


def _interrupted(language: str) -> int:
    print(render("cli.interrupted", language), file=sys.stderr)
    return INTERRUPTED


def _close_output() -> None:
    """Whoever read our output has gone: what is left must not be written on the way out either."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


def parser_of(wanted: str | None, language: str) -> argparse.ArgumentParser:
    """The command's parser with the subcommand *wanted* in full and the others by name only."""
    parser = argparse.ArgumentParser(
        prog="bagdar", description=render("cli.description", language), epilog=render("cli.epilog", language)
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"bagdar {__version__}",
        help=render("cli.version.help", language),
    )
    add_language(parser, language)
    subparsers = parser.add_subparsers(dest="command", metavar=render("cli.command", language))
    for name in COMMANDS:
        if name == wanted:
            command: Command = importlib.import_module(COMMANDS[name])
            command.add_parser(subparsers, language)
            add_language(subparsers.choices[name], language, inherited=True)
        else:
            subparsers.add_parser(name, help=render(f"cli.{name}.help", language), add_help=False)
    name_values(parser, language)
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
