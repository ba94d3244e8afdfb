"""Sentences that deny factors or proposals, and sentences that only look like it, in both packs."""

from __future__ import annotations

import pytest

from bagdar.documents.forms import Statement
from bagdar.methodology.denials import FACTORS, PROPOSALS, denies
from bagdar.methodology.loader import load

KZ, XV = "kz-mne-82-2021", "xv-valdor-7-2024"

DENIED = [
    (KZ, "kk", "Айтарлықтай өзге ішкі факторлар байқалған жоқ."),
    (KZ, "kk", "Ішкі факторлар жоқ"),
    (KZ, "kk", "Жоқ."),
    (KZ, "ru", "Иных существенных внутренних факторов не отмечено."),
    (KZ, "ru", "Нет."),
    (KZ, "ru", "Внешние факторы отсутствуют"),
    (KZ, "ru", "В отчётном году факторов, повлиявших на исполнение плана, не выявлено."),
    (KZ, "en", "No other notable external factors were observed."),
    (KZ, "en", "None."),
    (XV, "fr", "Aucun autre frein notable n'a été relevé."),
    (XV, "fr", "Néant"),
    (XV, "fr", "Rien à signaler."),
    (XV, "es", "No se observaron otros frenos notables."),
    (XV, "es", "Ninguno"),
    (XV, "es", "Sin factores externos notables en el semestre."),
]
SAID = [
    (KZ, "kk", "Қылмыстың өсуі байқалған жоқ."),
    (KZ, "kk", "Ішкі факторлар байқалды."),
    (KZ, "ru", "Роста преступности не отмечено."),
    (KZ, "ru", "Не было дождей."),
    (KZ, "ru", "Факторов не отмечено. Весна была сухой."),
    (KZ, "en", "No rain in the spring."),
    (KZ, "en", "Other factors were noted."),
    (XV, "fr", "Aucun retard n'a été relevé."),
    (XV, "es", "Sin lluvia durante el semestre."),
    (KZ, "ru", "No other factors"),  # another language's sentence
    (KZ, "ru", ""),
]


PROPOSED = [
    (KZ, "kk", "Жоспарды түзету туралы ұсыныстар жоқ.", True),
    (KZ, "ru", "Предложений по изменению законодательства нет.", True),
    (KZ, "en", "No further proposals.", True),
    (XV, "fr", "Aucune modification n'est proposée.", True),
    (XV, "es", "No se propone ninguna modificación.", True),
    (KZ, "kk", "Қоймалар салу ұсынылады.", False),
    (KZ, "ru", "Предложений нет. Просим продлить срок.", False),
    (XV, "fr", "Aucune commune n'est oubliée.", False),
]


def said(language: str, text: str) -> tuple[Statement, ...]:
    return (Statement(language=language, text=text),)


@pytest.mark.parametrize(
    "pack, language, text, expected",
    [(*case, True) for case in DENIED] + [(*case, False) for case in SAID],
)
def test_only_a_sentence_made_of_the_packs_words_denies_factors(
    pack: str, language: str, text: str, expected: bool
) -> None:
    assert denies(said(language, text), load(pack).forms["report"], FACTORS) is expected


@pytest.mark.parametrize("pack, language, text, expected", PROPOSED)
def test_proposals_are_denied_in_words_of_their_own(
    pack: str, language: str, text: str, expected: bool
) -> None:
    assert denies(said(language, text), load(pack).forms["report"], PROPOSALS) is expected


def test_nothing_said_and_a_methodology_without_words_deny_nothing() -> None:
    form = load(KZ).forms["report"]
    assert not denies((), form, FACTORS)
    assert not denies(said("ru", "Нет."), None, FACTORS)
    assert not denies((*said("ru", "Нет."), *said("ru", "Засуха")), form, FACTORS)
