"""Kazakh order and search that is blind to case: the rules, then the database against them."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence

import pytest
from django.db import connection

from bagdar.store.collation import NAME, like, lower, sort_key, upper

ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
SIGNS = " -–—«»\"'()№.,/:;!?0123456789₸%+"
LATIN = "abcdefghijklmnopqrstuvwxyzäöüñçß"
OTHER = "ѳѵїєґўђљњћџӑӧάβγδ€£©®°½²…•→≤"


def made_words(count: int) -> list[str]:
    """Mixed strings as names of bodies are, and worse; each once."""
    rng = random.Random(int(os.environ["BAGDAR_SEED"]))
    pools = (ALPHABET, ALPHABET.upper(), SIGNS, LATIN + LATIN.upper().replace("SS", ""), OTHER)
    words = {
        "".join(rng.choice(rng.choices(pools, (8, 3, 3, 2, 1))[0]) for _ in range(rng.randint(1, 8)))
        for _ in range(count)
    }
    return sorted(words | set("".join(pools)))


def as_the_database_orders(words: Sequence[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE words (word text)")
        cursor.executemany("INSERT INTO words VALUES (%s)", [(word,) for word in words])
        cursor.execute(f'SELECT word FROM words ORDER BY word COLLATE "{NAME}"')
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("DROP TABLE words")
    return found


def test_the_alphabet_is_in_its_order() -> None:
    assert sorted(ALPHABET, key=sort_key) == list(ALPHABET)


def test_signs_come_before_digits_digits_before_kazakh_and_kazakh_before_latin() -> None:
    assert sorted(["zebra", "Яса", "9-бап", "«Әділет»"], key=sort_key) == [
        "«Әділет»",
        "9-бап",
        "Яса",
        "zebra",
    ]


def test_capitals_count_only_between_equal_words() -> None:
    assert sorted(["Әділет", "әділет", "Әкімдік", "әкім"], key=sort_key) == [
        "әділет",
        "Әділет",
        "әкім",
        "Әкімдік",
    ]


@pytest.mark.django_db
def test_the_database_orders_as_the_rules_say() -> None:
    """On PostgreSQL it is ICU itself that is asked, so both databases order alike."""
    words = made_words(6_000)
    assert len(words) > 5_000
    assert as_the_database_orders(words) == sorted(words, key=sort_key)


@pytest.mark.django_db
def test_the_database_changes_case_as_the_rules_say() -> None:
    words = made_words(2_000)
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute("SELECT upper(%s), lower(%s)", [word, word])
            assert cursor.fetchone() == (upper(word), lower(word))


@pytest.mark.parametrize(
    "pattern, text, hit",
    [
        ("%ҚАРЖЫ%", "қаржы министрлігі", True),
        ("қаржы%", "Қаржы министрлігі", True),
        ("%ә%", "ӘДІЛЕТ", True),
        ("%а%", "ӘДІЛЕТ", False),
        ("100\\%", "100%", True),
        ("100\\%", "1000", False),
        ("_ ж.", "Ә ж.", True),
        ("а%я", "а\nя", True),
        ("%STRASSE%", "straße", False),
    ],
)
def test_like_is_blind_to_case_alone(pattern: str, text: str, hit: bool) -> None:
    assert like(pattern, text, "\\") is hit


def test_like_of_nothing_is_nothing() -> None:
    assert like("%", None) is None
    assert like(None, "а") is None
    assert upper(None) is None
    assert lower(None) is None
