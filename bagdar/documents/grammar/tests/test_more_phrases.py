"""Many ways to say the same, from plans of many kinds: a row of the tables holds phrases of one meaning.

Readings are written as in ``cases/deadline.toml`` and ``cases/financing.toml``; phrases stand between
``¦`` and ``\\n`` is a line break in the cell.
"""

from __future__ import annotations

from pathlib import Path

from bagdar.documents.grammar.deadline import read_deadline
from bagdar.documents.grammar.financing import read_financing
from bagdar.documents.grammar.spans import Reading, tokens
from bagdar.documents.grammar.tests import test_deadline as deadlines
from bagdar.documents.grammar.tests import test_financing as money
from bagdar.kernel.tests.each import each

CASES = Path(__file__).parent / "cases"


def _rows(name: str) -> list[tuple[str, str, list[str]]]:
    lines = (CASES / name).read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(row[0], row[1], row[2].replace("\\n", "\n").split(" ¦ ")) for row in rows]


def _covered(reading: Reading) -> bool:
    """Does every letter and digit stand in a part, and is nothing left over?"""
    inside = {at for part in reading.parts for at in range(*part.span)}
    return reading.left_over == "" and all(token.start in inside for token in tokens(reading.text))


@each("language, expect, texts", _rows("deadline_more.tsv"))
def test_phrases_of_a_row_name_the_same_days(language: str, expect: str, texts: list[str]) -> None:
    flags, days, told = deadlines._parse(expect)
    for text in texts:
        reading = read_deadline(text, language, period=deadlines.PERIOD)
        assert reading.understood, f"{text!r}: {reading.left_over!r}"
        assert _covered(reading), text
        assert deadlines._due(reading.occurrences()) == days, text
        assert deadlines._flags(reading) == flags, text
        assert deadlines._told(reading) == told, text
    untold = read_deadline(texts[0], period=deadlines.PERIOD)
    assert deadlines._due(untold.occurrences()) == days


@each("language, expect, texts", _rows("financing_more.tsv"))
def test_phrases_of_a_row_name_the_same_money(language: str, expect: str, texts: list[str]) -> None:
    for text in texts:
        reading = read_financing(text, language)
        assert reading.understood, f"{text!r}: {reading.left_over!r}"
        assert _covered(reading), text
        assert money._told(reading) == expect, text


def test_a_note_below_the_table_is_pointed_to_and_says_nothing() -> None:
    reading = read_deadline("декабрь 2024 года¹", "ru")
    assert [(part.kind, part.span) for part in reading.parts] == [("moment", (0, 17)), ("footnote", (17, 18))]
    assert read_deadline("декабрь 2024 года [2]", "ru").parts[-1].kind == "footnote"


def test_letters_that_stand_for_a_numeral_are_read_and_said_to_be_odd() -> None:
    reading = read_deadline("Ш квартал 2025 года", "ru")
    assert [one.label for one in reading.occurrences()] == ["2025-Q3"]
    assert reading.odd == ("look_alike",)
    glued = read_deadline("2025 жылғыIV тоқсан", "kk")
    assert [one.label for one in glued.occurrences()] == ["2025-Q4"]
    assert glued.odd == ("run_together",)


def test_money_says_its_currency_and_a_programme_its_name() -> None:
    (amount,) = read_financing("РБ – 1,2 млрд. тенге", "ru").amounts
    assert amount.currency == "KZT"
    reading = read_financing("бюджетная программа 036 «Развитие»", "ru")
    assert (reading.codes[0].programme, reading.said[0].words) == ("036", "«Развитие»")


def test_an_inexact_figure_is_said_to_be_so() -> None:
    texts = ("ориентировочно 500 млн тенге", "свыше 1 млрд тенге", "не менее 5 млн тенге", "500 млн тенге")
    assert [read_financing(text, "ru").amounts[0].bound for text in texts] == [
        "about",
        "more",
        "at_least",
        "",
    ]


def test_three_digits_of_a_longer_figure_are_no_programme() -> None:
    for text in ("РБ – 2 400", "РБ 2 400,5", "РБ 400,5"):
        assert read_financing(text, "ru").codes == (), text
    assert [code.programme for code in read_financing("РБ, 400", "ru").codes] == ["400"]
