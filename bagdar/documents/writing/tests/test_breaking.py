"""Where printed lines part."""

from __future__ import annotations

import pytest

from bagdar.documents.writing.breaking import bind, pieces, squeeze, whole
from bagdar.documents.writing.measure import lines, width

NBSP = "\u00a0"


@pytest.mark.parametrize(
    "text, parts",
    [
        ("іс-шара орындалды", [("іс-шара", "x"), (" орындалды", "")]),
        ("коды 2.1-НК2, азық-түлік", [("коды ", ""), ("2.1-НК2,", "x"), (" азық-түлік", "")]),
        ("«Үлгі-Логистика» АҚ", [("«Үлгі-Логистика» АҚ", "")]),
        ("жай сөз", [("жай сөз", "")]),
    ],
)
def test_codes_and_short_compounds_hold_together(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(pieces(text, "kk", narrow=False)) == parts


def test_long_kazakh_words_part_by_syllables_in_narrow_columns_only() -> None:
    (narrow,) = pieces("қауіпсіздіктендіру мақсаты", "kk", narrow=True)
    assert "\u00ad" in narrow[0]
    assert narrow[0].replace("\u00ad", "") == "қауіпсіздіктендіру мақсаты"
    assert list(pieces("қауіпсіздіктендіру", "kk", narrow=False)) == [("қауіпсіздіктендіру", "")]


def test_english_words_part_by_the_typesetters_patterns() -> None:
    assert list(pieces("to internationalisation", "en", narrow=True)) == [
        ("to ", ""), ("internationalisation", "h")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, bound",
    [
        ("№ 000 қаулы", f"№{NBSP}000 қаулы"),
        ("1 250,0 млн ₸", f"1{NBSP}250,0{NBSP}млн{NBSP}₸"),
        ("44,2 %", f"44,2{NBSP}%"),
        ("2027 жылғы 1 сәуір", f"2027 жылғы 1{NBSP}сәуір"),
        ("IV тоқсан", f"IV{NBSP}тоқсан"),
        ("М – мақсат", f"М{NBSP}– мақсат"),
        (f"орындалды –{NBSP}12", f"орындалды –\u2060{NBSP}12"),
        ("2026 2027", "2026 2027"),
        ("мәтін", "мәтін"),
    ],
)
def test_figures_stay_with_what_they_count(text: str, bound: str) -> None:
    assert bind(text) == bound


def test_the_number_of_an_act_does_not_part_at_its_hyphen() -> None:
    assert whole(bind("№ 12-ж бұйрық, іс-шара")) == f"№{NBSP}12\u2011ж бұйрық, іс-шара"


def test_a_word_too_wide_for_its_column_parts_anywhere() -> None:
    room = 20.0
    text = squeeze("0123456789" * 6, "kk", room, 12)
    assert text.replace("\u200b", "") == "0123456789" * 6
    assert all(width(part, 12) <= room for part in text.split("\u200b"))
    assert squeeze("қысқа сөз", "kk", room, 12) == "қысқа сөз"


@pytest.mark.parametrize(
    "text, room, count",
    [("а", 50, 1), ("а\nб", 50, 2), ("", 50, 1), ("сөз " * 10, 1000, 1), ("ш" * 40, 10, 17)],
)
def test_lines_are_counted(text: str, room: float, count: int) -> None:
    # ш is 0.85 em: 40 of them at 12 pt are 3.6 mm each, 144 mm in all, with 10 mm a line.
    found = lines(text, room, 12)
    assert abs(found - count) <= (3 if count > 10 else 0)
