"""A new methodology: written, loads as it stands, speaks the languages asked for."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest

import bagdar.methodology
from bagdar.kernel.errors import DomainError
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.loader import load, load_bodies
from bagdar.methodology.skeleton import write_skeleton


@pytest.mark.parametrize("language", UI_LANGUAGES)
@pytest.mark.parametrize("languages", [("kk", "ru", "en"), ("pt",), ("ru", "uz")])
def test_what_is_written_loads(tmp_path: Path, languages: tuple[str, ...], language: str) -> None:
    folder = tmp_path / "xx-strategy-2030"
    files = write_skeleton(folder, languages, language)
    methodology = load(folder)
    assert methodology.id == "xx-strategy-2030"
    assert methodology.languages == languages
    assert set(load_bodies(folder)["planning-ministry"].name) == set(languages)
    assert set(methodology.forms["plan"].words) == set(load().forms["plan"].words) | set(
        load().forms["report"].words
    ) | set(load().forms["conclusion"].words) | set(load().forms["strategy_report"].words)
    assert set(methodology.checks) == set(load().checks)
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize("language", UI_LANGUAGES)
def test_every_file_is_commented_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    written = {}
    for each in UI_LANGUAGES:
        folder = tmp_path / each / "xx-new"
        files = write_skeleton(folder, ("en",), each)
        written[each] = {
            path.name: [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
            for path in files
        }
    for name, comments in written[language].items():
        if name not in ("strategy_report.toml", "conclusion.toml"):
            assert comments, name
            assert all(comments != written[other][name] for other in UI_LANGUAGES if other != language)


def test_decimal_marks_are_those_of_the_languages(tmp_path: Path) -> None:
    folder = tmp_path / "xx-new"
    write_skeleton(folder, ("kk", "en", "pt", "xzz"), "ru")
    said = tomllib.loads(folder.joinpath("forms", "common.toml").read_text("utf-8"))["decimal_mark"]
    assert said == {"kk": ",", "en": ".", "pt": ",", "xzz": ","}
    assert load(folder).forms["plan"].mark("en") == "."


@pytest.mark.parametrize("name", ["Новая", "With Space", "UPPER", "-x", ""])
def test_a_name_that_cannot_be_an_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DomainError) as refused:
        write_skeleton(tmp_path / name / "" if not name else tmp_path / name, ("en",), "en")
    assert refused.value.message in ("methodology.new_name", "methodology.new_exists")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "xx-new"
    folder.mkdir()
    with pytest.raises(DomainError):
        write_skeleton(folder, ("en",), "en")
    assert list(folder.iterdir()) == []


def test_a_language_must_be_a_code(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as refused:
        write_skeleton(tmp_path / "xx-new", ("en", "қазақша"), "kk")
    assert refused.value.message == "methodology.new_language"
    assert not (tmp_path / "xx-new").exists()


def test_the_templates_use_every_text_there_is_and_no_other() -> None:
    texts = tomllib.loads(resources.files("bagdar.methodology").joinpath("texts.toml").read_text("utf-8"))
    used: dict[str, set[str]] = {"comment": {"words", "checks"}, "text": set()}
    for path in Path(bagdar.methodology.__file__).parent.joinpath("blank").rglob("*.toml"):
        for line in path.read_text("utf-8").splitlines():
            for mark, table in (("#@ ", "comment"), ("@text ", "text")):
                if line.startswith(mark):
                    used[table].add(line.removeprefix(mark))
    for table, known in used.items():
        assert set(texts[table]) == known
    for key, comment in texts["comment"].items():
        assert len(set(comment.values())) == len(UI_LANGUAGES), key
