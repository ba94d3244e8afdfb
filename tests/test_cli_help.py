"""The command speaks the user's language to the last word: help of every command, argparse's own sentences."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator

import pytest

from bagdar.cli.language import choose_language, sentences, speak
from bagdar.cli.main import COMMANDS, main, parser_of
from bagdar.kernel.text import UI_LANGUAGES

KAZAKH_LETTERS = set("әғқңөұүһі")
NAMES = {"BAGDAR_HOME", "PEM", "PKCS", "TLS", "SQLite", "zip", "PostgreSQL", "URL",
    "bagdar", "Word", "Excel", "PDF", "JSON", "docx", "xlsx", "pdf", "json", "SHA", "BAGDAR_TRACE", "kk", "ru",
    "consolidated", "COMMAND",
}  # fmt: skip
"""Names that are the same in every language."""
DEVELOPERS_ONLY = (
    "conflicting", "__call__", "'required'", "mutually exclusive", "not callable", "cannot ", "dest= is",
    "invalid option string", "invalid conflict_resolution", "can't open", "argument \"-\"", "unexpected option",
    "unknown parser",
)  # fmt: skip
"""How the sentences begin that only a mistake in the code can bring up."""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def parsers(language: str) -> Iterator[argparse.ArgumentParser]:
    """Every parser of the command, subcommands of subcommands too."""
    speak(language)
    yield parser_of(None, language)
    for command in COMMANDS:
        whole = parser_of(command, language)
        yield from _under(_choices(whole)[command])


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _under(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for inner in _choices(parser).values():
        yield from _under(inner)


def english_words(parser: argparse.ArgumentParser) -> list[str]:
    """Words in Latin letters in the help that are neither typed on the command line nor names."""
    text = parser.format_help()
    typed = set(_choices(parser)) | set(COMMANDS) | set(parser.prog.split())
    for action in parser._actions:
        typed |= {str(choice) for choice in action.choices or ()}
        typed |= set(action.option_strings)
    text = re.sub(r"«bagdar[^»]*»|--[a-z-]+|-h\b|\\n", " ", text)
    for word in sorted(typed, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", text)
    return [word for word in re.findall(r"[A-Za-z_]{2,}", text) if word not in NAMES]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_english_word_is_left_in_any_help(language: str) -> None:
    found = {parser.prog: words for parser in parsers(language) if (words := english_words(parser))}
    assert found == {}


def test_a_word_of_argparse_itself_would_be_found() -> None:
    """Negative control: without translation the same check sees usage, options and the rest."""
    speak("en")
    assert {"usage", "options", "show"} <= set(english_words(parser_of("check", "kk")))


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_option_and_argument_is_explained(language: str) -> None:
    unexplained = [
        f"{parser.prog} {action.dest}"
        for parser in parsers(language)
        for action in parser._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert unexplained == []


def test_the_help_is_in_the_language_asked_for() -> None:
    for language, letters in (("kk", KAZAKH_LETTERS), ("ru", set("ыэё"))):
        for parser in parsers(language):
            assert letters & set(parser.format_help().lower()), parser.prog


def test_argparse_has_no_sentence_for_users_that_is_not_translated() -> None:
    tree = ast.parse(inspect.getsource(argparse))
    said = {
        argument.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert len(said) > 20
    for_users = {sentence for sentence in said if not any(mark in sentence for mark in DEVELOPERS_ONLY)}
    assert for_users - set(sentences()) == set()


@pytest.mark.parametrize("english, by_language", sorted(sentences().items()))
def test_a_translation_of_argparse_keeps_to_the_fields_it_gets(
    english: str, by_language: dict[str, str]
) -> None:
    fields = set(re.findall(r"%\(\w+\)[sr]|%[sr]", english))
    assert set(by_language) == {"kk", "ru"}
    for text in by_language.values():
        assert set(re.findall(r"%\(\w+\)[sr]|%[sr]", text)) <= fields


@pytest.mark.parametrize("language, said", [("kk", "қате: "), ("ru", "ошибка: "), ("en", "error: ")])
def test_a_wrong_call_is_told_in_the_users_language(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--lang", language, "check"])
    assert left.value.code == 2
    assert said in capsys.readouterr().err


def test_the_language_comes_from_the_option_then_the_environment_then_is_kazakh() -> None:
    assert choose_language(["--lang", "ru"], {"BAGDAR_LANG": "en"}) == "ru"
    assert choose_language(["--lang=en", "check"], {}) == "en"
    assert choose_language(["check"], {"BAGDAR_LANG": "en", "LANG": "ru_RU.UTF-8"}) == "en"
    assert choose_language(["check"], {"LANG": "ru_KZ.UTF-8"}) == "ru"
    assert choose_language(["check"], {"LANG": "C.UTF-8"}) == "kk"
    assert choose_language(["phrase", "deadline", "--", "--lang", "ru"], {}) == "kk"
