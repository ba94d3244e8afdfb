"""Marks are found however they are put, and texts that speak of them are left alone (check H9)."""

from __future__ import annotations

import os
import random
import tomllib
from collections.abc import Iterator
from importlib import resources

import pytest

from bagdar.documents.marking import Fragment, MarkWords, marks_in, marks_in_fragments
from bagdar.documents.marking.tests.samples import SPEAKING, WRITTEN, Sample, marked, ordinary
from bagdar.documents.opening import parse_document
from bagdar.kernel.findings import Place
from bagdar.kernel.jsonio import convert

PACK = resources.files("bagdar").joinpath("methodology", "packs", "kz-mne-82-2021", "marks.toml")
KNOWN: MarkWords = convert(tomllib.loads(PACK.read_text("utf-8"))["marks"], MarkWords)


def found_in(sample: Sample) -> bool:
    _, name, data = sample
    return bool(marks_in(parse_document(data, name), KNOWN))


def drawn() -> random.Random:
    return random.Random(int(os.environ["BAGDAR_SEED"]))


def named(samples: Iterator[Sample], wanted: bool) -> list[str]:
    """What the samples that were judged otherwise are."""
    return [sample[0] for sample in samples if found_in(sample) is not wanted]


COUNTS = [40, pytest.param(200, marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", COUNTS)
def test_99_of_100_marked_papers_are_found(count: int) -> None:
    missed = named(marked(drawn(), count), True)
    assert len(missed) <= count // 100, missed


@pytest.mark.parametrize("count", COUNTS)
def test_at_most_1_of_100_ordinary_papers_is_taken_for_marked(count: int) -> None:
    taken = named(ordinary(drawn(), count), False)
    assert len(taken) <= count // 100, taken


def fragment(where: str, text: str) -> Fragment:
    return Fragment(where, text, Place())  # type: ignore[arg-type]


@pytest.mark.parametrize("where", ["head", "margin", "label"])
@pytest.mark.parametrize("text", WRITTEN)
def test_each_way_of_writing_is_a_mark_by_itself(where: str, text: str) -> None:
    assert marks_in_fragments([fragment(where, text)], KNOWN)


@pytest.mark.parametrize("where", ["head", "text", "cell"])
@pytest.mark.parametrize("text", SPEAKING)
def test_a_sentence_that_speaks_of_it_is_none(where: str, text: str) -> None:
    assert marks_in_fragments([fragment(where, text)], KNOWN) == []


def test_letters_in_a_table_s_rows_are_words_of_the_subject() -> None:
    assert marks_in_fragments([fragment("cell", "ДСП"), fragment("text", "ДСП")], KNOWN) == []
    assert marks_in_fragments([fragment("cell", "ДСП экз. № 3")], KNOWN)


def test_a_methodology_without_words_knows_no_marks() -> None:
    assert marks_in_fragments([fragment("head", "ДСП")], MarkWords()) == []


def test_a_mark_is_told_with_its_place_and_once() -> None:
    told = marks_in_fragments([Fragment("head", "ҚБП", Place(row=3)), fragment("margin", "ДСП")], KNOWN)
    assert [(one.mark, one.text, one.place.row) for one in told] == [("official_use", "ҚБП", 3)]
