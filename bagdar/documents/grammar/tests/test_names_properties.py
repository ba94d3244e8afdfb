"""Executors and completion on any text: never an error, spans that rest on the text, work that grows as it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bagdar.documents.grammar.completion import read_completion
from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.spans import Reading
from bagdar.documents.grammar.tests.register_cases import shipped_bodies
from bagdar.kernel import jsonio
from bagdar.kernel.tests.work import CATASTROPHE, LINEAR, cpu_seconds, growth

_WORDS = st.sampled_from(
    [
        "МНЭ",
        "СІМ",
        "ҰЭМ-ге",
        "АО",
        "«НК",
        "«KAZAKH",
        "INVEST»",
        "ҰК»",
        "АҚ",
        "(по",
        "согласованию)",
        "(келісу",
        "бойынша)",
        "акиматы",
        "областей",
        "гг.",
        "Астаны",
        "облыстардың",
        "қалаларының",
        "әкімдіктері",
        "информация",
        "отчет",
        "в",
        "Правительство",
        "Үкіметке",
        "ақпарат",
        "бұйрық",
        "жобасы",
        "туралы",
        ",",
        ";",
        "\n",
        "(",
        ")",
        '"',
        "“",
        "”",
        "-",
        "–",
        "1)",
        "№",
        "РК",
        "ҚР",
        "и",
        "және",
        "мен",
        "свод:",
        "проект",
        "приказа",
        "внесение",
        "2025-2027",
        "М3",
        "ЙЦУКЕН",
        "йцукен",
        "т.д.",
        "́",
        "ﬁ",
        "İ",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(_WORDS, max_size=25).map(" ".join),
    st.lists(_WORDS, max_size=25).map("".join),
)


def _executors(text: str) -> Reading:
    return read_executors(text, shipped_bodies())


def _completion(text: str) -> Reading:
    return read_completion(text, shipped_bodies())


@pytest.mark.parametrize("read", [_executors, _completion])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("Республики Казахстан (по согласованию) РК")
@example("(((((")
@example("\u0301")
@example("А" * 300)
@given(text=_TEXTS)
def test_any_text_is_read_and_every_word_is_covered_or_left_over(
    read: Callable[[str], Reading], text: str
) -> None:
    reading = read(text)
    assert reading.text == text
    for part in reading.parts:
        begin, end = part.span
        assert 0 <= begin < end <= len(text)
    covered = {at for part in reading.parts for at in range(*part.span)}
    missed = [char for at, char in enumerate(text) if at not in covered and char.isalnum()]
    assert not (reading.understood and missed)
    assert len(missed) <= sum(map(str.isalnum, reading.left_over))
    assert all(piece in text for piece in reading.left_over.split(" … "))
    assert jsonio.dumps(reading.as_json())


_LONG = {
    "a list": "МНЭ, АО «НК «KAZAKH INVEST» (по согласованию), ",
    "marks only": "(по согласованию) ",
    "country": "Республики Казахстан ",
    "quotation marks": "«",
    "brackets": "(МНЭ ",
    "regions": "акиматы областей, гг. Астаны, Алматы и ",
    "names cut short": "Министерство национальной ",
    "adjectives": "заинтересованные государственные ",
    "documents": "информация МИО в МОН ",
    "Kazakh": "ЖАО-ның БҒМ-ге есебі туралы ",
    "one word": "министерство",
    "letters apart": "М Н Э ",
    "capitals": "ЙЦУ ",
    "legal forms": "АО «",
}


@pytest.mark.parametrize("read", [_executors, _completion])
@pytest.mark.parametrize("piece", _LONG.values(), ids=_LONG)
def test_work_grows_as_the_text_does(read: Callable[[str], Reading], piece: str) -> None:
    def reading(size: int) -> Callable[[], object]:
        text = piece * (size // len(piece))  # never cut within a piece: other ends are read in other ways
        return lambda: read(text)

    read(piece)
    assert growth(reading, 500, 4_000) < LINEAR


@pytest.mark.parametrize("read", [_executors, _completion])
def test_a_cell_of_100_kilobytes_is_no_catastrophe(read: Callable[[str], Reading]) -> None:
    text = ("МНЭ, отчет МИО в МОН, АО «НК «KAZAKH INVEST» (по согласованию), " * 2_000)[:100_000]
    assert cpu_seconds(lambda: read(text)) < CATASTROPHE


def test_the_json_of_a_reading_leaves_nothing_to_guess() -> None:
    executors = _executors("МФ, АО «ИЭИ», ЦЭФ (по согласованию)").as_json()["executors"]
    assert [executor["role"] for executor in executors] == ["main_responsible", "co_executor", "co_executor"]
    assert [executor["conditional"] for executor in executors] == [False, False, True]
    assert executors[2]["body"] is None
    completion = _completion("информация в МНЭ").as_json()
    assert completion["informing_higher"] is False
    assert completion["documents"][0]["author"] is None
    assert list(_executors("йцукен").as_json()["executors"]) == []
