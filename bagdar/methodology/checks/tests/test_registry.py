"""Every check can fail, fails alone, is switched off by the methodology, and has its words and clause."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from itertools import product
from string import Formatter

import pytest
from msgspec.structs import replace

from bagdar.kernel.messages import catalogue, render
from bagdar.kernel.tests.each import each
from bagdar.kernel.text import UI_LANGUAGES, Text
from bagdar.methodology.checks import check_plan, registered
from bagdar.methodology.checks.registry import PREFIX, Hit, Table
from bagdar.methodology.checks.tests import make
from bagdar.methodology.checks.tests.cases import CASES, CLEAN, Case
from bagdar.methodology.loader import available, load
from bagdar.methodology.model import Methodology

TEXTS = [PREFIX + check + part for check in registered() for part in ("", ".name", ".remedy")]
SPECIAL = set("әғқңөұүһі")


def rules(case: Case, *off: str) -> Methodology:
    """The invented methodology as *case* wants it, with the checks *off* switched off."""
    whole = make.methodology(**dict(case.changes))
    checks = {
        key: replace(setting, on=key not in (*case.without, *off)) for key, setting in whole.checks.items()
    }
    return replace(whole, checks=checks)


@pytest.mark.parametrize("name", CLEAN)
def test_clean_document_has_no_findings(name: str) -> None:
    assert CLEAN[name](make.methodology()) == []


def test_every_check_has_a_case_in_which_it_fails() -> None:
    assert set(CASES) == set(registered())


@each("check", CASES)
def test_faulty_document_is_found_by_this_check_alone(check: str) -> None:
    case = CASES[check]
    found = case.run(rules(case))
    assert {finding.check for finding in found} == {PREFIX + check}
    assert [finding.clause for finding in found] == [case.clause] * len(found)
    assert case.key is None or case.key in {finding.place.key for finding in found}


@each("check", CASES)
def test_faulty_document_passes_when_only_this_check_is_off(check: str) -> None:
    case = CASES[check]
    assert case.run(rules(case, check)) == []


@each("check", CASES)
def test_check_that_the_methodology_does_not_list_does_not_run(check: str) -> None:
    case = CASES[check]
    whole = rules(case)
    listed = {key: setting for key, setting in whole.checks.items() if key != check}
    assert case.run(replace(whole, checks=listed)) == []


@each("check", CASES)
def test_severity_is_the_methodologys(check: str) -> None:
    case = CASES[check]
    whole = rules(case)
    checks = {key: replace(setting, severity="info") for key, setting in whole.checks.items()}
    assert {finding.severity for finding in case.run(replace(whole, checks=checks))} == {"info"}


@each("check, language", product(CASES, UI_LANGUAGES))
def test_words_are_complete_in_each_language(check: str, language: str) -> None:
    case = CASES[check]
    for finding in case.run(rules(case)):
        for text in (PREFIX + check, f"{PREFIX}{check}.name", f"{PREFIX}{check}.remedy"):
            sentence = render(text, language, **finding.params)
            assert sentence.strip()
            assert not re.search(r"[{}]|None|Text\(", sentence)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@each("text", TEXTS)
def test_text_differs_between_languages_and_has_the_same_fields(text: str) -> None:
    by_language = catalogue()[text]
    assert set(by_language) == set(UI_LANGUAGES)
    assert len(set(by_language.values())) == 3
    assert len({frozenset(fields(template)) for template in by_language.values()}) == 1


def test_kazakh_texts_are_kazakh_and_no_suffix_hangs_on_a_field() -> None:
    kazakh = [catalogue()[text]["kk"] for text in TEXTS]
    with_letters = [text for text in kazakh if SPECIAL & set(text.lower())]
    assert len(with_letters) > 0.95 * len(kazakh)
    assert [text for text in kazakh if re.search(r"\}[-’']?[а-яәғқңөұүһі]", text.lower())] == [
        text for text in kazakh if re.search(r"\}-(жол|фактор|бөлім)\b", text)
    ]


def test_catalogue_has_no_text_of_a_check_that_is_gone() -> None:
    raw = resources.files("bagdar.methodology.checks").joinpath("messages.toml").read_text("utf-8")
    known = {*TEXTS} | {key for key in tomllib.loads(raw) if key.startswith(f"{PREFIX}word.")}
    assert set(tomllib.loads(raw)) == known


@pytest.mark.parametrize("pack", available())
def test_pack_sets_only_checks_that_exist_by_clauses_that_it_has(pack: str) -> None:
    methodology = load(pack)
    assert set(methodology.checks) <= set(registered())
    for setting in methodology.checks.values():
        assert setting.clause in {*methodology.clauses, "practice", "SPS"}


def test_default_pack_sets_every_check() -> None:
    assert set(load().checks) == set(registered())


class Nowhere:
    def rank(self, key: str | None) -> int:
        return 0


def test_name_is_registered_once() -> None:
    table: Table[Nowhere] = Table("odd")
    look = table("name")(lambda _: [Hit()])
    with pytest.raises(ValueError, match=re.escape("'odd.name' is registered twice")):
        table("name")(look)


def test_findings_stand_in_the_order_of_the_document() -> None:
    plan = make.cells(make.cells(make.plan(), "d22", until="?"), "d11", outcome="")
    found = check_plan(
        replace(plan, agreed=Text()), make.methodology(), make.BODIES, reader=make.PlainReader()
    )
    assert [finding.place.key for finding in found] == [None, "d11", "d22"]
