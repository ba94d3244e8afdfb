"""A new methodology to begin with: a folder of commented files that loads as it stands."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from bagdar.kernel.errors import DomainError
from bagdar.methodology.loader import load
from bagdar.methodology.model import CheckSetting

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WIDTH = 108


def write_skeleton(folder: Path, languages: Sequence[str], language: str) -> tuple[Path, ...]:
    """Write a pack into the new *folder*; its name is the pack's id. Returns the files written.

    *languages* are those of the pack's documents, *language* (kk, ru, en) that of the comments.
    Words are taken over from the default pack; a language it lacks gets them in English, to be
    translated. Raises DomainError for a name or language that cannot be used, or a folder that exists.
    """
    if not _NAME.fullmatch(folder.name):
        raise DomainError("methodology.new_name", name=folder.name)
    for each in languages:
        if not _LANGUAGE.fullmatch(each):
            raise DomainError("methodology.new_language", language=each)
    if folder.exists():
        raise DomainError("methodology.new_exists", folder=str(folder))
    written = []
    for name, text in _files(folder.name, tuple(dict.fromkeys(languages)), language):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def _files(pack: str, languages: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    for name, template in _templates(resources.files("bagdar.methodology").joinpath("blank")):
        yield name, _filled(template, pack, languages, language)
    base = load()
    words = {key: text for form in base.forms.values() for key, text in form.words.items()}
    lines = [*_comment("words", language), ""]
    lines += [f"{_key(key)} = {_inline(text, languages)}" for key, text in words.items()]
    yield "forms/words.toml", "\n".join(lines) + "\n"
    yield "checks.toml", _checks(base.checks, language)


def _templates(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _templates(item, f"{prefix}{item.name}/")
        elif item.name.endswith(".toml"):
            yield prefix + item.name, item.read_text("utf-8")


def _filled(template: str, pack: str, languages: Sequence[str], language: str) -> str:
    out: list[str] = []
    for line in template.splitlines():
        if line.startswith("#@ "):
            out += _comment(line[3:], language)
        elif line.startswith("@text "):
            text = _texts()["text"][line[6:]]
            out += [f"{each} = {_string(_in(text, each))}" for each in languages]
        elif line == "@marks":
            out += [f"{each} = {_string(_decimal_mark(each))}" for each in languages]
        else:
            line = line.replace('"@id"', _string(pack))
            out.append(line.replace("@languages", json.dumps(list(languages))))
    return "\n".join(out) + "\n"


def _decimal_mark(language: str) -> str:
    """As people who write the language write it; a comma for one that nobody has described."""
    try:
        return str(Locale.parse(language).number_symbols["latn"]["decimal"])
    except (UnknownLocaleError, KeyError):
        return ","


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(resources.files("bagdar.methodology").joinpath("texts.toml").read_text("utf-8"))


def _comment(key: str, language: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(_texts()["comment"][key][language], _WIDTH)]


def _in(text: Mapping[str, str], language: str) -> str:
    return text[language] if language in text else text.get("en") or next(iter(text.values()))


def _inline(text: Mapping[str, str], languages: Sequence[str]) -> str:
    pairs = ", ".join(f"{each} = {_string(_in(text, each))}" for each in languages)
    return f"{{ {pairs} }}"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _string(key)


def _string(text: str) -> str:
    """A TOML basic string; JSON escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _checks(checks: Mapping[str, CheckSetting], language: str) -> str:
    """The default pack's checks, cited as practice: the new pack's clauses are not known yet."""
    lines = _comment("checks", language)
    for key, setting in checks.items():
        on = "" if setting.on else "on = false\n"
        lines.append(
            f'\n[checks.{_string(key)}]\nclause = "practice"\nseverity = "{setting.severity}"\n{on}'.rstrip()
        )
        if setting.params:
            lines.append("params = " + _table(setting.params))
    return "\n".join(lines) + "\n"


def _table(params: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{_key(key)} = {json.dumps(value)}" for key, value in params.items()) + " }"
