"""Figures: exact, never guessed, and missing is never zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bagdar.documents.grammar.numbers import figure, read_number


@pytest.mark.parametrize(
    "text, value, odd",
    [
        ("25", "25", ()),
        ("0", "0", ()),
        ("0,0", "0.0", ()),
        ("17,5", "17.5", ()),
        ("1 234 567,50", "1234567.50", ()),
        ("1\u00a0234\u202f567", "1234567", ()),
        ("98 748,9*", "98748.9", ()),
        ("3 25 3,1", "3253.1", ("spacing",)),
        ("3 6 21,9", "3621.9", ("spacing",)),
        ("1 2 86,4", "1286.4", ("spacing",)),
        ("3\n3\n8\n1,\n0", "3381.0", ("lines",)),
        ("5\n0\n4\n5,\n4", "5045.4", ("lines",)),
        ("1\n3\n9\n2\n0,\n8", "13920.8", ("lines",)),
        ("-5,2", "-5.2", ()),
        ("−5,2", "-5.2", ()),
        ("+3,4", "3.4", ()),
        ("17.5", "17.5", ("point",)),
        ("1,234.5", "1234.5", ()),
        ("1.234.567,8", "1234567.8", ()),
        ("007", "7", ("leading_zeros",)),
        ("  42 ", "42", ()),
    ],
)
def test_one_figure_is_read_exactly_and_what_is_odd_is_said(
    text: str, value: str, odd: tuple[str, ...]
) -> None:
    reading = read_number(text)
    assert (reading.understood, reading.kind, reading.value) == (True, "figure", Decimal(value))
    assert reading.value is not None
    assert reading.value.as_tuple() == Decimal(value).as_tuple()
    assert reading.odd == odd


@pytest.mark.parametrize(
    "text, value, odd",
    [
        ("98,748.9", "98748.9", ()),
        ("98\u00a0748.9", "98748.9", ()),
        ("98,748", "98748", ()),
        ("1,234,567", "1234567", ()),
        ("17.5", "17.5", ()),
        ("17.125", "17.125", ()),
        ("17,5", "17.5", ("comma",)),
        ("0,748", "0.748", ("comma",)),
        ("1.234.567,8", "1234567.8", ("comma",)),
    ],
)
def test_where_a_point_is_the_decimal_mark_commas_divide_thousands(
    text: str, value: str, odd: tuple[str, ...]
) -> None:
    reading = read_number(text, ".")
    assert (reading.understood, reading.value, reading.odd) == (True, Decimal(value), odd)


def test_one_text_is_two_figures_in_two_languages() -> None:
    assert (read_number("98,748").value, read_number("98,748", ".").value) == (
        Decimal("98.748"),
        Decimal(98748),
    )
    assert (figure("98,748"), figure("98,748", ".")) == (Decimal("98.748"), Decimal(98748))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "-", "–", "—", "х", "x", "X", "нет данных", "деректер жоқ", "н/д", "…"]
)
def test_a_dash_a_cross_and_a_blank_say_that_there_is_no_figure(text: str) -> None:
    reading = read_number(text)
    assert (reading.understood, reading.kind, reading.value) == (True, "none", None)


@pytest.mark.parametrize(
    "text",
    [
        "4 класс – не менее 20, 9 класс – не менее 55",
        "9 класс – 37,4",
        "PISA-2015: Мате-матика – 440, естество-знание – 430",
        "5 10",
        "098 107",
        "0 5",
        "100 0",
        "1 2 3",
        "2016 2017",
        "12,5 13,7",
        "12,5,3",
        "1234 567,8",
        "20–10",
        "5а",
        "1e5",
        "НФ",
        "не менее",
        "%",
        "млн",
        "2025 г. – 120,5",
        "½",
        "٣",
        "1/2",
        "--5",
        "5 %  % из 6",
        "х5",
    ],
)
def test_what_is_not_one_figure_is_not_guessed(text: str) -> None:
    reading = read_number(text)
    assert not reading.understood
    assert reading.value is None
    assert reading.left_over


@pytest.mark.parametrize(
    "text, value, bound",
    [
        ("не менее 20", "20", "at_least"),
        ("не ниже 20 %", "20", "at_least"),
        ("кемінде 20", "20", "at_least"),
        ("20-дан кем емес", "20", "at_least"),
        ("at least 20", "20", "at_least"),
        ("не более 5,5", "5.5", "at_most"),
        ("до 20 %", "20", "at_most"),
        ("более 100", "100", "more"),
        ("≥ 7", "7", "at_least"),
        ("около 3", "3", "about"),
    ],
)
def test_a_limit_is_not_taken_for_the_figure_itself(text: str, value: str, bound: str) -> None:
    reading = read_number(text)
    assert (reading.understood, reading.kind, reading.value, reading.bound) == (
        True,
        "bound",
        Decimal(value),
        bound,
    )


def test_scale_and_unit_stand_beside_the_figure_as_written() -> None:
    reading = read_number("24,4 млрд долл. США")
    assert (reading.value, reading.scale, reading.unit) == (Decimal("24.4"), 9, "долл. США")
    assert reading.amount == Decimal("24400000000")
    assert read_number("17,5 %").unit == "%"


def test_a_range_has_two_ends_and_no_single_value_is_made_of_it() -> None:
    reading = read_number("10–15 %")
    assert (reading.kind, reading.value, reading.upper, reading.unit) == (
        "range",
        Decimal(10),
        Decimal(15),
        "%",
    )


@pytest.mark.parametrize("text, notes", [("98 748,9*", ("*",)), ("3²", ("²",)), ("5 **", ("**",))])
def test_a_footnote_mark_is_kept_apart(text: str, notes: tuple[str, ...]) -> None:
    reading = read_number(text)
    assert reading.notes == notes
    assert [part.kind for part in reading.parts] == ["figure", "note"]


def test_spans_are_places_in_the_unchanged_text() -> None:
    text = " не менее\u00a01 234,5 тыс. чел.*"
    reading = read_number(text)
    assert [text[slice(*part.span)] for part in reading.parts] == [
        "не менее",
        "1 234,5",
        "тыс",
        ".",
        "чел",
        ".",
        "*",
    ]


def test_a_figure_inside_other_words_is_read_by_itself() -> None:
    assert figure(" 1 234,5 ") == Decimal("1234.5")
    assert figure("12 млн") is None
