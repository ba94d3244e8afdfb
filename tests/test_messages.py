"""Every message of every room: three languages, the same fields, really translated."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Formatter

import bagdar
from bagdar.kernel.messages import CATALOGUES, catalogue
from bagdar.kernel.tests.each import each
from bagdar.kernel.text import UI_LANGUAGES, Text

KAZAKH_LETTERS = set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
ALIKE = {"cli.place.table", "cli.place.row"}
"""Messages with hardly a word in them."""
LOANS = {"орган", "логин", "телефон", "бин", "қр", "e-mail"}
"""Words that Kazakh and Russian share; a message of one such word alone is no copy."""
MESSAGES = sorted(catalogue().items())


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def letters(template: str) -> str:
    """The template's own words, without fields."""
    return " ".join(text for text, *_ in Formatter().parse(template)).strip()


def test_there_are_messages() -> None:
    assert len(MESSAGES) > 100


@each("message, text", MESSAGES)
def test_a_message_says_the_same_in_each_language(message: str, text: Text) -> None:
    assert set(text) == set(UI_LANGUAGES)
    assert len({frozenset(fields(template)) for template in text.values()}) == 1, "fields differ"
    words = {letters(template).casefold() for template in text.values()}
    if letters(text["kk"]).casefold() in LOANS:
        assert len(words) > 1
    elif any(len(word) > 3 for word in words):
        assert len(words) == len(UI_LANGUAGES), "a text is copied from another language"


def test_kazakh_is_kazakh() -> None:
    """Long Kazakh messages without one of Kazakh's own letters are Russian in disguise."""
    suspicious = [
        key
        for key, text in MESSAGES
        if len(letters(text["kk"])) > 25 and not KAZAKH_LETTERS & set(letters(text["kk"]))
    ]
    assert suspicious == []


def test_every_catalogue_beside_code_is_read() -> None:
    root = Path(bagdar.__file__).parent
    beside = {
        "bagdar." + ".".join(path.parent.relative_to(root).parts) for path in root.rglob("messages.toml")
    }
    assert beside == set(CATALOGUES)


def test_an_id_begins_with_the_last_name_of_its_package() -> None:
    """The renderer reads the one file that an id's first word names."""
    root = Path(bagdar.__file__).parent
    for path in root.rglob("messages.toml"):
        strange = {
            key
            for key in tomllib.loads(path.read_text("utf-8"))
            if not key.startswith(f"{path.parent.name}.")
        }
        assert strange == set(), path
