"""Tokens: what a person sees, with its place in the text that is never changed."""

from __future__ import annotations

import pytest

from bagdar.documents.grammar.lookalike import one_script, roman, skeleton
from bagdar.documents.grammar.spans import left_over, tokens


@pytest.mark.parametrize(
    "written, value",
    [("III", 3), ("ІІІ", 3), ("IІІ", 3), ("Ill", 3), ("lV", 4), ("ІV", 4), ("IX", 9), ("ХII", 12), ("Ⅳ", 4)],
)
def test_a_roman_numeral_is_known_in_letters_of_any_script(written: str, value: int) -> None:
    assert roman(written) == value


@pytest.mark.parametrize("written", ["111", "", "IIII", "VX", "А", "XXXXXX", "квартал", "1"])
def test_what_is_no_roman_numeral_is_none(written: str) -> None:
    assert roman(written) is None


@pytest.mark.parametrize(
    "one, other",
    [("М3", "МЗ"), ("INVESТ", "INVEST"), ("MHЭ", "МНЭ"), ("КПМ", "KПM"), ("ІТ", "IT"), ("AO", "АО")],
)
def test_words_that_look_alike_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)
    assert len(skeleton(one)) == len(one)


def test_words_that_look_different_do_not() -> None:
    assert skeleton("СІМ") != skeleton("СИМ")
    assert skeleton("МЭ") != skeleton("МИ")


def test_a_word_is_put_in_the_script_of_its_own_firm_letters() -> None:
    assert one_script("iшiнде", cyrillic=False) == "ішінде"
    assert one_script("INVESТ", cyrillic=True) == "INVEST"
    assert one_script("c", cyrillic=True) == "с"
    assert one_script("website", cyrillic=True) == "website"


def test_letters_and_digits_dashes_quotes_and_breaks_are_told_apart() -> None:
    found = tokens("2019годов –\n«РБ»")
    assert [(token.form, token.kind, token.glued, token.breaks) for token in found] == [
        ("2019", "number", False, False),
        ("годов", "word", True, False),
        ("-", "mark", False, False),
        ('"', "mark", False, True),
        ("рб", "word", True, False),
        ('"', "mark", True, False),
    ]


@pytest.mark.parametrize(
    "text", ["согласо-ванию", "согласо-\nванию", "согласо\u00adванию", "согла-со-ванию", "согласо ванию"]
)
def test_a_word_cut_by_an_older_layout_is_one_word_with_its_whole_span(text: str) -> None:
    found = tokens(text, frozenset({"согласованию"}))
    assert [(token.form, token.span) for token in found] == [("согласованию", (0, len(text)))]


def test_two_known_words_with_a_hyphen_between_stay_two() -> None:
    known = frozenset({"май", "июнь"})
    assert [token.form for token in tokens("май-июнь", known)] == ["май", "-", "июнь"]


def test_what_is_left_over_is_quoted_as_written() -> None:
    text = "РБ, МФ  МНЭ; ещё"
    found = [token for token in tokens(text) if token.form in {"мф", "мнэ", "еще"}]
    assert left_over(text, found) == "МФ  МНЭ … ещё"
