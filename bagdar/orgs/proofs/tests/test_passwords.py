"""Which passwords are refused."""

from __future__ import annotations

from typing import Any

import pytest

from bagdar.orgs.proofs import passwords


def fault(password: str, own: tuple[str, ...] = ()) -> str:
    found = passwords.faults(password, own)
    return found[0][0].rpartition(".")[2] if found else ""


@pytest.mark.parametrize(
    "password",
    [
        "тауда бүгін қар жауды",
        "мысық үстелде ұйықтап жатыр",
        "correct horse battery staple",
        "f7Kq9-zzRt2-mmWp4",
        "ледоход на реке начался рано",
        "9f86d081884c7d659a2f",
        "каждый охотник желает знать",
        "ъ" * 2 + "щука плывёт по реке",
        "x" * 3 + "🐎 көк аспан астында",
        "а" + "мысық үстелде ұйықтап жатыр " * 4,
    ],
)
def test_long_ones_of_one_s_own_are_taken_whatever_they_are_made_of(password: str) -> None:
    assert fault(password) == ""


@pytest.mark.parametrize(
    "password, what",
    [
        ("тауда қар жауы", "short"),
        ("x" * 129, "long"),
        ("тауда бүгін қар жауды " * 6, "long"),
        ("aaaaaaaaaaaaaaaa", "run"),
        ("abcabcabcabcabcabc", "run"),
        ("123456789012345", "run"),
        ("qwertyuiopasdfgh", "run"),
        ("йцукенгшщзфывапр", "run"),
        ("Қазақстан2050Астана!", "context"),
        ("Стратегия-2026-Безопасность", "context"),
        ("strategia2026bezopasnost", "context"),
        ("Gfhjkm2026Gfhjkm!!", "context"),
        ("П@роль.министерство1", "context"),
        ("p@ssw0rd-2026-!!!", "common"),
        ("Айгерім.Сәрсенова.1990", "context"),
    ],
)
def test_what_a_stranger_tries_first_is_refused(password: str, what: str) -> None:
    assert fault(password, ("Айгерім", "Сәрсенова", "aigerim")) == what


def test_all_of_the_framework_s_common_passwords_that_are_long_enough_are_refused() -> None:
    long_enough = [word for word in passwords._common() if len(word) >= passwords.SHORTEST]
    assert long_enough
    assert [word for word in long_enough if not fault(word)] == []
    assert len(passwords._common()) > 19_000


def test_every_word_of_the_field_is_refused_in_each_script_and_layout() -> None:
    words = passwords.context_words()
    assert len(words) >= 200
    assert len(set(words)) == len(words)
    let_through = [
        form
        for word in words
        for form in passwords.forms_of(word)
        if not fault((form.capitalize() + "2026!").ljust(15, "1")) or not fault(form * (128 // len(form)))
    ]
    assert let_through == []


def test_composition_is_asked_for_only_where_it_is_switched_on(settings: Any) -> None:
    password = "тауда бүгін қар жауды"
    assert fault(password) == ""
    settings.PASSWORD_COMPOSITION = True
    assert fault(password) == "composition"
    assert fault("Тауда бүгін 7 қар жауды!") == ""
