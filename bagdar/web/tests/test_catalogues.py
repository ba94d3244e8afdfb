"""Whatever the framework and the libraries can say on a page, they say in Kazakh and in Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django import forms
from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.timesince import timesince

from bagdar.web.catalogues import compiled, sources
from bagdar.web.formats.kk import formats as kk_formats

DJANGO = Path(django.__file__).parent
FIELD = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w+\}")
SAME_EVERYWHERE = {"URL", "IPv4", "IPv6", "IPv4 or IPv6", "…", ":", ":?.!", ", ", "%(truncated_text)s…"}
"""Signs and abbreviations that no language writes otherwise."""
NEVER_ON_A_PAGE = {
    "The install worked successfully! Congratulations!",
    "Django Documentation",
    "Topics, references, &amp; how-to’s",
    "Tutorial: A Polling App",
    "Get started with Django",
    "Django Community",
    "Connect, get help, or contribute",
}
"""Of the framework's page for an installation without addresses; it needs the debugging mode, which there is not."""
NOT_OWN_WORDS = re.compile(r"DEBUG=True</a>|release notes")


def _read(path: Path) -> Iterator[Message]:
    with path.open("rb") as stream:
        yield from (message for message in read_po(stream) if message.id)


def said_by_the_framework() -> list[Message]:
    """Every string of every part of the framework that is installed, and the states of background jobs."""
    parts = [
        app.rpartition("django.")[2].replace(".", "/")
        for app in settings.INSTALLED_APPS
        if app.startswith("django.")
    ]
    found = [Message(word, context="Task") for word in ("Ready", "Running", "Failed", "Successful")]
    for part in ("conf", *parts):
        path = DJANGO / part / "locale/en/LC_MESSAGES/django.po"
        found += _read(path) if path.is_file() else ()
    return [
        message
        for message in found
        if _one(message) not in NEVER_ON_A_PAGE and not NOT_OWN_WORDS.search(_one(message))
    ]


def _one(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _said(message: Message, language: str) -> list[str]:
    """What stands for *message* in *language*, in all its forms of number."""
    with translation.override(language):
        if isinstance(message.id, tuple):
            one, many = message.id
            return [translation.ngettext(one, many, n) for n in (1, 2, 5)]
        if message.context:
            return [translation.pgettext(message.context, _one(message))]
        return [translation.gettext(_one(message))]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_string_of_the_framework_stays_english(language: str) -> None:
    strings = said_by_the_framework()
    assert len(strings) > 400
    left = [
        _one(message)
        for message in strings
        if _one(message) not in SAME_EVERYWHERE
        and set(_said(message, language)) & {_one(message), message.id[-1]}
    ]
    assert left == []


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.parent.parent.name)
def test_compiled_words_are_those_of_the_source(source: Path) -> None:
    assert source.with_suffix(".mo").read_bytes() == compiled(source), "run tools/compile-words"


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.parent.parent.name)
def test_own_translations_keep_the_fields_and_are_all_asked_for(source: Path) -> None:
    known = {(message.context, _one(message)) for message in said_by_the_framework()}
    for message in _read(source):
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        assert (message.context, _one(message)) in known
        for form in words:
            assert sorted(FIELD.findall(str(form))) == sorted(FIELD.findall(_one(message))), form


def test_kazakh_words_are_kazakh() -> None:
    [source] = [path for path in sources() if "/kk/" in path.as_posix()]
    texts = [str(message.string) for message in _read(source) if len(str(message.string)) > 30]
    with_letters = [text for text in texts if set("әғқңөұүһі") & set(text.lower())]
    assert len(with_letters) > 0.95 * len(texts)


@pytest.mark.parametrize(
    "language, words",
    [("kk", "Бұл өрісті толтыру міндетті."), ("ru", "Обязательное поле."), ("en", "This field is required.")],
)
def test_a_form_says_what_is_wrong_in_the_language_of_the_page(language: str, words: str) -> None:
    class Form(forms.Form):
        name = forms.CharField()

    with translation.override(language):
        assert list(Form({}).errors["name"]) == [words]


def test_kazakh_formats_are_found_by_the_framework() -> None:
    with translation.override("kk"):
        assert formats.get_format("DATE_FORMAT") == kk_formats.DATE_FORMAT
        assert formats.number_format(1234567.5, 1, use_l10n=True, force_grouping=True) == "1\xa0234\xa0567,5"
        day = date(2027, 1, 10)
        assert formats.date_format(day) == "10 қаңтар 2027 ж."
        assert forms.DateField().clean("10.01.2027") == day


def test_spans_of_time_are_told_in_kazakh() -> None:
    with translation.override("kk"):
        begin = timezone.now() - timedelta(days=3, hours=2)
        assert timesince(begin).replace("\xa0", " ") == "3 күн, 2 сағат"
