"""A pack spoilt anywhere: a PackError with the right file and line, never another exception."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bagdar.kernel.messages import render
from bagdar.kernel.text import UI_LANGUAGES
from bagdar.methodology.faults import PackError
from bagdar.methodology.loader import available, load, load_bodies
from bagdar.methodology.tests.make import copied


def unknown_key(lines: list[str], at: int) -> None:
    lines.insert(at + 1, "zz_unknown = 1")


def wrong_type(lines: list[str], at: int) -> None:
    key, equals, _ = lines[at].partition(" = ")
    assume(equals and not lines[at].startswith(("[", "#")))
    lines[at] = f"{key} = 1979-05-27T07:32:00"


def broken(lines: list[str], at: int) -> None:
    lines[at] += ' = = "'


def twice(lines: list[str], at: int) -> None:
    """A repeated array of tables is one more element, which lacks its keys."""
    lines.insert(at, lines[at])


def unknown_table(lines: list[str], at: int) -> None:
    lines.insert(at, "[zz_unknown.deep]")


def unknown_inline(lines: list[str], at: int) -> None:
    """A key too many in an inline table, also of one inside an array of tables."""
    assume(" = { " in lines[at] and not lines[at].startswith("#"))
    lines[at] = lines[at].replace(" = { ", " = { zz = 1, ", 1)


SPOILING = (unknown_key, wrong_type, broken, twice, unknown_table, unknown_inline)


def refused(folder: Path) -> PackError:
    """The refusal of the pack or of its register; the test fails where both are taken."""
    with pytest.raises(PackError) as found:
        _both(folder)
    return found.value


def _both(folder: Path) -> None:
    load(folder)
    load_bodies(folder)


@pytest.mark.parametrize("pack", available())
def test_a_fault_anywhere_is_shown_with_its_file_and_line(tmp_path: Path, pack: str) -> None:
    folder = copied(tmp_path, pack)
    files = sorted(path for path in folder.rglob("*.toml") if "lexicons" not in path.parts)
    texts = {path: path.read_text("utf-8") for path in files}
    places = [
        (path, at)
        for path, text in texts.items()
        for at, line in enumerate(text.split("\n"))
        if line.strip() and not line.startswith("#")
    ]

    @settings(
        max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
    )
    @given(st.sampled_from(places), st.sampled_from(SPOILING))
    def holds(place: tuple[Path, int], spoil: object) -> None:
        path, at = place
        lines = texts[path].split("\n")
        assert callable(spoil)
        spoil(lines, at)
        path.write_text("\n".join(lines), "utf-8")
        try:
            params = refused(folder).params
        finally:
            path.write_text(texts[path], "utf-8")
        assert params["file"] == path.relative_to(folder).as_posix()
        assert abs(params["line"] - (at + 1)) <= 1

    holds()


@pytest.mark.parametrize("pack", available())
def test_a_text_missing_in_a_language_is_shown_where_it_lacks(tmp_path: Path, pack: str) -> None:
    """One language taken out of one inline text of each file."""
    folder = copied(tmp_path, pack)
    language = load(pack).languages[-1]
    for path in sorted(folder.rglob("*.toml")):
        text = path.read_text("utf-8")
        lines = text.split("\n")
        found = [
            at
            for at, line in enumerate(lines)
            if f', {language} = "' in line
            and not line.startswith(("used =", "published ="))
            and line.endswith(" }")
        ]
        if not found or "lexicons" in path.parts or path.name == "bodies.toml":
            continue
        at = found[len(found) // 2]
        lines[at] = lines[at].partition(f', {language} = "')[0] + " }"
        path.write_text("\n".join(lines), "utf-8")
        error = refused(folder)
        path.write_text(text, "utf-8")
        assert error.message == "methodology.no_text"
        assert error.params["file"] == path.relative_to(folder).as_posix()
        assert 0 <= at + 1 - error.params["line"] <= 12  # where what lacks the text begins
        for each in UI_LANGUAGES:
            assert language in render(error.message, each, **error.params)


def test_the_fault_of_a_file_of_words_is_at_its_own_line(tmp_path: Path) -> None:
    """The words stand at the top of their file, though the form has them under a key."""
    folder = copied(tmp_path)
    path = folder / "forms" / "words.toml"
    lines = path.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith('"head.body"'))
    lines[at] = '"head.body" = 3'
    path.write_text("\n".join(lines), "utf-8")
    params = refused(folder).params
    assert (params["file"], params["line"], params["key"]) == ("forms/words.toml", at + 1, "head.body")
    shutil.rmtree(folder)
