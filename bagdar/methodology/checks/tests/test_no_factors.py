"""Sentences that deny factors, and sentences that only look like it, in the languages of both packs."""

from __future__ import annotations

import pytest

from bagdar.documents.forms import Factor, Statement
from bagdar.methodology.checks.no_factors import says_none
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


def factor(language: str, text: str) -> Factor:
    return Factor(side="internal", statements=(Statement(language=language, text=text),))


@pytest.mark.parametrize(
    "pack, language, text, expected",
    [(*case, True) for case in DENIED] + [(*case, False) for case in SAID],
)
def test_only_a_sentence_made_of_the_packs_words_denies_factors(
    pack: str, language: str, text: str, expected: bool
) -> None:
    assert says_none(factor(language, text), load(pack).forms["report"]) is expected


def test_a_sentence_that_bears_on_a_line_or_has_measures_is_a_factor() -> None:
    form = load(KZ).forms["report"]
    said = (Statement(language="ru", text="Нет."),)
    assert says_none(Factor(side="external", statements=said), form)
    assert not says_none(Factor(side="external", statements=said, keys=("1",)), form)
    assert not says_none(Factor(side="external", statements=said, measures=said), form)
    assert not says_none(Factor(side="external", statements=said), None)
