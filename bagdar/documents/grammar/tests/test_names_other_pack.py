"""Executors and completion of the second pack: its own languages, bodies, kinds and words for bodies above."""

from __future__ import annotations

import tomllib
from importlib import resources

import msgspec
import pytest

from bagdar.documents.bodies import Bodies, Body
from bagdar.documents.grammar.completion import read_completion
from bagdar.documents.grammar.executors import read_executors
from bagdar.documents.grammar.tests.register_cases import cast, documents
from bagdar.kernel import jsonio

PACK = resources.files("bagdar").joinpath("methodology/packs/xv-valdor-7-2024")
PACKS = {language: PACK.joinpath("lexicons", f"{language}.toml") for language in ("fr", "es")}
FILE = tomllib.loads(PACK.joinpath("bodies.toml").read_text("utf-8"))
BODIES = Bodies(
    jsonio.convert(FILE["bodies"], list[Body]),
    state={language: tuple(words) for language, words in FILE["state"].items()},
    responsible=("council", "ministry", "prefecture", "college"),
)


@pytest.mark.parametrize(
    "language, phrase, expected",
    [
        ("fr", "ministère de la Mer, préfectures", "ministry-sea=M prefectures=R"),
        ("fr", "MME, PNO et PSU", "ministry-sea=M prefecture-north=R prefecture-south=R"),
        ("fr", "Office des eaux (sous réserve d'accord), MTR", "water-office=C? ministry-treasury=M"),
        ("fr", "société Dupont SARL, MTR", "‹société Dupont SARL›=C ministry-treasury=M"),
        ("es", "Ministerio del Mar; Instituto del Tiempo", "ministry-sea=M weather-institute=C"),
        (
            "es",
            "asociación de pescadores (previo acuerdo), MMR",
            "‹asociación de pescadores›=C? ministry-sea=M",
        ),
    ],
)
def test_executors_are_read_in_the_packs_languages(language: str, phrase: str, expected: str) -> None:
    reading = read_executors(phrase, BODIES, language, packs=PACKS)
    assert (cast(reading), reading.understood) == (expected, True)


class Rule(msgspec.Struct, frozen=True):
    recipients: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]


RULE = Rule(
    {"fr": ("Conseil des ministres",), "es": ("Consejo de Ministros",)},
    {"fr": ("rapport",), "es": ("informe",)},
)


@pytest.mark.parametrize(
    "language, phrase, expected",
    [
        ("fr", "rapport au Conseil des ministres", "!report(>council-of-ministers)"),
        ("fr", "information au ministère de la Mer", "information(>ministry-sea)"),
        ("fr", "projet d'arrêté", "draft order"),
        ("fr", "procès-verbal de réception", "act"),
        ("es", "informe al Consejo de Ministros", "!report(>council-of-ministers)"),
        ("es", "proyecto de decreto", "draft decree"),
        ("es", "actas de recepción", "act"),
    ],
)
def test_completions_are_read_in_the_packs_languages(language: str, phrase: str, expected: str) -> None:
    reading = read_completion(phrase, BODIES, language, informing=RULE, packs=PACKS)
    assert (documents(reading), reading.understood) == (expected, True)


@pytest.mark.parametrize("phrase", ["lorem ipsum", "avant décembre", "rapport à", "hasta diciembre", "0,5"])
def test_nonsense_is_not_understood_in_them(phrase: str) -> None:
    assert not read_executors(phrase, BODIES, packs=PACKS).understood
    assert not read_completion(phrase, BODIES, packs=PACKS).understood
