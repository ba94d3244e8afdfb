"""Captions compared as a reader compares them."""

from __future__ import annotations

import pytest

from bagdar.documents.reading.folding import fold, fold_mapped, is_blank, is_void, likeness


@pytest.mark.parametrize(
    "one, other",
    [
        ("Источники финансирова ния", "источники финансирования"),
        ("согласо-ванию", "СОГЛАСОВАНИЮ"),
        ("№\nп/п", "№ п/п"),
        ("Срок исполнения:", "Cpoк исполнения"),  # the second has Latin letters in its first word
        ("отчёт", "отчет"),
        ("Жауапты орындаушылар", "Жауапты орын\u00addаушылар".replace("d", "д")),
        ("Échéance", "echeance"),
    ],
)
def test_spelling_of_the_same_caption_makes_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "one, other",
    [("Срок исполнения", "Форма исполнения"), ("Орындау мерзімі", "Орындау нысаны"), ("Цель", "Задача")],
)
def test_different_captions_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert likeness(fold(one), fold(other)) < 0.86


def test_plural_is_near_the_singular() -> None:
    assert likeness(fold("Источник финансирования"), fold("Источники финансирования")) > 0.9


def test_a_mapped_key_leads_back_to_the_text() -> None:
    key, places = fold_mapped("2 -  Задача.")
    assert key == fold("2задача")
    assert [places[0], places[1], places[-1]] == [0, 5, 10]


@pytest.mark.parametrize(
    "text, blank, void",
    [
        ("", True, True),
        ("\u200b ", True, True),
        ("–", False, True),
        ("____", False, True),
        ("0", False, False),
    ],
)
def test_blank_and_void(text: str, blank: bool, void: bool) -> None:
    assert (is_blank(text), is_void(text)) == (blank, void)
