"""Names on a day, and lines of the alphabetical list."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from bagdar.orgs.naming import Named, in_language, lines, name_on, overlap
from bagdar.store.order_key import order_key

OLD = Named(language="kk", name="Экология, геология және табиғи ресурстар министрлігі", last=date(2023, 1, 2))
NEW = Named(language="kk", name="Экология және табиғи ресурстар министрлігі", first=date(2023, 1, 3))
RU = Named(language="ru", name="Министерство экологии", abbreviation="МЭПР")


@pytest.mark.parametrize(
    "day, name",
    [(date(2000, 1, 1), OLD), (date(2023, 1, 2), OLD), (date(2023, 1, 3), NEW), (date(2099, 1, 1), NEW)],
)
def test_a_name_counts_from_its_first_day_to_its_last(day: date, name: Named) -> None:
    assert in_language([NEW, RU, OLD], "kk", day) == name


def test_before_the_first_name_the_first_is_used_and_in_a_gap_the_one_before() -> None:
    first = Named(language="kk", name="А", first=date(2020, 1, 1), last=date(2020, 12, 31))
    second = Named(language="kk", name="Б", first=date(2022, 1, 1))
    assert in_language([first, second], "kk", date(2019, 1, 1)) == first
    assert in_language([first, second], "kk", date(2021, 6, 1)) == first


def test_without_a_name_in_the_language_another_language_speaks() -> None:
    assert name_on([RU], "en", date(2026, 1, 1)) == RU
    assert name_on([], "en", date(2026, 1, 1)) is None


def test_two_names_that_share_a_day_are_found() -> None:
    assert overlap([OLD, NEW, RU]) is None
    late = Named(language="kk", name="Х", first=date(2023, 1, 2))
    assert overlap([OLD, late]) == (OLD, late)


def test_each_language_has_one_line_for_every_day() -> None:
    found = list(lines([OLD, NEW, RU]))
    for language in ("kk", "ru", "en"):
        own = [line for line in found if line.language == language]
        assert own[0].first == date.min
        assert own[-1].last == date.max
        assert all((b.first - a.last).days == 1 for a, b in itertools.pairwise(own))
    english = [line.name for line in found if line.language == "en"]
    assert english == [OLD.name, NEW.name]
    assert all("МЭПР" in line.words for line in found)


def test_the_order_key_follows_the_kazakh_alphabet() -> None:
    alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    assert sorted(alphabet, key=order_key) == list(alphabet)
    names = [
        "«KAZAKH INVEST» ҰК» АҚ",
        "Ішкі істер министрлігі",
        "Қаржы министрлігі",
        "«Атамекен»",
        "Әділет",
        "2-бөлім",
    ]
    assert sorted(names, key=order_key) == [
        "2-бөлім",
        "«Атамекен»",
        "Әділет",
        "Қаржы министрлігі",
        "Ішкі істер министрлігі",
        "«KAZAKH INVEST» ҰК» АҚ",
    ]
    assert order_key("ҚАРЖЫ") == order_key("қаржы")
    assert len(order_key("ы" * 400)) == 160
