"""On any text whatever: nothing is raised, spans lie in it and cover what is not left over, work is linear."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bagdar.documents.grammar.deadline import read_deadline
from bagdar.documents.grammar.financing import read_financing
from bagdar.documents.grammar.numbers import read_number
from bagdar.documents.grammar.spans import Reading, tokens
from bagdar.kernel.tests.work import CATASTROPHE, LINEAR, cpu_seconds, growth

READERS: dict[str, Callable[[str], Reading]] = {
    "deadline": read_deadline,
    "financing": read_financing,
    "number": read_number,
}
SENTENCE = (
    "декабрь 2025 года до не позднее числа месяца, следующего за отчетным 10 15 ежегодно II квартал – и с по в течение "
    "жылғы желтоқсан дейін кейін есепті айдың тоқсан сайын бір рет ішінде жыл «РБ» МБ ГЧП за счет средств предусмотренных "
    "пределах 217 000 ББ млн тенге , ; ( ) * by of the month 1 234,5 %"
)
WORDS = SENTENCE.split()
PIECES = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=14).map(" ".join)
TEXTS = st.text(max_size=60) | PIECES


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_spans_lie_in_the_text_in_order_and_what_is_understood_is_covered(name: str, text: str) -> None:
    reading = READERS[name](text)
    assert reading.text == text
    last = 0
    for part in reading.parts:
        start, end = part.span
        assert last <= start < end <= len(text)
        last = end
    if reading.understood:
        assert reading.left_over == ""
        covered = {at for part in reading.parts for at in range(*part.span)}
        assert all(token.start in covered for token in tokens(text))
        separators = [text[slice(*part.span)] for part in reading.parts if part.kind == "separator"]
        bare = [token for written in separators for token in tokens(written) if token.kind != "mark"]
        assert all(
            token.form in {"и", "или", "либо", "және", "мен", "пен", "бен", "немесе", "and", "or"}
            for token in bare
        )
    else:
        assert bool(reading.left_over) is bool(text.strip())
    reading.as_json()


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_tokens_are_pieces_of_the_text_and_lose_no_letter(text: str) -> None:
    found = tokens(text, frozenset({"декабрь", "согласованию"}))
    assert all(token.start < token.end for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = {at for token in found for at in range(token.start, token.end)}
    assert all(at in kept for at, char in enumerate(text) if char.isalnum())


def read_long(name: str, piece: str, length: int) -> Callable[[], object]:
    text = piece * (length // len(piece))
    return lambda: READERS[name](text)


LONG = [
    "декабрь 2025 года, ",
    "после ",
    "до 10 числа месяца, следующего за ",
    "1 ",
    "1,",
    "есепті кезеңнен кейінгі ",
    "«",
    "де-",
    "а\u0301\u00ad",
    " \n",
    "в пределах предусмотренных средств в рамках реализации программы ",
    "за счет средств ",
    "по итогам утверждения ",
]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("piece", LONG)
def test_work_grows_as_the_text_does(name: str, piece: str) -> None:
    reading = partial(read_long, name, piece)
    reading(10)()
    assert growth(reading, 500, 4_000) < LINEAR


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("piece", LONG)
def test_fifty_kilobytes_are_no_catastrophe(name: str, piece: str) -> None:
    assert cpu_seconds(read_long(name, piece, 50_000)) < CATASTROPHE
