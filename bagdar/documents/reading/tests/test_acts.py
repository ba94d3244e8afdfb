"""Acts as cited: the day is told from the number, whichever stands first."""

from __future__ import annotations

from datetime import date

import pytest

from bagdar.documents.reading.surroundings import read_act


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("приказ № 7 от 5 января 2027 года", "ru", "7"),
        ("приказ от 5 января 2027 года № 12-ж", "ru", "12-ж"),
        ("2027 жылғы 5 қаңтардағы № 12 бұйрық", "kk", "12"),
        ("Order No. 12 of 5 January 2027", "en", "12"),
        ("arrêté n° 12-b du 5 janvier 2027", "fr", "12-b"),
    ],
)
def test_the_number_of_an_act_is_not_its_day(text: str, language: str, number: str) -> None:
    act = read_act(text, language)
    assert act is not None
    assert (act.number, act.day) == (number, date(2027, 1, 5))
