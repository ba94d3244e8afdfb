"""Which language the command speaks, and argparse's own sentences in it."""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Final

from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES

VALUES: Final = {
    "file": "file", "files": "file", "plan": "file", "strategy": "file", "history": "file", "bodies": "file",
    "folder": "folder", "out": "path", "consolidated": "path", "methodology": "id", "body": "id",
    "language": "language", "languages": "language", "year": "year", "part": "number", "period": "period", "form": "form", "grammar": "kind",
    "home": "folder", "host": "host", "port": "number", "workers": "number", "tls_cert": "file", "tls_key": "file",
    "rest": "text", "dir": "folder", "seed": "number", "key": "file", "archive": "file", "target": "url",
    "clause": "clause", "text": "text", "strategy_name": "text", "strategy_act": "text", "evaluation_ground": "text",
}  # fmt: skip
"""What an option or argument takes: its ``dest`` → the word that stands for its value in help texts."""


def choose_language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """``--lang`` if given, else BAGDAR_LANG, else the system's locale, else Kazakh."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return _known(argument.partition("=")[2]) or UI_LANGUAGES[0]
        if argument == "--lang" and position + 1 < len(arguments):
            return _known(arguments[position + 1]) or UI_LANGUAGES[0]
    for variable in ("BAGDAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        found = _known(environment.get(variable, ""))
        if found:
            return found
    return UI_LANGUAGES[0]


def _known(value: str) -> str | None:
    language = value[:2].lower()
    return language if language in UI_LANGUAGES else None


_ENGLISH: Final = {name: vars(argparse)[name] for name in ("_", "ngettext")}


def speak(language: str) -> None:
    """From here on argparse speaks *language*; a sentence it lacks stays English and fails a test."""
    if language == "en":
        vars(argparse).update(_ENGLISH)
        return
    table = sentences()

    def translate(message: str) -> str:
        return table.get(message, {}).get(language, message)

    def translate_plural(singular: str, plural: str, count: int) -> str:
        return translate(singular if count == 1 else plural)

    vars(argparse).update(_=translate, ngettext=translate_plural)


def sentences() -> Mapping[str, Mapping[str, str]]:
    """argparse's own English sentence → language → the same in it."""
    path = resources.files("bagdar").joinpath("cli", "argparse.toml")
    return tomllib.loads(path.read_text("utf-8"))


def name_values(parser: argparse.ArgumentParser, language: str) -> None:
    """Word for each value in the help of *parser* and of the parsers under it; argparse would take English ones."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in dict.fromkeys(action.choices.values()):
                name_values(inner, language)
        elif action.metavar is None and action.nargs != 0 and not (action.choices and action.option_strings):
            action.metavar = render(f"cli.value.{VALUES.get(action.dest, 'text')}", language)
            if action.choices:
                action.help = f"{action.help}: {', '.join(action.choices)}"
