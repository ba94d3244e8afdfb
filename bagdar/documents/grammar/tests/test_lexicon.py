"""Lexicons: what may stand in a language's file, and how a fault in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bagdar.documents.grammar.deadline import read_deadline
from bagdar.documents.grammar.deadline.reading import TOP as DEADLINE
from bagdar.documents.grammar.financing.reading import TOP as FINANCING
from bagdar.documents.grammar.lexicon import Maybe, Node, Ref, load, shipped_languages

KLINGO = """
[suffixes]
end = "o os"
[words]
and = "ka"
[words.month]
12 = "decembr~end dec"
[words.each]
year = "jarly"
[deadline.patterns]
yearspan = ["<year:a>", "<year:a> - <year:b>"]
years = ["<yearspan+:list>"]
spot = ["<int:d> <month> => kind=day", "<month> => kind=month"]
spots = ["<spot+:list>"]
moment = ["<spots> [ (of|in the year) ] <years>", "<spots>", "<years>"]
dated = ["<moment>"]
recurrence = ["<each:unit>"]
"""


def _lexicon(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xx.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_pack_brings_a_language_that_the_program_does_not_know(tmp_path: Path) -> None:
    packs = {"xx": _lexicon(tmp_path, KLINGO)}
    reading = read_deadline("jarly, 5 decembros in the year 2026 ka 2027", "xx", packs=packs)
    assert (reading.language, reading.understood) == ("xx", True)
    assert [one.label for one in reading.occurrences()] == ["2026-12-05", "2027-12-05"]
    assert not read_deadline("jarly, decembro of 2026 blik", "xx", packs=packs).understood


def test_the_three_languages_of_the_program_are_shipped_and_every_pattern_compiles() -> None:
    assert shipped_languages()[:3] == ("kk", "ru", "en")
    for language in shipped_languages():
        for family in ("deadline", "financing", "numbers"):
            lexicon = load(language, family)
            assert lexicon.words
            named = {
                node.name
                for patterns in lexicon.patterns.values()
                for one in patterns
                for node in _refs(one.body)
            }
            builtins = {
                "int", "year", "roman", "date", "daymonth", "event", "stagetext", "code3", "money", "quoted", "src",
                "holdertext", "ownertext", "purposetext", "progtext", "monthyear", "item", "document",
                "ownername", "firmname", "bodytext", "place", "figure", "share", "shortname", "donorname",
            }  # fmt: skip
            assert named <= set(lexicon.patterns) | lexicon.classes | builtins


@pytest.mark.parametrize("family, top", [("deadline", DEADLINE), ("financing", FINANCING)])
def test_every_pattern_can_be_reached_and_the_shipped_languages_say_everything(
    family: str, top: tuple[str, ...]
) -> None:
    for language in shipped_languages():
        lexicon = load(language, family)
        reached: set[str] = set()
        waiting = list(top)
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += [ref.name for one in lexicon.patterns.get(name, ()) for ref in _refs(one.body)]
        assert set(lexicon.patterns) <= reached, language
        assert set(top) <= set(lexicon.patterns), language


def _refs(body: tuple[Node, ...]) -> list[Ref]:
    found: list[Ref] = []
    for node in body:
        if isinstance(node, Maybe):
            found += _refs(node.body)
        elif isinstance(node, Ref):
            found.append(node)
    return found


@pytest.mark.parametrize(
    "line, fault",
    [
        ('"<month> [ of"', "not closed"),
        ('"<month> ]"', "not opened"),
        ('"<month> decembr~none"', "no suffixes"),
        ('"<month> (of"', "choices are not closed"),
    ],
)
def test_a_fault_in_a_pattern_is_named(tmp_path: Path, line: str, fault: str) -> None:
    path = _lexicon(tmp_path, f"[deadline.patterns]\ndated = [{line}]\n")
    with pytest.raises(ValueError, match=fault):
        load("xx", "deadline", path)


def test_a_language_that_nobody_wrote_is_no_lexicon() -> None:
    with pytest.raises(FileNotFoundError):
        load("zz", "deadline")
